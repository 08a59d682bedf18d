from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers import dossier
from kinews_cli.reports.cells import cells
from kinews_cli.reports.excerpt import SourceLines, excerpt


def shown(line: str, column: int | None, end_column: int | None = None, width: int = 40) -> list[str]:
    found = excerpt(line, column, end_column, width)
    return [found.text, found.carets]


def test_carets_stand_below_the_place() -> None:
    assert shown("Label: https://a.example/x and more", 8, 27) == [
        "Label: https://a.example/x and more",
        "       ^^^^^^^^^^^^^^^^^^^",
    ]


def test_a_place_without_an_end_is_a_point() -> None:
    assert shown("Ein Titel", 1) == ["Ein Titel", "^"]


def test_a_place_where_something_is_missing_is_a_point_behind_the_line() -> None:
    assert shown("abc", 4, 4) == ["abc", "   ^"]
    assert shown("", 1) == ["", "^"]


def test_a_line_as_a_whole_has_no_caret() -> None:
    assert shown("Ein Titel", None) == ["Ein Titel", ""]


def test_wide_characters_and_tabs_move_the_carets() -> None:
    assert shown("\t日本: x", 6, 7) == ["    日本: x", "          ^"]
    assert shown("ab\t日本", 4, 6) == ["ab  日本", "    ^^^^"]
    assert shown("Gru\u0308n: x", 8, 9) == ["Gru\u0308n: x", "      ^"]


def test_what_commands_a_terminal_is_shown_as_its_code_point() -> None:
    assert shown("a\x1b[2J b", 7, 8) == ["a\\u{1b}[2J b", "           ^"]


LONG = f"{'vorher ' * 20}https://a.example/{' danach' * 20}"
START = len("vorher " * 20) + 1
END = START + len("https://a.example/")


def test_a_long_line_is_shortened_around_the_place() -> None:
    text, carets = shown(LONG, START, END)
    assert text == "…orher vorher https://a.example/ danach…"
    assert carets == "              ^^^^^^^^^^^^^^^^^^"


def test_a_place_that_is_too_long_itself_is_shown_from_its_beginning() -> None:
    assert shown(LONG, START, END, 12) == ["…https://a.…", " ^^^^^^^^^^"]


def test_where_the_place_is_near_the_beginning_the_line_is_shown_from_there() -> None:
    assert shown("kurz und " + "lang " * 20, 6, 9, 20) == ["kurz und lang lang…", "     ^^^"]


def test_a_line_of_any_length_costs_no_more_than_its_surroundings() -> None:
    text, carets = shown("x" * 5_000_000, 4_000_000, 4_000_004)
    assert cells(text) <= 40
    assert carets.strip() == "^^^^"


@given(
    st.text(st.characters(exclude_characters="\r\n"), max_size=120),
    st.integers(1, 130),
    st.integers(0, 20),
    st.integers(20, 60),
)
def test_whatever_the_line_it_fits_and_something_is_marked(line: str, column: int, length: int, width: int) -> None:
    text, carets = shown(line, column, column + length, width)
    assert cells(text) <= width + len("\\u{10ffff}")  # one hidden character is shown even where it does not fit
    assert carets.endswith("^")
    assert "\x1b" not in text


def test_lines_are_those_of_the_file() -> None:
    lines = SourceLines([dossier("KI News #6\r\n\r\nEin  Titel \u00a0\r\n", path="006.txt")])
    assert lines.get("006.txt", 3) == "Ein  Titel \u00a0"


@pytest.mark.parametrize(("path", "line"), [("006.txt", 99), ("006.txt", 0), ("006.txt", None), ("kinews.toml", 1)])
def test_no_line_where_there_is_none(path: str, line: int | None) -> None:
    assert SourceLines([dossier("KI News #6\n", path="006.txt")]).get(path, line) is None
