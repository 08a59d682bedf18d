from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.web.answer import Answer


def answer(body: bytes, content_type: str = "", *, truncated: bool = False) -> Answer:
    return Answer("https://t3n.de/", 200, {"content-type": content_type}, body, truncated)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Größe".encode(), "text/html", "Größe"),
        ("Größe".encode(), "text/html; charset=UTF-8", "Größe"),
        ("Größe".encode("latin-1"), 'text/html; charset="ISO-8859-1"', "Größe"),
        ("„Größe“".encode("cp1252"), "text/html; charset=iso-8859-1", "„Größe“"),
        ("10 €".encode("iso8859-15"), "text/html; charset=iso-8859-15", "10 €"),
        ("Größe".encode("cp1250"), "text/html; charset=windows-1250", "Größe"),
        ("\ufeffGröße".encode(), "text/html; charset=iso-8859-1", "Größe"),
        ("\ufeffGröße".encode("utf-16-le"), "", "Größe"),
        ("Größe".encode("latin-1"), "text/html", "Gr\ufffd\ufffde"),
    ],
)
def test_text_in_the_charset_that_is_named(body: bytes, content_type: str, text: str) -> None:
    assert answer(body, content_type).text == text


@pytest.mark.parametrize(
    "charset",
    ["idna", "punycode", "undefined", "zlib", "hex", "rot13", "utf-16", "utf-7", "\x00", "iso-8859-12", "iso-8859-99"],
)
def test_a_charset_that_would_raise_is_read_as_utf_8(charset: str) -> None:
    assert answer("Größe".encode(), f"text/html; charset={charset}").text == "Größe"


@given(st.binary(max_size=60), st.text(max_size=20))
def test_no_bytes_and_no_header_raise(body: bytes, charset: str) -> None:
    assert isinstance(answer(body, f"text/html; charset={charset}").text, str)


def test_a_character_cut_in_half_by_the_limit_is_left_out() -> None:
    assert answer("Grö".encode()[:-1], truncated=True).text == "Gr"


def test_the_content_type_is_bare_and_lower_case() -> None:
    assert answer(b"", "Text/HTML ; charset=utf-8").content_type == "text/html"
    assert Answer("https://t3n.de/", 200, {}).content_type == ""
