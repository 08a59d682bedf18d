"""One connection that speaks HTTP/1.1: bytes out, one answer in, a bounded piece at a time.

The parser is llhttp (the one of Node.js, through httptools), told to be as lenient as browsers are. What is ours is what a
hostile server would use: every byte that is not part of a body is counted, reading stops while nobody takes what has come, and
whatever follows behind an answer spoils the connection.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

import httptools
import httpx

_OVERHEAD = 100 * 1024  # bytes that may come without any of them being a body: headers, interim answers, trailers
_MOST = 2 * 1024 * 1024  # bytes on the wire, however they are framed
_BUFFERED = 128 * 1024  # bytes of a body that may wait to be taken
_INTERIM = 20  # answers like 103 before the real one
_BODILESS = {204, 304}
_CLOSED_EARLY = "Server disconnected without sending a response."
_CUT_SHORT = "peer closed connection without sending complete message body"


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and header fields, as they came."""

    status: int
    fields: list[tuple[bytes, bytes]]


class Connection(asyncio.Protocol):
    """One exchange after another; never two at once."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._wake: asyncio.Future[None] | None = None
        self._lost = False
        self._fault: Exception | None = None
        self._fresh()

    def _fresh(self) -> None:
        self._parser: httptools.HttpResponseParser | None = None
        self._fields: list[tuple[bytes, bytes]] = []
        self._head: Head | None = None
        self._chunks: deque[bytes] = deque()
        self._buffered = 0
        self._overhead = 0
        self._received = 0
        self._interim = 0
        self._ends_with_connection = False
        self._keep_alive = False
        self._complete = False
        self._paused = False

    # What a pool does with it

    async def ask(self, message: bytes) -> Head:
        """Send a request; the head of its answer. Raises httpx.TransportError."""
        self._fresh()
        if self._transport is None or self._lost:
            raise httpx.WriteError("the connection is closed") from self._fault
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_chunked_length=True,
            lenient_optional_cr_before_lf=True,
            lenient_data_after_close=True,
        )
        self._transport.write(message)
        while self._head is None:
            self._raise(_CLOSED_EARLY)
            await self._something()
        return self._head

    async def chunk(self) -> bytes:
        """The next piece of the body, b"" at its end. Raises httpx.TransportError."""
        while not self._chunks:
            if self._complete:
                return b""
            self._raise(_CUT_SHORT)
            await self._something()
        piece = b"".join(self._chunks)
        self._chunks.clear()
        self._buffered = 0
        if self._paused and self._transport is not None and not self._lost:
            self._paused = False
            self._transport.resume_reading()
        return piece

    async def settle(self, seconds: float) -> None:
        """Wait so long for the answer to be over, unless more is coming than is worth waiting for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._complete and self._fault is None and not self._lost and not self._paused:
                    await self._something()

    @property
    def unheard(self) -> bool:
        """Nothing came back for what was sent: a server may close an idle connection just as it is used again."""
        return self._head is None and self._overhead == 0

    @property
    def reusable(self) -> bool:
        """The answer is over, and the server keeps the connection open for another."""
        return self._complete and self._keep_alive and not self._lost and self._fault is None

    def use(self, transport: asyncio.BaseTransport) -> None:
        """Speak through `transport` from now on (after TLS has been agreed on)."""
        self._transport = cast("asyncio.Transport", transport)

    def abort(self) -> None:
        """Close at once; what is under way is lost."""
        if self._transport is not None:
            self._transport.abort()

    # What the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.use(transport)

    def data_received(self, data: bytes) -> None:
        if self._parser is None or self._complete:  # nothing was asked, or the answer is over
            self._keep_alive = False
            self.abort()
            return
        self._overhead += len(data)
        self._received += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail("the server switches to another protocol")
        except httptools.HttpParserError as error:
            # what stands behind a whole answer is no part of it; the connection is not used again
            self._keep_alive = False
            if not self._complete:
                self._fail(str(error))
        if self._overhead > _OVERHEAD and not self._complete:
            self._fail("Receive buffer too long")
        if self._received > _MOST and not self._complete:
            self._fail("too much for one answer")
        if self._buffered > _BUFFERED and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._notify()

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        if exc is not None and self._fault is None:
            self._fault = exc
        if exc is None and self._head is not None and self._ends_with_connection:
            self._complete = True
        self._notify()

    # What the parser calls

    def on_message_begin(self) -> None:
        if self._complete:
            self._keep_alive = False  # a second answer to one request
        self._fields = []

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._head is None:
            self._fields.append((name, value))

    def on_headers_complete(self) -> None:
        if self._parser is None or self._head is not None:
            return
        status = self._parser.get_status_code()
        if 100 <= status < 200 and status != 101:
            self._interim += 1
            if self._interim > _INTERIM:
                self._fail("one interim answer after another")
        elif status < 200:
            self._fail("no status that an answer can have")
        else:
            names = {name.lower() for name, _ in self._fields}
            framed = bool(names & {b"content-length", b"transfer-encoding"}) or status in _BODILESS
            self._ends_with_connection = not framed
            self._head = Head(status, self._fields)

    def on_body(self, body: bytes) -> None:
        if not self._complete:
            self._chunks.append(body)
            self._buffered += len(body)
            self._overhead = 0

    def on_message_complete(self) -> None:
        if self._head is not None and not self._complete and self._parser is not None:
            self._complete = True
            self._keep_alive = self._parser.should_keep_alive()

    def _fail(self, text: str) -> None:
        if self._fault is None:
            self._fault = httpx.RemoteProtocolError(text)
        self.abort()

    def _raise(self, ended: str) -> None:
        if isinstance(self._fault, httpx.RemoteProtocolError):
            raise self._fault
        if self._fault is not None:
            raise httpx.ReadError(str(self._fault)) from self._fault
        if self._lost:
            raise httpx.RemoteProtocolError(ended)

    async def _something(self) -> None:
        self._wake = asyncio.get_running_loop().create_future()
        try:
            await self._wake
        finally:
            self._wake = None

    def _notify(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)
