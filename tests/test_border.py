from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.border import clean, is_hidden, printable, slug, visible

HOSTILE = ["\x1b[31m", "\x9b31m", "\x00", "\x07", "\u202e", "\u2066", "\u2028", "\U000e0041", "\ud800", "\r", "\ufeff"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_commands_a_terminal_gets_through(text: str) -> None:
    shown = printable(f"a{text}b")
    assert shown.isprintable()
    assert shown.startswith("a\\u{")


def test_what_people_write_stays_as_it_is() -> None:
    text = "Grüße, „Anführung“ – 中文 🙂 👩\u200d💻 Silben\u00adtrennung [/]"
    assert printable(text) == text


def test_what_is_newer_than_the_tables_of_python_stays_as_it_is() -> None:
    text = "\U0001fae8 \U0001fadc \u0378"  # emoji of Unicode 15 and 16, a letter that may come
    assert (printable(text), visible(text), clean(text)) == (text, text, text)


@pytest.mark.parametrize("text", ["\ue000", "\U000f0000", "\u2065", "\ufff0", "\U000e0000", "\U000e0fff"])
def test_private_and_reserved_invisible_characters_do_not_reach_a_terminal_raw(text: str) -> None:
    assert printable(f"a{text}b") == f"a\\u{{{ord(text):x}}}b"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_sees_no_trace_of_what_is_hidden(text: str) -> None:
    assert visible(f"a{text}b").replace(" ", "") == f"a{text[1:]}b"


def test_a_reader_sees_words_letters_and_blanks_as_they_are() -> None:
    assert visible("a\r\nb\u2028c\u0085d\te  f") == "a b c d e  f"
    text = "Hallo\u200bWelt \U0001fae8 \ue000 Silben\u00adtrennung 👩\u200d💻"
    assert visible(text) == text.replace("\u200b", "")


@given(st.text())
def test_nothing_hidden_is_left_for_a_reader(text: str) -> None:
    assert not any(map(is_hidden, visible(text)))


def test_bytes_of_a_name_that_are_no_utf8_are_shown_as_bytes() -> None:
    name = b"004\xff\xfe\x80.txt".decode("utf-8", "surrogateescape")
    assert printable(name) == r"004\xff\xfe\x80.txt"


def test_line_ends_cannot_begin_a_line_of_a_log() -> None:
    assert printable("x\n::error::y\r\nz\tt") == "x ::error::y z t"


@given(st.text())
def test_printable_is_one_line_and_stable(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


def test_clean_text_is_folded_bounded_and_without_controls() -> None:
    assert clean("  A\n title\x1b[0m \u202eof\ta page ") == "A title[0m of a page"
    assert clean("a \u202e b") == "a b"
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
