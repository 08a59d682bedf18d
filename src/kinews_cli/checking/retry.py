"""When a second try may help, and how long to wait for it. Pure."""

from __future__ import annotations

import random

from kinews_cli.checking.classify import is_challenge
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.retry_after import asked_pause

MOST_TRIES = 4
_STATUSES = frozenset({408, 425, 429, *range(500, 600)})
_REASONS = frozenset({"timeout", "connection_reset", "connection_closed", "dns_temporary"})
_FIRST = 0.5  # seconds, doubled each time: 0.5, 1, 2
_JITTER = 0.25  # up to a quarter more, so that links of one host do not come back all at once


def pause(result: Answer | Failure, tries: int, most: int = MOST_TRIES) -> float | None:
    """Seconds to wait before asking again after `tries` requests of at most `most`; None: this is the result."""
    if tries >= most or not _passing(result):
        return None
    if isinstance(result, Failure) and result.reason == "timeout":
        return 0.0  # enough has been waited
    backoff: float = _FIRST * 2.0 ** (tries - 1) * (1 + random.random() * _JITTER)  # noqa: S311 - politeness, no secret
    return max(backoff, asked_pause(result)) if isinstance(result, Answer) else backoff


def _passing(result: Answer | Failure) -> bool:
    if isinstance(result, Failure):
        return result.reason in _REASONS
    return result.status in _STATUSES and not is_challenge(result)
