"""The transport for links: straight to the checked address, connections kept open within a host.

httpx is the interface (`httpx.AsyncBaseTransport`), asyncio and llhttp do the work: httpx on httpcore makes some 700 requests a
second, and an archive has 10,000 links (`benchmarks/links.py --part many` times them). A connection is used again for the same
scheme, host and port only, so what a server puts behind an answer can deceive nobody but itself.
"""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import AsyncIterator

import httpx

from kinews_cli.web.addresses import Address
from kinews_cli.web.destination import Destinations, race
from kinews_cli.web.http1 import Connection
from kinews_cli.web.settings import DEFAULT_PORTS
from kinews_cli.web.tls import Tls

_Origin = tuple[str, str, int]
_LATE_BODY = 0.05  # seconds; it comes with the header or right behind it
_BREAK = re.compile(rb"[\r\n\0]")


class DirectTransport(httpx.AsyncBaseTransport):
    """Connections to any number of hosts; `most_idle` of them stay open while nobody uses them."""

    def __init__(self, destinations: Destinations, tls: Tls, *, most_idle: int) -> None:
        self._destinations = destinations
        self._tls = tls
        self._most_idle = most_idle
        self._open: set[Connection] = set()
        self._idle: dict[Connection, _Origin] = {}  # the one that was used longest ago comes first
        self._by_origin: dict[_Origin, list[Connection]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange. Raises httpx.TransportError, OSError, ssl.SSLError or Undeliverable; has no deadline of its own."""
        message = await _message(request)
        url = request.url
        origin = (url.scheme, url.raw_host.decode("ascii").strip("[]"), url.port or DEFAULT_PORTS[url.scheme])
        while (connection := self._take(origin)) is not None:
            try:
                return await self._exchange(connection, origin, message)
            except httpx.TransportError:
                if not connection.unheard:
                    raise
        return await self._exchange(await self._connect(origin), origin, message)

    async def aclose(self) -> None:
        """Close all connections."""
        for connection in tuple(self._open):
            self._discard(connection)
        await asyncio.sleep(0)  # the loop tells each transport that it is closed

    async def _exchange(self, connection: Connection, origin: _Origin, message: bytes) -> httpx.Response:
        try:
            head = await connection.ask(message)
        except BaseException:  # cancelled by the deadline, too: half an answer is still under way on it
            self._discard(connection)
            raise
        stream = _Stream(self, connection, origin, head.status)
        return httpx.Response(head.status, headers=head.fields, stream=stream)

    async def _connect(self, origin: _Origin) -> Connection:
        scheme, host, port = origin
        loop = asyncio.get_running_loop()
        addresses, to_port = await self._destinations.of(host, port)

        async def connect(address: Address) -> tuple[asyncio.Transport, Connection]:
            # given an address rather than a name, asyncio asks no resolver
            return await loop.create_connection(Connection, str(address), to_port)

        try:
            transport, connection = await race(addresses, connect, _abort)
        except OSError as error:
            if error.errno not in {errno.EMFILE, errno.ENFILE}:
                raise
            for idle in tuple(self._idle):  # no file left to open: those that nobody uses give theirs back
                self._discard(idle)
            await asyncio.sleep(_LATE_BODY)
            transport, connection = await race(addresses, connect, _abort)
        if scheme == "https":
            try:
                secured = await loop.start_tls(transport, connection, self._tls.context, server_hostname=host)
            except BaseException:  # cancelled by the deadline, too: nobody else would close it
                transport.abort()
                raise
            if secured is None:
                raise httpx.ConnectError("the connection was closed while TLS was agreed on")
            connection.use(secured)
        self._open.add(connection)
        return connection

    def _take(self, origin: _Origin) -> Connection | None:
        """The connection to this place that was used last, if any is idle."""
        waiting = self._by_origin.get(origin)
        if not waiting:
            return None
        connection = waiting.pop()
        del self._idle[connection]
        return connection

    def release(self, connection: Connection, origin: _Origin) -> None:
        """Keep a connection for the next request, if its server does; else close it."""
        if connection not in self._open:
            return
        if not connection.reusable:
            self._discard(connection)
            return
        self._idle[connection] = origin
        self._by_origin.setdefault(origin, []).append(connection)
        if len(self._idle) > self._most_idle:
            self._discard(next(iter(self._idle)))

    def _discard(self, connection: Connection) -> None:
        origin = self._idle.pop(connection, None)
        if origin is not None:
            self._by_origin[origin].remove(connection)
        self._open.discard(connection)
        connection.abort()


class _Stream(httpx.AsyncByteStream):
    """The body of one answer; closing it gives the connection back."""

    def __init__(self, transport: DirectTransport, connection: Connection, origin: _Origin, status: int) -> None:
        self._status = status
        self._transport = transport
        self._connection = connection
        self._origin = origin

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await self._connection.chunk():
            yield piece

    async def aclose(self) -> None:
        try:
            if (
                300 <= self._status < 400
            ):  # nobody reads the few words of a redirect, but the next request may follow them
                await self._connection.settle(_LATE_BODY)
        finally:
            self._transport.release(self._connection, self._origin)


async def _message(request: httpx.Request) -> bytes:
    content = await request.aread()
    lines = [b"%s %s HTTP/1.1" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%s: %s" % field for field in request.headers.raw]
    if any(_BREAK.search(line) for line in lines):  # or a value would end its line and begin another request
        raise httpx.LocalProtocolError("a header holds a line break")
    return b"\r\n".join([*lines, b"", content])


async def _abort(connected: tuple[asyncio.Transport, Connection]) -> None:
    connected[0].abort()
