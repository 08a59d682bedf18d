"""Lines as they stand in the file, and the normal form in which they are recognised.

Lines end at LF, CRLF and CR alone. `str.splitlines` would also cut at U+2028, VT and FF, inside a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_END = re.compile(r"\r\n|\n|\r")
# Invisible characters that pasting leaves behind: soft hyphen, zero-width characters, byte order mark in the text.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file without its end; `normal` is for recognition only."""

    number: int
    text: str
    normal: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines, blank ones included. A final line end opens no further line."""
    pieces = _END.split(text)
    if pieces and not pieces[-1]:
        pieces.pop()
    return tuple(Line(number, piece, normal_form(piece)) for number, piece in enumerate(pieces, start=1))


def normal_form(text: str) -> str:
    """Composed, blanks folded to single spaces, invisible characters taken out."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return " ".join(composed.split())
