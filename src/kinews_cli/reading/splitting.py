"""Which line is what: the issue's title, titles of articles and sections, headings, paragraphs, list items, links.

A pasted text has no markup. What makes a line a title is its form (short, no final punctuation) and its surroundings
(blank lines around it, text below it). Numbered lines that run 1, 2, 3 inside an article are headings of that article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kinews_cli.reading.furniture import is_furniture
from kinews_cli.reading.lines import Line
from kinews_cli.reading.links import is_link_line

_TITLE_LIMIT = 140  # longest of 975 titles counted: 129 characters
_MARKER = re.compile(r"(?:[-*•–·‣◦]|[a-zA-Z]\)|\(?\d{1,2}\)|\([a-z]\))(?=\s)")
_NUMBERED = re.compile(r"(\d{1,2})\.\s\S")
_TWO_SENTENCES = re.compile(r"[.!?]\s+[A-ZÄÖÜ„\"»]")
_ABBREVIATION = re.compile(r"\b(?:\d{1,2}|[a-zA-Z]|Dr|Nr|Prof|St|vs|bzw|ca|Vol|No|Mr|Mrs|Ms)\.\s", re.IGNORECASE)


class Kind(Enum):
    """What a non-blank line was taken for."""

    ISSUE_TITLE = auto()
    TITLE = auto()
    HEADING = auto()
    LIST_ITEM = auto()
    LINK = auto()
    TEXT = auto()
    FURNITURE = auto()


@dataclass(frozen=True, slots=True)
class Taken:
    """A line and what it was taken for; `marker` belongs to list items."""

    line: Line
    kind: Kind
    marker: str | None = None


def take_lines(lines: Sequence[Line]) -> tuple[Taken, ...]:
    """Each non-blank line, in order, with what it was taken for."""
    taken = [_by_form(line, lines) for line in lines if not line.blank]
    _take_issue_title(taken)
    _take_headings(taken)
    return tuple(taken)


def _by_form(line: Line, lines: Sequence[Line]) -> Taken:
    """What the line's own form and the blank lines around it say."""
    if is_furniture(line.normal):
        return Taken(line, Kind.FURNITURE)
    stripped = line.text.strip()
    marker = _MARKER.match(stripped)
    if marker is not None:
        return Taken(line, Kind.LIST_ITEM, marker[0])
    if is_link_line(line.text):
        return Taken(line, Kind.LINK)
    if _stands_alone(line, lines) and looks_like_title(line.normal):
        return Taken(line, Kind.TITLE)
    return Taken(line, Kind.TEXT)


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    index = line.number - 1
    before = index == 0 or lines[index - 1].blank
    behind = index + 1 == len(lines) or lines[index + 1].blank
    return before and behind


def looks_like_title(normal: str) -> bool:
    """Short, with a letter or digit, no final punctuation but "?" or a bracket, and no second sentence."""
    if len(normal) > _TITLE_LIMIT or not any(character.isalnum() for character in normal):
        return False
    if normal[-1] in ".,;:!" or "://" in normal:
        return False
    return _TWO_SENTENCES.search(_ABBREVIATION.sub("", normal)) is None


def _take_issue_title(taken: list[Taken]) -> None:
    """The first line that is no furniture is the issue's title, if it looks like one."""
    for index, entry in enumerate(taken):
        if entry.kind is Kind.FURNITURE:
            continue
        if entry.kind in {Kind.TITLE, Kind.TEXT} and looks_like_title(entry.line.normal):
            taken[index] = Taken(entry.line, Kind.ISSUE_TITLE)
        return


def _take_headings(taken: list[Taken]) -> None:
    """Numbered titles that run 1, 2, 3 are headings of the article above them."""
    expected = 1
    run: list[int] = []
    inside = False
    for index, entry in enumerate(taken):
        if entry.kind is not Kind.TITLE:
            continue
        number = _NUMBERED.match(entry.line.normal)
        if number is not None and int(number[1]) == expected and inside:
            run.append(index)
            expected += 1
            continue
        _turn_into_headings(taken, run)
        inside, expected, run = True, 1, []
    _turn_into_headings(taken, run)


def _turn_into_headings(taken: list[Taken], run: Sequence[int]) -> None:
    if len(run) < 2:
        return
    for index in run:
        taken[index] = Taken(taken[index].line, Kind.HEADING)
