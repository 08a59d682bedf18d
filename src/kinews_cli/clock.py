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
    except ValueError:
        raise ConfigError(f"KINEWS_NOW is not an ISO time: {given!r}. Write it like 2026-11-23T08:00:00Z.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, such as "2026-11-23T08:00:00Z"."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
