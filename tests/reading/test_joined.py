"""Link lines that a mail program wrapped."""

from __future__ import annotations

import pytest

from kinews_cli.model.issue import Link
from reading.samples import HEAD, TEXT, read, written

LONG = "https://a.example/ein/langer/weg-durch-alle-ordner"


def only(lines: str) -> Link:
    (link,) = read(f"{HEAD}Ein Titel\n\n{TEXT}\n\n{lines}\n\n{TEXT}\n").links()
    return link


@pytest.mark.parametrize(
    "lines",
    [
        "Siehe <https://a.example/ein/langer/\nweg-durch-alle-ordner> dort.",
        "Siehe <https://a.example/ein/langer/\nweg-durch-alle-ordner>.",
        "<https://a.example/ein/langer/\nweg-durch-alle-ordner>",
        "Siehe <https://a.example/ein/langer/ \n  weg-durch-alle-ordner> dort.",
    ],
)
def test_a_url_in_angle_brackets_goes_on_in_the_next_line(lines: str) -> None:
    link = only(lines)
    assert (link.url, link.line) == (LONG, 9)
    first = lines.split("\n", maxsplit=1)[0].rstrip()
    assert (link.column, link.end_column) == (first.index("http") + 1, len(first) + 1)


def test_what_stands_behind_the_wrapped_url_is_read_too() -> None:
    issue = read(f"{HEAD}Ein Titel\n\nSiehe <https://a.example/\nlang> und https://b.example/y dort. {TEXT}\n")
    assert [(link.url, link.line) for link in issue.links()] == [
        ("https://a.example/lang", 7),
        ("https://b.example/y", 8),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Siehe <https://a.example/x\n\nweiter> dort.",  # a blank line between
        "Siehe <https://a.example/x\nund so weiter> dort.",  # blanks in the rest
        "Siehe <https://a.example/x\nweiter dort.",  # never closed
        "Siehe <https://a.example/x>\nweiter> dort.",  # closed before
        "Siehe <https://a.example/x\n> dort.",
    ],
)
def test_what_is_not_wrapped(lines: str) -> None:
    assert only(lines).url == "https://a.example/x"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (f"Der lange Artikel:\n{LONG} (englisch)", ("Der lange Artikel", LONG, "(englisch)")),
        (f"Der lange Artikel: {LONG}\n(englisch)", ("Der lange Artikel", LONG, "(englisch)")),
        (f"Der lange Artikel:\n{LONG}\n(englisch)", ("Der lange Artikel", LONG, "(englisch)")),
        (f"Der lange Artikel (englisch):\n{LONG}", ("Der lange Artikel", LONG, "(englisch)")),
        (f"- Der lange Artikel:\n  {LONG}\n  (engl.)", ("Der lange Artikel", LONG, "(engl.)")),
        (f"Der lange Artikel über die vielen schönen Dinge\n(2025): {LONG}",
         ("Der lange Artikel über die vielen schönen Dinge (2025)", LONG, None)),
        (f"{LONG}\n(englisch)", ("", LONG, "(englisch)")),
    ],
)  # fmt: skip
def test_label_and_mark_on_lines_of_their_own(lines: str, expected: tuple[str, str, str | None]) -> None:
    assert written(only(lines)) == expected


def test_a_sentence_above_a_url_is_no_label() -> None:
    assert only(f"{TEXT} {TEXT} Mehr dazu:\n{LONG}").label == ""


def test_several_wrapped_link_lines_below_each_other() -> None:
    lines = "".join(f"Artikel {n}:\n{LONG}-{n}\n(englisch)\n" for n in (1, 2, 3))
    issue = read(f"{HEAD}Ein Titel\n\n{TEXT}\n\n{lines}")
    assert [written(link) for link in issue.links()] == [
        (f"Artikel {n}", f"{LONG}-{n}", "(englisch)") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        f"Wir haben alle Stimmen sorgfältig gezählt und noch einmal gezählt. Mehr\ndazu steht hier: {LONG}",
        f"- Ein Essay über\n  Langeweile: {LONG} (englisch)",
    ],
)
def test_the_end_of_a_wrapped_sentence_stays_in_it(lines: str) -> None:
    issue = read(f"{HEAD}Ein Titel\n\n{lines}\n")
    (block,) = issue.articles[0].body.blocks
    assert " ".join(lines.removeprefix("- ").split()) == block.text
    assert [(link.label, link.url) for link in issue.articles[0].body.links] == [("", LONG)]


def test_text_behind_a_wrapped_address_stays_in_the_paragraph() -> None:
    issue = read(f"{HEAD}Ein Titel\n\nsiehe <https://g.example/c\nd> (englisch) hier.\n")
    (block,) = issue.articles[0].body.blocks
    (link,) = issue.articles[0].body.links
    assert block.text == "siehe <https://g.example/c d> (englisch) hier."
    assert (link.url, link.mark and (link.mark.written, link.mark.line)) == ("https://g.example/cd", ("(englisch)", 8))


def test_a_mark_on_another_line_says_so() -> None:
    issue = read(f"{HEAD}Ein Titel\n\nEin Artikel (englisch):\n{LONG}\n\nNoch einer: {LONG}\n(engl.)\n")
    marks = [link.mark for link in issue.articles[0].body.links]
    assert [(mark.line, mark.column) for mark in marks if mark is not None] == [(7, 13), (11, 1)]


def test_the_rest_of_an_address_is_unescaped_too() -> None:
    (link,) = read(f"{HEAD}Ein Titel\n\nEtikett: https://a.example/?\ny=1&amp;z=2\n").articles[0].body.links
    assert link.url == "https://a.example/?y=1&z=2"
