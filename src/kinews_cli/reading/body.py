"""The lines between furniture and lists of contents, each with what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from kinews_cli.reading.shapes import FAR, Shape

_EARLY = 3  # lines: where the author speaks to the readers
_LATE = 3
_PROSE = 60  # characters
_PARAGRAPH = 100


class Body:
    """The author's own lines in order. Furniture between two of them counts as if it were not there."""

    def __init__(self, shapes: Sequence[Shape], skipped: Collection[int]) -> None:
        self.shapes = shapes
        self.lines = [shape for shape in shapes if shape.index not in skipped]
        self._place = {shape.index: place for place, shape in enumerate(self.lines)}

    def above(self, shape: Shape) -> Shape | None:
        place = self._place.get(shape.index, 0)
        return self.lines[place - 1] if place else None

    def below(self, shape: Shape) -> Shape | None:
        place = self._place.get(shape.index, len(self.lines)) + 1
        return self.lines[place] if place < len(self.lines) else None

    def gap_above(self, shape: Shape) -> int:
        """Blank lines up to the line above."""
        return self._gaps[self._place[shape.index]]

    def gap_below(self, shape: Shape) -> int:
        place = self._place[shape.index] + 1
        return self._gaps[place] if place < len(self._gaps) else FAR

    def is_early(self, shape: Shape) -> bool:
        return self._place.get(shape.index, 0) <= _EARLY

    def is_late(self, shape: Shape) -> bool:
        """Among the last lines, where the author takes leave, and with no text below."""
        if self._place.get(shape.index, 0) < len(self.lines) - _LATE:
            return False
        below = self.below(shape)
        return below is None or len(below.normal) <= _PROSE

    def has_paragraph_below(self, shape: Shape) -> bool:
        below = self.below(shape)
        return below is not None and len(below.normal) > _PARAGRAPH

    @cached_property
    def _gaps(self) -> list[int]:
        """For each line the widest gap between it and the body line above."""
        gaps: list[int] = []
        previous = -1
        for shape in self.lines:
            between = range(previous + 1, shape.index + 1)
            gaps.append(shape.above if len(between) == 1 else max(self.shapes[index].above for index in between))
            previous = shape.index
        return gaps


def ends_a_sentence(text: str) -> bool:
    """An ellipsis ends a title too; other points and a colon end a sentence."""
    if text.endswith(("...", "…")):
        return False
    return text.endswith((".", ",", ";", ":", ".)", ".“", ".”", '."', ".«", ".»"))


def is_prose(shape: Shape) -> bool:
    """Running text: long, or a sentence."""
    return len(shape.normal) > _PROSE or shape.normal.endswith((".", "!", "?", ":", "…", ".“", '."'))
