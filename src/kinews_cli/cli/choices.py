"""Words that options take, the same for several commands."""

from __future__ import annotations

from enum import StrEnum


class FailOn(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class Color(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"
