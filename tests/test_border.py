from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.border import clean, printable, slug

HOSTILE = ["\x1b[31m", "\x9b31m", "\x00", "\x07", "\u202e", "\u2066", "\u2028", "\U000e0041", "\ud800", "\r", "\ufeff"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_commands_a_terminal_gets_through(text: str) -> None:
    shown = printable(f"a{text}b")
    assert shown.isprintable()
    assert shown.startswith("a\\u{")


def test_what_people_write_stays_as_it_is() -> None:
    text = "Grüße, „Anführung“ – 中文 🙂 👩\u200d💻 Silben\u00adtrennung [/]"
    assert printable(text) == text


def test_line_ends_cannot_begin_a_line_of_a_log() -> None:
    assert printable("x\n::error::y\r\nz\tt") == "x ::error::y z t"


@given(st.text())
def test_printable_is_one_line_and_stable(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


def test_clean_text_is_folded_bounded_and_without_controls() -> None:
    assert clean("  A\n title\x1b[0m \u202eof\ta page ") == "A title[0m of a page"
    assert clean("x" * 400) == "x" * 299 + "…"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Erkennung des Geschlechts an den Augen", "erkennung-des-geschlechts-an-den-augen"),
        ("Außerdem: Größe & Übermut", "ausserdem-groesse-uebermut"),
        ("Cafe\u0301", "cafe"),
        ("../../etc/passwd", "etc-passwd"),
        ("中文", "x"),
        ("a" * 100, "a" * 60),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_any_slug_is_a_safe_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", slug(text))
