"""Edits as places in the whole text: which of them can go together, and the text with them applied. Pure."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kinews_cli.model.finding import Edit, Finding
from kinews_cli.reading.lines import split_lines
from kinews_cli.values import Value


class Splice(Value, frozen=True, order=True):
    """`text` in place of the characters from `start` up to `end`, counted from 0 in the whole text."""

    start: int
    end: int
    text: str

    def meets(self, other: Splice) -> bool:
        """Can the two not be applied both? Touching is no harm, unless both insert at one place and the order would matter."""
        inside = self.start < other.end and other.start < self.end
        return inside or (self.start, self.end) == (other.start, other.end)


class Places:
    """From lines and columns to places in the text."""

    def __init__(self, text: str) -> None:
        lines = split_lines(text)
        self._lengths = [len(line.text) for line in lines]
        self._starts = list(accumulate((len(line.raw) for line in lines), initial=0))

    def splice(self, edit: Edit) -> Splice:
        """Raises ValueError where the text has no such place."""
        start = self._offset(edit.line, edit.column)
        end = self._offset(edit.end_line or edit.line, edit.end_column)
        if end < start:
            raise ValueError("an edit ends before it begins")
        return Splice(start, end, edit.text)

    def _offset(self, line: int, column: int) -> int:
        if line == len(self._lengths) + 1 and column == 1:
            return self._starts[-1]
        if not (1 <= line <= len(self._lengths) and 1 <= column <= self._lengths[line - 1] + 1):
            raise ValueError(f"there is no line {line} with a column {column}")
        return self._starts[line - 1] + column - 1


def apart(findings: Iterable[Finding], places: Places) -> list[Finding]:
    """Those whose fixes can be applied together, in the order of the text: of two that overlap the first.

    "First" is by place, then by code, whatever the order in which they come. A fix that is for another text is left out.
    """
    placed = sorted(filter(None, (_placed(finding, places) for finding in findings)), key=lambda pair: pair[0])
    taken: list[Splice] = []
    chosen: list[Finding] = []
    for (splices, _), finding in placed:
        if not any(_met(splice, taken) for splice in splices):
            chosen.append(finding)
            for splice in splices:
                insort(taken, splice)
    return chosen


_Key = tuple[tuple[Splice, ...], str]


def _placed(finding: Finding, places: Places) -> tuple[_Key, Finding] | None:
    try:
        splices = tuple(sorted(places.splice(edit) for edit in finding.fix.edits)) if finding.fix is not None else ()
    except ValueError:
        return None
    return ((splices, finding.code), finding) if splices else None


def _met(splice: Splice, taken: Sequence[Splice]) -> bool:
    """Does any of `taken`, which are sorted and meet none of each other, meet this one? Only its neighbours can."""
    place = bisect_left(taken, splice)
    return any(splice.meets(other) for other in taken[max(0, place - 2) : place + 2])


def applied(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices, of which no two meet."""
    pieces: list[str] = []
    end = 0
    for splice in sorted(splices):
        pieces += [text[end : splice.start], splice.text]
        end = splice.end
    return "".join([*pieces, text[end:]])
