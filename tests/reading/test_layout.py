"""How an issue is laid out is decided once for the whole issue."""

from __future__ import annotations

import textwrap

import pytest

from kinews_cli.reading.layout import Gaps, Layout
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.splitting import split_issue
from reading.samples import HEAD, TEXT, kinds, titles

NAMES = ("Bienen im Park", "Strom vom Dach", "Wasser im Keller")
SENTENCES = (
    "Die Stadt hat dazu einen Plan vorgelegt, über den im Rat lange gestritten wurde. Am Ende stimmten fast alle zu.",
    "Ob sich das auf die Dauer lohnt, hängt vom Wetter ab und davon, wie viel der Verein selbst bauen kann und will.",
    "Der Bericht nennt zwölf Orte und für jeden die Kosten. Wer mag, kann ihn in Ruhe nachlesen und danach fragen.",
)


def of_three(form: str) -> str:
    return HEAD + "".join(form.format(name, text=text) for name, text in zip(NAMES, SENTENCES, strict=True))


def layout(text: str) -> Layout:
    return split_issue(split_lines(text)).layout


@pytest.mark.parametrize(
    ("form", "gaps"),
    [
        ("{}\n\n{text}\n\n", Gaps.SINGLE),
        ("{}\n\n\n{text}\n\n\n", Gaps.SINGLE),
        ("\n{}\n\n{text}\n\nUnd sonst.\n\n", Gaps.DOUBLE),
        ("\n\n{}\n\n{text}\n\nUnd sonst.\n\n", Gaps.DOUBLE),
        ("{}\n{text}\n\n", Gaps.GLUED),
        ("{}\n{text}\n\n{text} Noch mehr.\n\n", Gaps.GLUED),
    ],
)
def test_where_titles_stand(form: str, gaps: Gaps) -> None:
    assert layout(of_three(form)).gaps is gaps
    assert titles(of_three(form)) == list(NAMES)


def test_without_any_blank_line() -> None:
    text = "KI News #1\n" + of_three("{}\n{text}\nUnd das war noch nicht alles, was es dazu gibt.\n").replace(
        "\n\n", "\n"
    )
    assert layout(text).gaps is Gaps.NONE
    assert titles(text) == list(NAMES)


@pytest.mark.parametrize(
    "form",
    [
        "# {}", "## {}", "### {} ###", "**{}**", "*{}*", "__{}__", "== {} ==", "++ {} ++", "+++ {} +++", "--- {} ---", ">> {} <<",
        "{}\n==========", "{}\n----------", "{}\n~~~~~~~~~~", "{}\n**********", "{} [Bearbeiten]",
        "{} [Bearbeiten | Quelltext bearbeiten]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_marked_headings_are_titles_without_their_marks(form: str, gap: str) -> None:
    text = HEAD + "".join(f"{form.format(name)}{gap}{words}\n\n" for name, words in zip(NAMES, SENTENCES, strict=True))
    assert titles(text) == list(NAMES)


def test_underlines_and_rules_are_not_lost() -> None:
    found = kinds(of_three("{}\n==========\n\n{text}\n\n"))
    assert found["=========="] == "FURNITURE"


def test_deeper_signs_mark_headings_inside_articles() -> None:
    text = of_three("{0}\n==========\n\n{text}\n\nIm Einzelnen\n------------\n\nZu {0}: {text}\n\n")
    assert titles(text) == list(NAMES)
    assert kinds(text)["Im Einzelnen"] == "HEADING"


def test_a_deeper_sign_below_a_heading_without_text_marks_titles() -> None:
    text = HEAD + "".join(
        f"Rubrik {n}\n==========\n\n{name}\n--------------\n\n{words}\n\n"
        for n, (name, words) in enumerate(zip(NAMES, SENTENCES, strict=True))
    )
    assert titles(text) == [text for n, name in enumerate(NAMES) for text in (f"Rubrik {n}", name)]


@pytest.mark.parametrize("width", [60, 66, 72, 78, 90])
def test_wrapped_lines_are_no_titles(width: int) -> None:
    wrapped = ["\n".join(textwrap.wrap(f"{text} {text[::-1].strip('.')}. {TEXT}", width)) for text in SENTENCES]
    text = HEAD + "".join(f"{name}\n\n{words}\n\n" for name, words in zip(NAMES, wrapped, strict=True))
    assert titles(text) == list(NAMES)
    assert layout(text).width in range(width - 5, width + 1)


def test_lines_that_are_not_wrapped_have_no_width() -> None:
    assert layout(of_three("{}\n\n{text}\n\n")).width is None


def test_the_reason_is_kept() -> None:
    assert layout(of_three("{}\n{text}\n\n")).reason.startswith("3 short lines stand directly above text")
