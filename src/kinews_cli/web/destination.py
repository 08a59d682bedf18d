"""Where a connection goes: to addresses that have been resolved once and checked, and to no others.

A check before the request is not enough: a library would resolve the name again, and a name server may answer differently
then (DNS rebinding). So resolving and checking are one step here, and both transports connect to what comes out of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from kinews_cli.web.addresses import Address, is_public, literal
from kinews_cli.web.answer import Failure
from kinews_cli.web.guard import may_be_private
from kinews_cli.web.resolver import Resolver
from kinews_cli.web.settings import WebSettings

_T = TypeVar("_T")
_STAGGER = 0.25  # seconds until the next address is tried beside the first (RFC 8305)
_MOST_ADDRESSES = 6


class Undeliverable(Exception):  # noqa: N818 - carries a value through the layers of a transport; the client unpacks it
    """No connection is made, for this reason."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


class Destinations:
    """Checked addresses for hosts. `foreign`: `WebSettings.permitted` does not apply."""

    def __init__(self, settings: WebSettings, resolver: Resolver, *, foreign: bool) -> None:
        self._settings = settings
        self._resolver = resolver
        self._foreign = foreign

    async def of(self, host: str, port: int) -> tuple[Sequence[Address], int]:
        """The addresses and the port to connect to for `host` and `port`, best first. Raises Undeliverable."""
        settings = self._settings
        if settings.proxy is not None:  # `host` is the proxy, the user's own word; the address rules are its business
            return await self._resolve(host), port
        route = settings.route(host, port)
        addresses = await self._resolve(route.to_host if route is not None and route.to_host else host)
        to_port = route.to_port if route is not None and route.to_port else port
        given = route is not None and route.to_host
        if not given and not may_be_private(host, port, settings, foreign=self._foreign):
            _demand_public(addresses)
        return _alternating(addresses)[:_MOST_ADDRESSES], to_port

    async def _resolve(self, host: str) -> Sequence[Address]:
        address = literal(host)
        if address is not None:
            return (address,)
        found = await self._resolver.addresses(host)
        if isinstance(found, Failure):
            raise Undeliverable(found)
        return found


async def race(
    addresses: Sequence[Address],
    connect: Callable[[Address], Coroutine[Any, Any, _T]],
    discard: Callable[[_T], Awaitable[None]],
) -> _T:
    """The first connection that stands; the next address is tried on failure, or beside the last one after a moment.

    Raises the first failure where all fail.
    """
    if len(addresses) == 1:
        return await connect(addresses[0])
    running: list[asyncio.Task[_T]] = []
    try:
        for address in addresses:
            running.append(asyncio.create_task(connect(address)))
            won = await _winner(running, timeout=_STAGGER)
            if won is not None:
                return running.pop(running.index(won)).result()
        while (won := await _winner(running, timeout=None)) is None:
            if all(task.done() for task in running):
                return running[0].result()  # raises
        return running.pop(running.index(won)).result()
    finally:
        await _discard(running, discard)


async def _winner(tasks: Sequence[asyncio.Task[_T]], *, timeout: float | None) -> asyncio.Task[_T] | None:  # noqa: ASYNC109
    open_ones = [task for task in tasks if not task.done()]
    if open_ones:
        await asyncio.wait(open_ones, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    return next((task for task in tasks if task.done() and not task.cancelled() and task.exception() is None), None)


async def _discard(tasks: Sequence[asyncio.Task[_T]], discard: Callable[[_T], Awaitable[None]]) -> None:
    for task in tasks:
        task.cancel()
    for late in await asyncio.gather(*tasks, return_exceptions=True):
        if not isinstance(late, BaseException):
            await discard(late)


def _alternating(addresses: Sequence[Address]) -> list[Address]:
    """IPv6 and IPv4 in turn, the system's favourite first (RFC 8305): a broken IPv6 then costs a moment, not the link."""
    first = [address for address in addresses if address.version == addresses[0].version]
    second = [address for address in addresses if address.version != addresses[0].version]
    return [address for pair in zip_longest(first, second) for address in pair if address is not None]


def _demand_public(addresses: Sequence[Address]) -> None:
    """All must be public: of a mixed answer, the next connection might get the other half."""
    for address in addresses:
        if not is_public(address):
            raise Undeliverable(Failure("non_public", f"the name leads to {address}, which is not a public address"))
