"""What a line is taken for, and why."""

from __future__ import annotations

from enum import StrEnum, auto

from kinews_cli.reading.lines import Line
from kinews_cli.reading.shapes import Shape
from kinews_cli.values import Value


class Kind(StrEnum):
    """What a non-blank line was taken for."""

    ISSUE_TITLE = auto()
    TITLE = auto()
    HEADING = auto()
    LIST_ITEM = auto()
    LINK = auto()
    TEXT = auto()
    FURNITURE = auto()


class Taken(Value, eq=False):  # not frozen, as Line
    """A line, what it was taken for, and why. `doubt` says what speaks against it."""

    shape: Shape
    kind: Kind
    reason: str
    doubt: str | None = None
    joined: bool = False  # it goes on with the link line above

    @property
    def line(self) -> Line:
        return self.shape.line

    @property
    def marker(self) -> str | None:
        return self.shape.marker if self.kind in {Kind.LIST_ITEM, Kind.LINK} else None
