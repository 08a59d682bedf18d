"""The only clock. `KINEWS_NOW` (an ISO time) stands in for it in tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from kinews_cli.errors import ConfigError


def now() -> datetime:
    """The time in UTC, whole seconds."""
    given = os.environ.get("KINEWS_NOW")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(given)
        # OverflowError: in UTC the first and last hours of the calendar may lie beyond it
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise ConfigError(f"KINEWS_NOW is not an ISO time: {given!r}. Write it like 2026-11-23T08:00:00Z.") from None


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, such as "2026-11-23T08:00:00Z"."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
