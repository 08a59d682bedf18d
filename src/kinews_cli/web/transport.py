"""httpx with another floor: a connection goes to an address that has been checked, and to no other.

A check before the request is not enough: the library would resolve the name again, and a name server may answer
differently then (DNS rebinding). So resolving, checking and connecting are one step here, below the connection pool.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

import httpcore
import httpx

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.web.addresses import Address, is_public, literal
from kinews_cli.web.answer import Failure
from kinews_cli.web.guard import may_be_private
from kinews_cli.web.resolver import Resolver
from kinews_cli.web.settings import WebSettings

_T = TypeVar("_T")
_STAGGER = 0.25  # seconds until the next address is tried beside the first (RFC 8305)
_MOST_ADDRESSES = 6


class Undeliverable(Exception):  # noqa: N818 - carries a value through the layers of httpcore; the client unpacks it
    """No connection is made, for this reason."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


class Connector(httpcore.AnyIOBackend):
    """Connects to checked addresses only. `foreign`: `WebSettings.permitted` does not apply."""

    def __init__(self, settings: WebSettings, resolver: Resolver, *, foreign: bool) -> None:
        self._settings = settings
        self._resolver = resolver
        self._foreign = foreign

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check and connect. `host` stays the name for TLS and the Host header, whatever is connected to."""
        addresses, to_port = await self._destination(host, port)

        async def connect(address: Address) -> httpcore.AsyncNetworkStream:
            # given an address rather than a name, asyncio asks no resolver
            return await super(Connector, self).connect_tcp(
                str(address), to_port, timeout, local_address, socket_options
            )

        return await race(_alternating(addresses)[:_MOST_ADDRESSES], connect, _close)

    async def _destination(self, host: str, port: int) -> tuple[Sequence[Address], int]:
        settings = self._settings
        if settings.proxy is not None:  # `host` is the proxy, the user's own word; the address rules are its business
            return await self._resolve(host), port
        route = settings.route(host, port)
        addresses = await self._resolve(route.to_host if route is not None and route.to_host else host)
        to_port = route.to_port if route is not None and route.to_port else port
        given = route is not None and route.to_host
        if not given and not may_be_private(host, port, settings, foreign=self._foreign):
            _demand_public(addresses)
        return addresses, to_port

    async def _resolve(self, host: str) -> Sequence[Address]:
        address = literal(host)
        if address is not None:
            return (address,)
        found = await self._resolver.addresses(host)
        if isinstance(found, Failure):
            raise Undeliverable(found)
        return found


class Transport(httpx.AsyncHTTPTransport):
    """The floor under the client.

    `handle_async_request` is inherited untouched, so pytest-httpx, which replaces that method of the parent, serves
    here too. What lies below it (resolving, checking, TLS, deadlines) then does not run: that needs a real server.

    No connection is used twice. A server can put two answers behind one request, and the second would be taken for the
    answer to the next.
    """

    def __init__(self, settings: WebSettings, connector: Connector, context: ssl.SSLContext) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)  # turns are given out above
        try:
            super().__init__(verify=context, trust_env=False, limits=limits, proxy=_proxy(settings.proxy, context))
        except (ValueError, ImportError, httpx.InvalidURL):  # the text would show the password in it
            raise ConfigError("--proxy: write http://HOST:PORT or https://HOST:PORT.") from None
        self._pool._network_backend = connector  # noqa: SLF001 - httpx has no argument for it; tests at the socket watch it


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verification as a browser does it, with the authorities of `ca_file` instead of the usual ones where one is given.

    Raises ConfigError where the file cannot be used.
    """
    if ca_file is None:
        context = httpx.create_ssl_context(trust_env=False)
    else:
        try:
            context = ssl.create_default_context(cafile=ca_file)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no certificates in it"
            raise ConfigError(
                f"SSL_CERT_FILE: {printable(ca_file)}: cannot be used: {printable(str(reason))}. "
                "It must be a file of PEM certificates."
            ) from None
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # on by default since Python 3.13; no browser is that strict
    return context


async def race(
    addresses: Sequence[Address],
    connect: Callable[[Address], Coroutine[Any, Any, _T]],
    discard: Callable[[_T], Awaitable[None]],
) -> _T:
    """The first connection that stands; the next address is tried on failure, or beside the last one after a moment.

    Raises the first failure where all fail.
    """
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


async def _close(stream: httpcore.AsyncNetworkStream) -> None:
    await stream.aclose()


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


def _proxy(url: str | None, context: ssl.SSLContext) -> httpx.Proxy | None:
    if url is None:
        return None
    return httpx.Proxy(url, ssl_context=context if url.lower().startswith("https:") else None)
