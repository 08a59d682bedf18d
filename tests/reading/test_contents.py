"""Lists of contents: their lines are text, the lines below that they name are titles."""

from __future__ import annotations

import pytest

from kinews_cli.reading.contents import find_contents
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rules import ALL_RULES
from kinews_cli.reading.shapes import shapes_of
from reading.samples import HEAD, TEXT, kinds, titles

NAMES = ("Bienen im Park", "Strom vom Dach?", "Wasser im Keller")
BODY = "".join(f"{name}\n\nZu {name[:4]}: {TEXT}\n\n" for name in NAMES)


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "- {}",
        "* {}",
        "• {}",
        "{n}. {}",
        "{n}) {}",
        "({n}) {}",
        "[{n}] {}",
        "{} [{n}]",
        "{} ..... {n}",
        "{} … {n}",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("heading", ["Inhalt", "Inhalt:", "In dieser Ausgabe:", "Themen", ""])
def test_the_lines_of_the_list_are_no_titles_and_those_they_name_are(form: str, gap: str, heading: str) -> None:
    listed = gap.join(form.format(name, n=n) for n, name in enumerate(NAMES, start=1))
    assert titles(f"{HEAD}{heading}\n\n{listed}\n\n{BODY}") == list(NAMES)


def test_titles_may_look_like_sentences_once_the_list_names_them() -> None:
    names = ("Das ist neu.", "Das bleibt alt.")
    text = HEAD + "\n".join(names) + "\n\n" + "".join(f"{name}\n\nZu {name} {TEXT}\n\n" for name in names)
    assert titles(text) == list(names)


def test_the_heading_of_the_list_is_text() -> None:
    assert (
        kinds(f"{HEAD}Auf einen Blick\n\n- {NAMES[0]}\n- {NAMES[1]}\n- {NAMES[2]}\n\n{BODY}")["Auf einen Blick"]
        == "TEXT"
    )


def test_one_line_that_comes_back_is_no_list() -> None:
    shapes = shapes_of(split_lines(f"{HEAD}{NAMES[0]}\n\n{BODY}"))
    assert find_contents(shapes, {}, ALL_RULES).lines == {}


@pytest.mark.parametrize(
    "again",
    [
        f"{TEXT}\n\nBeginn: 19 Uhr\n\nOrt: Rathaus",
        "- Kaffee\n- Kuchen",
        "Beginn um sieben,\nwie an jedem Abend.",
    ],
)
def test_what_comes_back_in_the_middle_of_the_text_is_no_list_of_contents(again: str) -> None:
    text = HEAD + "".join(f"{name}\n\nZu {name[:4]}: {TEXT}\n\n{again}\n\n" for name in NAMES[:2])
    assert titles(text) == list(NAMES[:2])
