"""A second try where a service was merely busy."""

from __future__ import annotations

from collections.abc import Mapping

from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

BUSY = frozenset({429, 502, 503, 504})
_CUT_OFF = frozenset({"connection_reset", "connection_closed"})


async def get_patiently(
    web: Web, url: str, *, headers: Mapping[str, str] | None = None, limit: int
) -> Answer | Failure:
    """One GET, and one more after 429, 502 to 504 or a connection that broke off. `limit`: bytes of the body.

    How long the second try waits is for the host's pace and its Retry-After to say (`web.turns`); where that is longer than
    a link may take, the answer is a Failure "throttled". What failed twice is not asked a third time: one link too few with
    its facts is better than one request too many.
    """
    answer = await web.get(url, headers=headers, limit=limit)
    busy = answer.reason in _CUT_OFF if isinstance(answer, Failure) else answer.status in BUSY
    return await web.get(url, headers=headers, limit=limit) if busy else answer
