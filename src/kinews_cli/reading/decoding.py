"""Bytes to text. UTF-8, with or without a byte order mark; anything else is an error that names its place."""

from __future__ import annotations

from kinews_cli.errors import InputError

_BOM = b"\xef\xbb\xbf"


def decode(content: bytes, name: str) -> str:
    """The text of an issue file, line ends as they are, without a byte order mark.

    Raises InputError with line and byte (both from 1) where the bytes are not UTF-8.
    """
    start = len(_BOM) if content.startswith(_BOM) else 0
    try:
        return content[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        place = start + error.start
        before = content[:place]
        line = before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
        column = place - max(before.rfind(b"\n"), before.rfind(b"\r"))
        raise InputError(
            f"{name}:{line}: is not UTF-8: byte {column} of the line is 0x{content[place]:02X}. "
            "Save the file as UTF-8 in your editor."
        ) from None
