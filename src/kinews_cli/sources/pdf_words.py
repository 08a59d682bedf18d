"""Words of a PDF without its fonts: enough to hear its language where the file breaks off or no library reads it.

The pages of a paper stand in the file before its fonts and its index, each as a packed stream of drawing commands with the
letters in brackets. Fonts of TeX and most old ones number their letters as Latin-1 does; what others number in their own way
comes out as noise, and no language is heard in it. Only the standard library is needed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

_STREAMS = 400
_INFLATED = 200_000  # of a stream: a dense page has 60 KB
_TEXT = 8_000
_GAP = -180  # thousandths of the letter size to the right: TeX writes a blank as such a step
_STREAM = re.compile(rb"\bstream\r?\n")
_EDGE = re.compile(rb"\b(?:BT|ET)\b")  # of an object of text
_TOKEN = re.compile(rb"\(((?:[^()\\]|\\.){0,2000})\)|(-?\d{1,6}(?:\.\d{0,6})?)(?=[\s(\]])|\b(T[dDm*])", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = 60
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b" ", b"r": b" ", b"t": b" ", b"b": b" ", b"f": b" ", b"\n": b""}
# Joined letters have numbers of their own in the fonts of TeX: the old ones (OT1) and the European ones (T1).
_JOINED = {
    **dict(zip("\x0b\x0c\x0d\x0e\x0f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    "\xff": "ß",
}
_TABLE = str.maketrans(_JOINED)


def words_of(body: bytes, check: Callable[[], None] = lambda: None) -> str:
    """Text of the first pages that show any, at most 8,000 characters; "" where it is noise.

    `check` is called now and then; it may raise to end the work.
    """
    pieces: list[str] = []
    length = 0
    for content in _contents(body):
        check()
        for shown in _EDGE.split(content)[1::2]:
            pieces.append(_read(shown))
            length += len(pieces[-1])
        if length >= _TEXT:
            break
    text = " ".join(" ".join(pieces).split())[:_TEXT]
    return text if _is_clear(text) else ""


def _is_clear(text: str) -> bool:
    """Noise has signs between its letters, and letters that stand alone."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    return letters >= _LETTERS and letters > 0.7 * (len(text) - text.count(" ")) and letters > 2.5 * len(words)


def _contents(body: bytes) -> Iterator[bytes]:
    """What the streams of drawing commands hold; of images and fonts the first bytes show that they are none."""
    for number, match in enumerate(_STREAM.finditer(body)):
        if number >= _STREAMS:
            return
        try:
            content = zlib.decompressobj().decompress(body[match.end() : match.end() + _INFLATED], _INFLATED)
        except zlib.error:
            continue
        if b"BT" in content and (b"TJ" in content or b"Tj" in content):
            yield content


def _read(shown: bytes) -> str:
    text = bytearray()
    for letters, step, command in _TOKEN.findall(shown):
        if command or (step and float(step) < _GAP):
            text += b" "
        elif letters:
            text += _ESCAPE.sub(_unescaped, letters)
    return text.decode("latin-1").translate(_TABLE).replace("- ", "")


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped.isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return _PLAIN.get(escaped, escaped)
