"""Bytes to text. UTF-8 is the rule; Windows-1252 and UTF-16 are recognised and read with a note.

Anything else is an error that names its place: guessing further would publish a text that nobody wrote.
"""

from __future__ import annotations

import codecs

from kinews_cli.errors import InputError
from kinews_cli.values import Value

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "\ufeff"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "\ufeff"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "\ufeff"),
)
# What Windows-1252 has above ASCII that German and English text uses: letters, quotes, dashes, the usual signs.
_USUAL = set("äöüÄÖÜßéèêàáâçñóôëïîåæøúíÉÈÀÁÇÑÓÅÆØ„“”‚‘’–—…•€§°«»›‹©®™·×²³½¼µ¡¿ ´¨\xa0\xad")
_HALF = 0.3


class Decoded(Value, frozen=True):
    """The text without a byte order mark, and how to write it back."""

    text: str
    encoding: str
    mark: str
    note: str | None = None


def decode(content: bytes, name: str) -> Decoded:
    """The text of an issue file, line ends as they are. Raises InputError with line and byte (both from 1)."""
    for bom, encoding, mark in _BOMS:
        if content.startswith(bom):
            note = None if encoding == "utf-8" else f"{name}: is UTF-16; it was read as such"
            text = _strict(content, encoding, name, len(bom))
            _refuse_nul(text, name)
            return Decoded(text, encoding, mark, note)
    utf16 = _utf16_without_mark(content)
    if utf16 is not None:
        note = f"{name}: is UTF-16 without a byte order mark; it was read as such"
        return Decoded(_strict(content, utf16, name, 0), utf16, "", note)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        windows = _windows(content)
        if windows is None:
            raise _not_utf8(content, error.start, name) from None
        return Decoded(windows, "cp1252", "", f"{name}: is Windows-1252, not UTF-8; it was read as such")
    _refuse_nul(text, name)
    return Decoded(text, "utf-8", "")


def _strict(content: bytes, encoding: str, name: str, skip: int) -> str:
    try:
        return content[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise _not_utf8(content, skip + error.start, name) from None
        raise InputError(
            f"{name}: byte {skip + error.start + 1} of the file is no valid UTF-16. Save it as UTF-8."
        ) from None


def _utf16_without_mark(content: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in every other byte."""
    head = content[:4000]
    if len(head) < 8 or len(content) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd >= _HALF * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even >= _HALF * half and odd < 0.05 * half else None


def _windows(content: bytes) -> str | None:
    """The text, if it reads like Windows-1252: nearly all of its upper half are signs that people write."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    upper = [character for character in text if character > "\x7f"]
    usual = sum(character in _USUAL for character in upper)
    return text if usual >= 0.9 * len(upper) and "\0" not in text else None


def _refuse_nul(text: str, name: str) -> None:
    if "\0" in text:
        before = text[: text.index("\0")]
        line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
        raise InputError(f"{name}:{line}: holds a NUL byte: this is no text file.")


def _line_and_byte(content: bytes, place: int) -> tuple[int, int]:
    """Line, and byte of the line, of the byte at `place`, both from 1."""
    before = content[:place]
    line = before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
    return line, place - max(before.rfind(b"\n"), before.rfind(b"\r"))


def _not_utf8(content: bytes, place: int, name: str) -> InputError:
    line, column = _line_and_byte(content, place)
    return InputError(
        f"{name}:{line}: is not UTF-8: byte {column} of the line is 0x{content[place]:02X}. "
        "Save the file as UTF-8 in your editor."
    )
