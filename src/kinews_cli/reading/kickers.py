"""Kickers: the word in capitals that a page sets above each title, such as a section's name.

Sections in capitals look the same. They differ in what follows: a section holds several titles, a kicker belongs to one.
"""

from __future__ import annotations

from collections.abc import Sequence

from kinews_cli.reading.shapes import Shape, is_capitals

_LEAST = 3
_LONGEST = 30  # characters
_PROSE = 90


def find_kickers(shapes: Sequence[Shape]) -> list[int]:
    """The places of the kickers; none unless nearly each title has one."""
    kickers = [shape.index for shape in shapes if _is_capitals_line(shape) and _titled(shapes, shape.index + 1)]
    capitals = sum(_is_capitals_line(shape) for shape in shapes)
    if len(kickers) < _LEAST or len(kickers) < 0.7 * capitals:
        return []
    below = {index + 1 for index in kickers}
    others = [
        index
        for index in range(kickers[0], kickers[-1])
        if index not in below and _titled(shapes, index) and shapes[index].above >= 1
    ]
    return kickers if len(others) <= 0.25 * len(kickers) else []


def _is_capitals_line(shape: Shape) -> bool:
    return (
        len(shape.normal) <= _LONGEST
        and shape.decoration is None
        and shape.marker is None
        and not shape.urls
        and is_capitals(shape.normal)
    )


def _titled(shapes: Sequence[Shape], index: int) -> bool:
    """Is the line here short and no sentence, close below the one above, with longer text below it?"""
    if not 0 < index < len(shapes) - 1:
        return False
    title, text = shapes[index], shapes[index + 1]
    plain = title.marker is None and not title.urls and not title.code and not _is_capitals_line(title)
    short = len(title.normal) <= _PROSE and not title.normal.endswith((".", ":", ",", ";"))
    return plain and short and (len(text.normal) > _PROSE or text.normal.endswith((".", "!", "?", ":")))
