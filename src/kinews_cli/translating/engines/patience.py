"""How often a service is asked again, and how long it is waited for."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

_T = TypeVar("_T")
_TRIES = 3
_PAUSE = 0.5  # seconds before the second try, twice that before the third
_ROOM = 1.0  # seconds that a further try must have left
# HTTP 429 and those for which the service, not the request, is the reason; 529 is DeepL's "too many requests"
PASSING = frozenset({429, 500, 502, 503, 504, 529})


async def patiently(ask: Callable[[], Awaitable[_T]], pause_of: Callable[[_T], float | None], until: float) -> _T:
    """What `ask` brings, asked again where `pause_of` says so: with the seconds the service wants to rest, 0 if any will do.

    At most three times, with growing pauses that differ from run to run, and nothing is begun that could not end before
    `until` (loop time): the last answer is then the answer.
    """
    clock = asyncio.get_running_loop().time
    for number in range(_TRIES - 1):
        result = await ask()
        wanted = pause_of(result)
        if wanted is None:
            return result
        pause = max(wanted, _PAUSE * 2**number) * random.uniform(1.0, 1.25)  # noqa: S311 - spreads load, hides nothing
        if clock() + pause + _ROOM > until:
            return result
        await asyncio.sleep(pause)
    return await ask()
