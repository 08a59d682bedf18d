"""UTF-8 is the rule; Windows-1252 and UTF-16 are read with a note; anything else names its place."""

from __future__ import annotations

import codecs

import pytest

from kinews_cli.errors import InputError
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.decoding import Decoded, decode

TEXT = "KI News #6\n\nGrüße – „schön“, ß.\n"


def test_utf8_with_and_without_byte_order_mark_is_the_same_text() -> None:
    assert decode(TEXT.encode(), "x") == Decoded(TEXT, "utf-8", "")
    assert decode(TEXT.encode("utf-8-sig"), "x") == Decoded(TEXT, "utf-8", "\ufeff")


@pytest.mark.parametrize(
    ("content", "encoding", "mark"),
    [
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", "\ufeff"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", "\ufeff"),
        (TEXT.encode("utf-16-le"), "utf-16-le", ""),
        (TEXT.encode("utf-16-be"), "utf-16-be", ""),
        (TEXT.encode("cp1252"), "cp1252", ""),
        (b"Titel\n\nGr\xfc\xdfe", "cp1252", ""),
        (b"a\r\nb\rc\xe4", "cp1252", ""),
        ("Paper:\u00a0x für Dach\u00adgarten".encode("cp1252"), "cp1252", ""),
        ("Paper:\u00a0x".encode("cp1252"), "cp1252", ""),
        ("Lange Wör\u00adter".encode("cp1252"), "cp1252", ""),
    ],
)
def test_other_encodings_are_recognised_and_noted(content: bytes, encoding: str, mark: str) -> None:
    found = decode(content, "6.txt")
    assert (found.encoding, found.mark) == (encoding, mark)
    assert (mark + found.text).encode(encoding) == content
    assert found.note is not None
    assert found.note.startswith("6.txt: is ")
    assert read_issue(content, "6.txt").notes == (found.note,)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"Titel\n\nGr\x81e", "6.txt:3: is not UTF-8: byte 3 of the line is 0x81"),
        (b"a\r\nb\rc\x81", "6.txt:3: is not UTF-8: byte 2 of the line is 0x81"),
        (b"\xef\xbb\xbfa\xe4", "6.txt:1: is not UTF-8: byte 5 of the line is 0xE4"),
        (b"\xff\xfe\xfd\xfc\xfb\xfa\xf9", "6.txt: byte "),
        (codecs.BOM_UTF16_LE + b"a\0b", "6.txt: byte 5 of the file is no valid UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0", "6.txt: byte 5 of the file is no valid UTF-16"),
        ("Привет, мир".encode("cp1251"), "6.txt:1: is not UTF-8: byte 1 of the line is 0xCF"),
        ("Grüße".encode() + b"\xff\xfe\x90", "6.txt:1: is not UTF-8: byte 8 of the line is 0xFF"),
    ],
)
def test_other_bytes_are_an_error_that_names_the_place(content: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(content, "6.txt")
    assert place in str(caught.value)
    assert "UTF-8" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "line"), [(b"Titel\n\nEin\0Wort\n", 3), (b"\0", 1), (b"a\r\nb\rc\0", 3), (b"\xef\xbb\xbfa\n\0", 2)]
)
def test_a_null_byte_is_an_error_that_names_its_line(content: bytes, line: int) -> None:
    with pytest.raises(InputError, match=rf"6\.txt:{line}: holds a NUL byte"):
        decode(content, "6.txt")


def test_one_wrong_byte_in_a_utf8_text_does_not_make_it_windows_1252() -> None:
    with pytest.raises(InputError, match="is not UTF-8"):
        decode(("ÄÖÜ „Grüße“ – schön. " * 5).encode() + b"\xe4", "6.txt")
