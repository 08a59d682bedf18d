"""Whose turn it is: so many requests at once in all, and so many per host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager


class Turns:
    """Two limits. A place among all is taken only when the host is ready, so a busy host keeps nobody else waiting."""

    def __init__(self, total: int, per_host: int) -> None:
        self._total = asyncio.Semaphore(total)
        self._per_host = per_host
        self._hosts: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str | None) -> AsyncIterator[float]:
        """Hold a turn; yields the seconds spent waiting for it. None: only the limit in all counts."""
        clock = asyncio.get_running_loop().time
        began = clock()
        async with AsyncExitStack() as held:
            if host is not None:
                await held.enter_async_context(self._host(host))
            await held.enter_async_context(self._total)
            yield clock() - began

    def _host(self, host: str) -> asyncio.Semaphore:
        return self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
