"""The server of links_web.py: it plays the hosts and counts, in a process of its own.

Its first line on standard output says where it is found; after that it answers the lines on its standard input, and ends
with that: so none is left behind when its parent is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import http.client
import json
import resource
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict, cast

from links_behaviours import BIG, HTML, Answer, Deed, Host, Visit, behave

_MOST_HEADERS = 1 << 16


@dataclass(frozen=True, slots=True)
class Counts:
    """What a host was asked, or several: sums, and the highest of the peaks."""

    requests: int = 0
    acted: int = 0  # requests to links that do something when they are opened
    peak_rate: int = 0  # requests within any one second
    peak_in_flight: int = 0
    peak_connections: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.requests + other.requests,
            self.acted + other.acted,
            max(self.peak_rate, other.peak_rate),
            max(self.peak_in_flight, other.peak_in_flight),
            max(self.peak_connections, other.peak_connections),
        )


class Web:
    """The hosts by address; the process has one."""

    def __init__(self, addresses: list[str]) -> None:
        self._addresses = addresses
        self.hosts: dict[str, Host] = {}
        self.forget()

    def forget(self) -> None:
        """Start anew. Connections that are open go on counting on the hosts that they were opened to."""
        self.hosts = {address: Host() for address in self._addresses}

    def counts(self) -> dict[str, Counts]:
        """Of the hosts that somebody connected to, by address."""
        return {
            address: Counts(host.requests, host.acted, host.peak_rate, host.peak_in_flight, host.peak_connections)
            for address, host in self.hosts.items()
            if host.peak_connections
        }


class Connection(asyncio.Protocol):
    """One connection: requests one after the other, no bodies. Bare protocol, as the server must not be what is measured."""

    def __init__(self, web: Web, address: str) -> None:
        self._host = web.hosts[address]
        self._loop = asyncio.get_running_loop()
        self._unread = b""
        self._busy = False
        self._transport = cast("asyncio.Transport", None)
        self._writable = asyncio.Event()
        self._writable.set()
        self._stream: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        host = self._host
        host.connections += 1
        host.peak_connections = max(host.peak_connections, host.connections)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        self._host.connections -= 1
        if self._busy:
            self._host.in_flight -= 1
        if self._stream is not None:
            self._stream.cancel()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        self._read()

    def _read(self) -> None:
        if self._busy:
            return
        head, end, rest = self._unread.partition(b"\r\n\r\n")
        if end:
            self._unread = rest
            self._visit(head)
        elif len(head) > _MOST_HEADERS:
            self._transport.abort()

    def _visit(self, head: bytes) -> None:
        request, _, headers = head.partition(b"\r\n")
        words = request.decode("utf-8", "replace").split(" ")
        if len(words) != 3 or not words[1].startswith("/"):
            self._transport.abort()
            return
        self._count(words[1])
        visit = Visit(words[0], words[1], headers, self._host)
        result = behave(visit)
        if isinstance(result, Deed):
            self._do(result, visit)
            return
        wire = _wire(result, only_head=visit.method == "HEAD")
        if result.delay:
            self._loop.call_later(result.delay, self._send, wire)
        else:
            self._send(wire)

    def _count(self, target: str) -> None:
        host, now = self._host, time.monotonic()
        self._busy = True
        host.requests += 1
        host.in_flight += 1
        host.peak_in_flight = max(host.peak_in_flight, host.in_flight)
        recent = host.recent
        recent.append(now)
        while now - recent[0] >= 1:
            recent.popleft()
        host.peak_rate = max(host.peak_rate, len(recent))
        host.visits.setdefault(target, []).append(now)

    def _send(self, wire: bytes) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(wire)
        self._busy = False
        self._host.in_flight -= 1
        if self._unread:
            self._loop.call_soon(self._read)

    def _do(self, deed: Deed, visit: Visit) -> None:
        match deed:
            case Deed.RESET:
                _reset(self._transport)
            case Deed.CLOSE:
                self._transport.close()
            case Deed.CUT:
                self._transport.write(_head(200, 4000) + b"<title>Ein Beitrag</title><p>Bis hierher und")
                self._transport.close()
            case Deed.DRIP | Deed.FLOOD if visit.method == "HEAD":
                self._send(_head(200, BIG))
            case Deed.DRIP:
                self._stream = asyncio.ensure_future(self._trickle())
            case Deed.FLOOD:
                self._stream = asyncio.ensure_future(self._pour())
            case Deed.HANG:
                pass

    async def _trickle(self) -> None:
        self._transport.write(_head(200, BIG))
        while True:
            self._transport.write(b"<")
            await asyncio.sleep(1)

    async def _pour(self) -> None:
        self._transport.write(_head(200, BIG) + b"<title>Ein langer Beitrag</title>".ljust(1 << 16))
        piece = b"<p>Und so geht es immer weiter.\n" * (1 << 11)
        for _ in range(1, BIG // len(piece)):
            await self._writable.wait()
            self._transport.write(piece)
            await asyncio.sleep(0)
        self._send(b"")


def _reset(transport: asyncio.Transport) -> None:
    """End a connection with RST: what lingering for no time does."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


@functools.lru_cache(maxsize=128)
def _wire(answer: Answer, *, only_head: bool) -> bytes:
    more = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    head = _head(answer.status, len(answer.body), answer.media_type, more)
    return head if only_head else head + answer.body


def _head(status: int, length: int, media_type: str = HTML, more: str = "") -> bytes:
    phrase = http.client.responses.get(status, "Denied")
    return (
        f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n{more}\r\n"
    ).encode()


class Places(TypedDict):
    """Where the web is found; `tls` is None where no certificate could be made."""

    addresses: list[str]
    port: int
    closed: int
    tls: int | None


async def serve(count: int) -> None:
    """Serve until standard input ends. Says the places on standard output, then answers each line that comes in."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    loop = asyncio.get_running_loop()
    addresses = [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(count)]
    web = Web(addresses)
    sockets = _one_port(addresses)
    for address, listening in zip(addresses, sockets, strict=True):
        make = functools.partial(Connection, web, address)
        await loop.create_server(make, sock=listening, backlog=1024)
    first = functools.partial(Connection, web, addresses[0])
    certificate = _self_signed()
    secured = await loop.create_server(first, addresses[0], 0, ssl=certificate) if certificate else None
    with socket.socket() as closed:  # bound, so that nobody else gets the port, but not listening
        closed.bind((addresses[0], 0))
        places: Places = {
            "addresses": addresses,
            "port": sockets[0].getsockname()[1],
            "closed": closed.getsockname()[1],
            "tls": secured.sockets[0].getsockname()[1] if secured else None,
        }
        _say(places)
        await _obey(web)


def _one_port(addresses: list[str]) -> list[socket.socket]:
    """A socket an address, bound to one port that is free on all of them."""
    for _ in range(20):
        sockets: list[socket.socket] = []
        port = 0
        try:
            for address in addresses:
                sockets.append(socket.socket())
                sockets[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                sockets[-1].bind((address, port))
                port = sockets[-1].getsockname()[1]
        except OSError as problem:
            for opened in sockets:
                opened.close()
            if port == 0 or "in use" not in str(problem):
                raise
        else:
            return sockets
    raise OSError("no port is free on all addresses")


def _self_signed() -> ssl.SSLContext | None:
    """Python can read certificates but not make them; None without the openssl program."""
    openssl = shutil.which("openssl")
    if openssl is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder, "key.pem"), Path(folder, "certificate.pem")
        make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        made = subprocess.run([*make, "-keyout", key, "-out", certificate], capture_output=True, check=False)
        if made.returncode:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context


async def _obey(web: Web) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        if line == b"forget\n":
            web.forget()
            _say({})
        else:
            _say({address: asdict(counts) for address, counts in web.counts().items()})


def _say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1])))
