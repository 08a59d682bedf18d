"""What a rule says about a place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kinews_cli.model.verdict import Evidence


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
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
