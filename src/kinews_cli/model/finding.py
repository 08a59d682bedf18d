"""What a rule says about a place in the text."""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.model.verdict import Evidence
from kinews_cli.values import Value


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Edit(Value, frozen=True):
    """A change of the raw text: `text` in place of what stands from `column` up to `end_column`, itself excluded.

    Line and columns count from 1, columns in characters of the line as it stands in the file, as in `Link`. Where both
    columns are equal, text is inserted; an empty `text` removes. `end_line` is None for a change of one line; where whole
    lines go, it is the line that `end_column` counts in. Column 1 of the line behind the last one is the end of the file.
    """

    line: int
    column: int
    end_column: int
    text: str
    end_line: int | None = None


class Fix(Value, frozen=True):
    """What would put an end to a finding, all `edits` together. `safe`: it cannot say anything but what the author meant.

    `message` completes "The fix would ...": 'write "(englisch)" behind the address'.
    """

    message: str
    safe: bool
    edits: tuple[Edit, ...]


class Finding(Value, frozen=True):
    """A rule's remark. `line` and `column` count from 1; None: the file as a whole."""

    code: str
    severity: Severity
    message: str
    path: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
