"""How long a host asks to be left alone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from kinews_cli import clock
from kinews_cli.web.answer import Answer


def asked_pause(answer: Answer) -> float:
    """What Retry-After says, in seconds or as a date (RFC 9110, 10.2.3); 0 where it says nothing that can be read."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    until = _date(text)
    return max(0.0, (until - (_date(answer.headers.get("date", "")) or clock.now())).total_seconds()) if until else 0.0


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
