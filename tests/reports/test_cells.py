from __future__ import annotations

import pytest

from kinews_cli.reports.cells import cells, wrapped


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("plain", 5),
        ("Grüße", 5),
        ("Gru\u0308ße", 5),  # an accent that stands on its own
        ("日本語", 6),
        ("🙂", 2),
        ("Wort\u00adteil", 9),  # terminals show a soft hyphen
        ("a\u200db", 2),
        ("\x1b[1;31merror\x1b[0m", 5),
    ],
)
def test_the_width_on_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_line_that_fits_stays_as_it_is() -> None:
    assert wrapped("a  line   of 14", 15) == "a  line   of 14"


def test_a_longer_one_is_broken_at_blanks_and_goes_on_further_in() -> None:
    assert wrapped("  one two three four", 11) == "  one two\n    three\n    four"


def test_an_address_is_never_broken() -> None:
    address = "https://www.example.org/a/very/long/address"
    assert wrapped(f"see {address} there", 20) == f"see\n  {address}\n  there"
    assert wrapped(address, 20) == address


def test_colour_takes_no_room() -> None:
    assert wrapped("\x1b[33mwarning\x1b[0m: ten letters", 20) == "\x1b[33mwarning\x1b[0m: ten letters"


def test_wide_characters_take_two_cells_each() -> None:
    assert wrapped("日本 日本 日本", 10) == "日本 日本\n  日本"


def test_columns_keep_their_distance() -> None:
    assert wrapped("ok          there is much to say here", 30) == "ok          there is much to\n  say here"
