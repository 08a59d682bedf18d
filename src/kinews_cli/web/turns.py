"""Whose turn it is: fair queues per host, below one limit for all.

A place among all is taken only when the host is ready, so that a busy host keeps nobody else waiting. A host that answers
429 is asked more slowly from then on, in step with what it was seen to take; one that has never answered anything is left
alone after some tries.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kinews_cli.web.answer import Failure
from kinews_cli.web.manners import Pace, pace_of

_AT_ONCE = 2  # so many requests may leave together
_HURRY = 2  # the requests of a second leave in its first half: who has few links at a host waits less
_LEAST = 3  # from so many accepted requests on they tell how many a host takes
_COOLING = 0.5  # seconds, where a host that refuses does not say how long
_PATIENCE_AFTER = 40  # answers without complaint, and a slowed host is asked half as fast again
_COMPLAINTS = 8  # one after another, without any answer between them
_RESTS = 3  # times the patience: so long is a host that always asks for rest waited for
_SILENCES = 12  # unanswered requests to a host that has answered none: 6 links, each tried twice


class NoTurn(Exception):  # noqa: N818 - carries a value; the client unpacks it
    """The host is not asked any more, for this reason."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


class Turns:
    """The turns of one run. `patience`: seconds that a host may ask to be left alone without being given up."""

    def __init__(self, total: int, per_host: int, *, patience: float) -> None:
        self._total = asyncio.Semaphore(total)
        self._per_host = per_host
        self._patience = patience
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str | None) -> AsyncIterator[float]:
        """Hold a turn; yields the seconds spent waiting for it. None: only the limit in all counts.

        Raises NoTurn where the host is not asked any more.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        if host is None:
            async with self._total:
                yield clock() - began
            return
        queue = self._host(host)
        await queue.start(self._total)
        try:
            yield clock() - began
        finally:
            queue.finish()
            self._total.release()

    def accepted(self, host: str) -> None:
        """The host answered, and did not complain."""
        self._host(host).accepted()

    def refused(self, host: str, pause: float, *, too_fast: bool) -> None:
        """The host answered 429 (`too_fast`) or 503; `pause`: seconds it asks for, 0 where it says nothing."""
        self._host(host).refused(pause, too_fast=too_fast)

    def unsent(self, host: str) -> None:
        """The request that has the turn never left this machine: the host has seen nothing of it."""
        self._host(host).unsent += 1

    def silent(self, host: str) -> None:
        """The host did not answer in time."""
        self._host(host).silences += 1

    def _host(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            name, pace = pace_of(host, self._per_host)
            known = self._hosts.setdefault(name, _Host(pace, self._patience))
            self._hosts[host] = known
        return known


class _Host:
    """One queue: at most so many at once, at most so many starts in a while."""

    def __init__(self, pace: Pace, patience: float) -> None:
        self._pace = pace
        self._patience = patience
        self._clock = asyncio.get_running_loop().time
        self._gate = asyncio.Lock()  # its first waiter is the queue's head
        self._freed = asyncio.Event()
        self._active = 0
        self._connections = pace.connections
        self._requests: float = pace.requests  # in `pace.seconds`, after what the host has said
        # A request counts until a while after its answer, for when it reached the host we do not know: whatever the way
        # there takes, no host sees more than its share.
        self._ends: deque[float] = deque(maxlen=pace.requests)
        self._answers: deque[float] = deque(maxlen=pace.requests)
        self._even = 0.0  # when the next request would leave, were they spread evenly
        self._resting_until = 0.0
        self._since_complaint = 0
        self._answered = False
        self._complaints = 0  # in a row
        self._rested = 0.0  # seconds that it asked for, in a row
        self.silences = 0
        self.unsent = 0  # of the requests under way

    async def start(self, total: asyncio.Semaphore) -> None:
        """Wait until the host is ready, and then for a place among all."""
        async with self._gate:
            while True:
                self._given_up()
                if self._active >= min(self._connections, max(1, int(self._requests))):
                    self._freed.clear()
                    await self._freed.wait()
                elif (pause := self._due() - self._clock()) > 0:
                    await asyncio.sleep(pause)
                else:
                    await total.acquire()
                    if self._due() <= self._clock():  # nothing was said while we waited
                        break
                    total.release()
            now = self._clock()
            self._active += 1
            self._even = max(self._even, now) + self._spacing

    def finish(self) -> None:
        self._active -= 1
        if self.unsent:
            self.unsent -= 1
            self._even -= self._spacing
        else:
            self._ends.append(self._clock())
        self._freed.set()

    def accepted(self) -> None:
        self._answered = True
        self._answers.append(self._clock())
        self._since_complaint += 1
        self._complaints = 0
        self._rested = 0.0
        if self._since_complaint >= _PATIENCE_AFTER:
            self._requests = min(self._requests * 1.5, self._pace.requests)
            self._connections = min(self._connections + 1, self._pace.connections)
            self._since_complaint = 0

    def refused(self, pause: float, *, too_fast: bool) -> None:
        self._answered = True
        self._since_complaint = 0
        if self._active > 1:
            self._connections = min(self._connections, self._active - 1)
        if not too_fast and not pause:
            return
        self._complaints += 1
        self._rested += pause
        now = self._clock()
        taken = sum(now - moment <= self._pace.seconds for moment in self._answers)
        if now >= self._resting_until:  # else it complains about what left before it said so
            self._requests = max(0.5, min(self._requests, taken if taken >= _LEAST else self._requests / 2))
        self._resting_until = max(self._resting_until, now + (pause or _COOLING))

    def _due(self) -> float:
        """The earliest moment for the next request."""
        at_once = min(_AT_ONCE, int(self._requests))
        evenly = self._even - max(0, at_once - 1) * self._spacing
        room = max(1, int(self._requests)) - self._active  # for requests that have been answered
        in_window = self._ends[-room] + self._pace.seconds if 0 < room <= len(self._ends) else 0.0
        return max(self._resting_until, evenly, in_window)

    @property
    def _spacing(self) -> float:
        hurry = _HURRY if self._requests > 1 else 1
        return self._pace.seconds / self._requests / hurry

    def _given_up(self) -> None:
        resting = self._resting_until - self._clock()
        if resting > self._patience:
            raise NoTurn(Failure("throttled", f"the host asks to be left alone for {resting:.0f} s"))
        if self._complaints >= _COMPLAINTS or self._rested > _RESTS * self._patience:
            raise NoTurn(Failure("throttled", f"the host refused {self._complaints} requests one after another"))
        if self.silences >= _SILENCES and not self._answered:
            raise NoTurn(Failure("host_silent", f"the host answered none of {self.silences} requests"))
