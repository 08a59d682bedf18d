"""The line that a finding is about, and below it a caret under the place, as rustc and ruff show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kinews_cli.border import printable
from kinews_cli.model.dossier import Dossier
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rendering import render
from kinews_cli.reports.cells import cells
from kinews_cli.reports.text import COMMAND, HARMLESS
from kinews_cli.values import Value

_TAB = 4
_MORE = "…"


class SourceLines:
    """The lines of issues as they stand in their files, by the issue's path; each issue is cut into lines once."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._dossiers: Mapping[str, Dossier] = {dossier.issue.path: dossier for dossier in dossiers}
        self._lines: dict[str, tuple[str, ...]] = {}

    def get(self, path: str, line: int | None) -> str | None:
        """Line `line` (from 1) without its end; None for a file that is no issue of the report, or has no such line."""
        dossier = self._dossiers.get(path)
        if dossier is None or line is None:
            return None
        if path not in self._lines:
            self._lines[path] = tuple(each.text for each in split_lines(render(dossier.issue)))
        lines = self._lines[path]
        return lines[line - 1] if 0 < line <= len(lines) else None


class Excerpt(Value, frozen=True):
    """`text` can be shown on a terminal; `carets` stand below the place, and are empty where none is named."""

    text: str
    carets: str


def excerpt(line: str, column: int | None, end_column: int | None, width: int) -> Excerpt:
    """`line`, or what of it fits into `width` cells around the place; columns count characters from 1.

    Tabs become blanks, what is hidden its code point, so that the carets stand where they should.
    """
    first = min(max((column or 1) - 1, 0), len(line))
    last = max((end_column or 0) - 1, first + 1)
    # A paragraph may be one line of any length: what is far from the place need not be measured.
    offset = max(first - 2 * width, 0)
    shown = _shown(line[offset : first + 2 * width])
    first, last = first - offset, min(last - offset, len(shown))
    cut = _Cut(offset > 0, len(line) > offset + len(shown))
    start, end = _window(shown, first, last, width, cut)
    text = _text(shown, start, end, cut)
    if column is None:
        return Excerpt(text, "")
    before = cells("".join(shown[start:first])) + bool(start or cut.before)
    carets = cells("".join(shown[first : min(last, end)]))
    return Excerpt(text, " " * before + "^" * max(carets, 1))


class _Cut(Value, frozen=True):
    """Was something left out before or behind what is looked at?"""

    before: bool
    behind: bool


def _shown(line: str) -> list[str]:
    """What each character of `line` is shown as."""
    if line.isascii() and line.isprintable() and COMMAND not in line:
        return list(line)
    shown: list[str] = []
    position = 0
    for place, character in enumerate(line):
        if character == "\t":
            piece = " " * (_TAB - position % _TAB)
        elif character == "[" and line[max(place - 2, 0) : place] == "##":
            piece = HARMLESS[len("##") :]
        else:
            piece = printable(character)
        shown.append(piece)
        position += cells(piece)
    return shown


def _window(shown: list[str], first: int, last: int, width: int, cut: _Cut) -> tuple[int, int]:
    """From which piece to which (itself excluded) fits, with room for a sign where something is left out."""
    widths = [cells(piece) for piece in shown]
    if sum(widths) <= width and not cut.before and not cut.behind:
        return 0, len(shown)
    room = max(width - 2 * len(_MORE), 1)
    start = 0 if not cut.before and sum(widths[:last]) <= room else first
    used = sum(widths[start:first])
    # What stands before a place says more about it than what follows, so that gets the larger part of what is left.
    before = max(room - sum(widths[first:last]), 0) * 2 // 3
    while start and used + widths[start - 1] <= before:
        start -= 1
        used += widths[start]
    end = first
    while end < len(shown) and used + widths[end] <= room:
        used += widths[end]
        end += 1
    while start and used + widths[start - 1] <= room:  # what follows may be short
        start -= 1
        used += widths[start]
    return start, max(end, min(first + 1, len(shown)))


def _text(shown: list[str], start: int, end: int, cut: _Cut) -> str:
    ends = end == len(shown) and not cut.behind
    text = "".join(shown[start:end])
    return f"{_MORE if start or cut.before else ''}{text.rstrip() if ends else text}{'' if ends else _MORE}"
