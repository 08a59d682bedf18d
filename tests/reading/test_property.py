"""Whatever the text: it is read, no line is lost, it is the same to the byte again, and no line makes reading slow."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinews_cli.errors import InputError
from kinews_cli.model.issue import Issue
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rendering import render_bytes
from kinews_cli.reading.settings import ReadingSettings

# Pieces that the rules look for, so that arbitrary text meets them in every order.
PIECES = st.sampled_from(
    ["KI News #6", "Ein Titel", "EIN TITEL", "Noch ein Titel?", "Machen Sie mit!", "Außerdem", "Neu", "und weiter",
     "# Markdown", "## Tiefer", "**Fett**", "*Stern*", "__Strich__", "++ Rahmen ++", "== Wiki ==", "Zeile [Bearbeiten]",
     "====", "----", "- - -", "~~~", "```", "--", "-- ", "| a | b |", "> zitiert",
     "1. Eins", "2. Zwei", "3) Drei", "a) Punkt", "(b) Punkt", "- Punkt", "• Punkt", "*", "1.", "13. Geburtstag",
     "Hallo zusammen,", "Viele Grüße", "Eure Redaktion", "PS: Noch etwas", "12. Juni 2021", "19:30 Uhr: Treffen", "2021",
     "« VorherigeNächste »", "Hier abonnieren:", "* Pflichtfeld", "Teilen | Tweet | Drucken", "Impressum | Datenschutz",
     "© 2021", "From: a", "Subject: b", "Von Max", "5 Min. Lesezeit", "Zurück", "example.org", "★ 12", "Inhalt", "Inhalt:",
     "Foto: Wer", "Ort: Hier", "Thema: a, b, c", "„Ein Zitat.“", "sudo rm", "Ein Satz. Noch einer.", "Ein Doppelpunkt:",
     "Wort " * 30, "Ein langer Satz, der " * 8 + "endet.", "x" * 250]
)  # fmt: skip
LINKS = st.sampled_from(
    ["https://a.example/x", "Paper:\u00a0https://a.example/x (englisch)", "<https://a.example/lang-", "weiter> (engl.)",
     "[1] https://a.example/1", "[1]: https://a.example/1", "[1]", "Siehe [1].", "[a](https://a.example/(b))", "](", "![", "[![",
     "[EN] Titel: https://a.example/", "(https://a.example/x)", "„https://a.example/x“", "https://", "http://(", "HTTP://A",
     '<a href="https://a.example/x">', "</a>", "Titel (https://a.example/x)-Paket", "https://a.example/?a=1&amp;b=2;",
     "(englisch)", "[en]", "( englisch )", "(", ")", "[", "]", "<", ">", '"', "“", "»", "…", "mailto:a@a.example"]
)  # fmt: skip
UNICODE = st.sampled_from(
    ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u3000",
     "\u202e", "u\u0308", "\u0308", "😀", "\U0001f1e9\U0001f1ea", "\x00", "\x1b[31m", "\x7f", "İ", "ß", "ﬁ", "٣",
     "²", "\ud7ff", "\uffff"]
)  # fmt: skip
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LINES = st.lists(
    st.one_of(PIECES, LINKS, UNICODE, CHARACTERS, st.sampled_from([" ", "  ", "\t", ": ", ""])), max_size=5
)
ENDS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r", "\n\r", "\n \n", "", "\u2028"])
TEXTS = st.lists(st.tuples(LINES.map("".join), ENDS), max_size=40).map(
    lambda pieces: "".join(line + end for line, end in pieces)
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
WORDS = st.lists(st.sampled_from(["Ein Titel", "Außerdem", "Neu", "Viele Grüße", "", "KI News #6"]), max_size=3).map(
    tuple
)
SETTINGS = st.builds(ReadingSettings, WORDS, WORDS, WORDS)


def lines_of(issue: Issue) -> list[int]:
    """The lines in which the elements stand, in order; a line that stands twice is there twice."""
    found = [issue.title_line] if issue.title_line else []
    found += [article.line for article in issue.articles]
    found += [n for part in issue.parts() for block in part.blocks for n in range(block.line, block.end_line + 1)]
    found += [furniture.line for furniture in issue.furniture]
    return sorted(found)


def check(text: str, encoding: str, chosen: ReadingSettings) -> None:
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        content = text.encode()
    try:
        issue = read_issue(content, "x.txt", chosen)
    except InputError as error:
        assert str(error).startswith("x.txt:")  # noqa: PT017
        assert (
            encoding != "utf-8" or "\0" in text or all(line.blank for line in split_lines(text.removeprefix("\ufeff")))
        )
        return
    assert render_bytes(issue) == content
    if issue.encoding == "utf-8" or encoding in {"utf-16", issue.encoding}:
        read = content.decode(issue.encoding).removeprefix(issue.mark)
        assert lines_of(issue) == [line.number for line in split_lines(read) if not line.blank]


QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
THOROUGH = settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS, ENCODINGS, SETTINGS)
def test_no_text_fails_or_loses_a_line(text: str, encoding: str, chosen: ReadingSettings) -> None:
    check(text, encoding, chosen)


@pytest.mark.slow
@THOROUGH
@given(TEXTS, ENCODINGS, SETTINGS)
def test_no_text_of_ten_thousand_fails_or_loses_a_line(text: str, encoding: str, chosen: ReadingSettings) -> None:
    check(text, encoding, chosen)


@QUICK
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_read_and_the_same_again_or_refused(content: bytes) -> None:
    try:
        issue = read_issue(content, "x.txt")
    except InputError as error:
        assert str(error).startswith("x.txt:")  # noqa: PT017
        return
    assert render_bytes(issue) == content


ODD: dict[str, Callable[[int], str]] = {
    "one line of opening brackets": lambda n: "(" * n,
    "one line of square brackets": lambda n: "[" * n,
    "one line of closed brackets": lambda n: "()" * n,
    "one line of blanks before a letter": lambda n: " " * n + "x",
    "one line of blanks inside": lambda n: "a" + " " * n + "b",
    "one line of no-break spaces": lambda n: "a" + "\u00a0" * n + "b",
    "one line of a(": lambda n: "a(" * n,
    "one line of quotes": lambda n: "„“" * n,
    "one line of straight quotes": lambda n: '"' * n,
    "one line of http://": lambda n: "http://" * n,
    "one line of http:// and blanks": lambda n: "http:// " * n,
    "one line of links": lambda n: "https://a.example/x " * n,
    "one line of links in brackets": lambda n: "(https://a.example/x)" * n,
    "one line of Markdown links": lambda n: "[a](https://a.example/x) " * n,
    "one line of open Markdown links": lambda n: "[a](https://a.example/x " * n,
    "one line of images in links": lambda n: "[![a](https://a.example/b)](https://a.example/x) " * n,
    "one line of anchors": lambda n: '<a href="https://a.example/x"> ' * n,
    "one line of closed anchors": lambda n: '<a href="https://a.example/x">x</a> ' * n,
    "one line of <": lambda n: "<" * n,
    "one line of <http": lambda n: "<http" * n,
    "one URL of brackets": lambda n: "https://a.example/" + "(" * n,
    "one URL of final points": lambda n: "https://a.example/x" + "." * n,
    "one label of brackets before a URL": lambda n: "[" * n + "](https://a.example/x)",
    "one label of blanks before a URL": lambda n: "Label" + " " * n + "https://a.example/x",
    "blanks between a URL and its mark": lambda n: "A: https://a.example/x" + " " * n + "(englisch)",
    "one line of [1]": lambda n: "[1]" * n,
    "one line of marks": lambda n: "(englisch)" * n,
    "marks before a URL": lambda n: "(englisch) " * n + ": https://a.example/x",
    "one line of stars": lambda n: "*" * n + "a",
    "one line of hash signs": lambda n: "# " * n + "a",
    "one line of dashes": lambda n: "- " * n + "a",
    "one line of equals signs": lambda n: "=" * n + "a",
    "one line of bars": lambda n: "a | " * n,
    "one line of points": lambda n: ". A" * n,
    "one line of emoji": lambda n: "😀" * n,
    "one line of invisible characters": lambda n: "a" + "\u200b" * n + "b",
    "one line of combining characters": lambda n: "a" + "\u0308" * n,
    "short lines": lambda n: "Wort\n" * n,
    "different short lines": lambda n: "\n".join(f"Wort {i}" for i in range(n)),
    "different short lines between blank lines": lambda n: "\n\n".join(f"Wort {i}" for i in range(n)),
    "blank lines": lambda n: "a" + "\n" * n + "b",
    "CR alone": lambda n: "a\r" * n,
    "underlined lines": lambda n: "Ein Titel\n=========\n\nText dazu.\n\n" * n,
    "different underlined lines": lambda n: "".join(f"Titel {i}\n-------\n\nText dazu.\n\n" for i in range(n)),
    "identical lines between blank lines": lambda n: "Ein Titel\n\n" * n,
    "list items": lambda n: "- Punkt\n" * n,
    "numbered lines": lambda n: "".join(f"{i}. Punkt\n\nText dazu.\n\n" for i in range(1, n)),
    "numbered lines from one": lambda n: "1. Punkt\n\n2. Punkt\n\nText dazu.\n\n" * n,
    "headings": lambda n: "# Titel\n\n## Tiefer\n\nText.\n\n" * n,
    "capitals": lambda n: "EIN TITEL\n\nText dazu.\n\n" * n,
    "glued titles": lambda n: "Ein Titel\nDarunter steht ein langer Satz, der auch wirklich zu Ende geht.\n\n" * n,
    "linked titles": lambda n: "Ein Titel https://a.example/x\nDarunter steht ein Satz.\n\n" * n,
    "furniture": lambda n: "« Zurück\n\nTeilen\n\n" * n,
    "badges": lambda n: "example.org\n" * n,
    "headers": lambda n: "From: a\n" * n,
    "keys": lambda n: "Ort: Hier\n" * n,
    "signatures": lambda n: "Text dazu.\n" * n + "-- \n" * n,
    "wrapped URLs": lambda n: "Siehe <https://a.example/lang-\nweiter> dort.\n" * n,
    "a list of contents": lambda n: "".join(f"Punkt {i}\n" for i in range(n)) * 2,
    "a list of contents twice": lambda n: "".join(f"Punkt {i % 50}\n\n" for i in range(n)),
    "references in one part": lambda n: "".join(f"Siehe [{i}].\n\n[{i}] https://a.example/{i}\n\n" for i in range(n)),
    "references in many parts": lambda n: "".join(
        f"Ein Titel {i}\n\nSiehe [1] dort.\n\n[1] https://a.example/{i}\n\n" for i in range(n)
    ),
    "references at the end": lambda n: "".join(f"Ein Titel {i}\n\nSiehe [{i}] dort.\n\n" for i in range(n))
    + "".join(f"[{i}] https://a.example/{i}\n" for i in range(n)),
    "equal titles with counts": lambda n: "".join("Neue Dinge\n\nText dazu.\n\nNeue Dinge-2\n\nText.\n\n" for _ in range(n)),
    "fences": lambda n: "```\ncode\n" * n,
    "one paragraph": lambda n: "Ein Satz, der am Ende der Zeile umgebrochen wurde und in der nächsten\n" * n,
}  # fmt: skip


LEAST = 0.02  # seconds: below that the clock says little
ATTEMPTS = 5


def seconds(content: bytes) -> float:
    """Of this thread's own work: who else uses the machine does not count, nor when the collector happens to run."""
    gc.collect()
    gc.disable()
    try:
        started = time.thread_time()
        read_issue(content, "x.txt")
        return time.thread_time() - started
    finally:
        gc.enable()


def growth(once: bytes, eight_times: bytes) -> float:
    """How many times as long the longer text takes; the shorter one's best of three, lest it look slow for once."""
    return seconds(eight_times) / min(seconds(once) for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_eight_times_the_text_takes_about_eight_times_as_long(name: str) -> None:
    """A quadratic rule takes 64 times as long, at every attempt; a regular expression that backtracks shows in time only."""
    size = 500
    while seconds(ODD[name](size).encode()) < LEAST and size < 1_000_000:
        size *= 2
    once, eight_times = ODD[name](size).encode(), ODD[name](8 * size).encode()
    assert any(growth(once, eight_times) < 16 for _ in range(ATTEMPTS)), f"{size} pieces"
