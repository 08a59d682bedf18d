"""How long a verdict stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from kinews_cli.model.verdict import Check, Verdict

# Blocked and unreachable are asked again at the next run: they say more about the day than about the link.
_FRESH = {
    Verdict.OK: timedelta(days=7),
    Verdict.MOVED: timedelta(days=7),
    Verdict.BROKEN: timedelta(hours=6),
}


def is_fresh(check: Check, now: datetime) -> bool:
    """Does the verdict still stand at `now`? One from the future never does: some clock is wrong."""
    age = _FRESH.get(check.verdict)
    if age is None or check.checked_at is None:
        return False
    try:
        checked = datetime.fromisoformat(check.checked_at)
        return timedelta(0) <= now - checked <= age
    except (ValueError, TypeError):
        return False
