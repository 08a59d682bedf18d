"""Lines as they stand in the file, and the normal form in which they are recognised.

Lines end at LF, CRLF and CR alone. `str.splitlines` would also cut at U+2028, VT and FF, inside a sentence.
"""

from __future__ import annotations

import unicodedata

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.values import Value

_END = lazy_pattern(r"(\r\n|\n|\r)")
# Invisible characters that pasting leaves behind: soft hyphen, zero-width characters, byte order mark in the text.
_INVISIBLE = lazy_pattern("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")


class Line(Value, eq=False):  # not frozen: making one takes a third of the time, and there is one for each line
    """A line of the file and its end; `normal` is for recognition only. Nobody changes one."""

    number: int
    text: str
    normal: str
    end: str = "\n"

    @property
    def raw(self) -> str:
        return self.text + self.end

    @property
    def blank(self) -> bool:
        return not self.normal and not self.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines, blank ones included. A final line end opens no further line."""
    pieces = _END.split(text)  # text and end in turn
    if not pieces[-1]:
        pieces.pop()
    pieces.append("")  # the last line may have no end
    return tuple(
        Line(number, piece, normal_form(piece), end)
        for number, (piece, end) in enumerate(zip(pieces[0::2], pieces[1::2], strict=False), start=1)
    )


def normal_form(text: str) -> str:
    """Composed, blanks folded to single spaces, invisible characters taken out."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    # printable text holds no invisible characters; asking that first is ten times as fast as looking for them
    return " ".join((composed if composed.isprintable() else _INVISIBLE.sub("", composed)).split())
