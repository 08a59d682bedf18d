"""The transport for links, over real sockets: connections are kept, and no server gains anything by that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.web.client import Answer, Failure, Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb, Reply

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def get_all(web: LocalWeb, urls: list[str], ca_file: Path | None = None, **options: Any) -> list[Answer | Failure]:
    to = (ConnectTo.parse(web.connect_to()[1]),)

    async def run() -> list[Answer | Failure]:
        async with Web(WebSettings(connect_to=to, ca_file=str(ca_file) if ca_file else None, **options)) as client:
            return [await client.get(url, foreign=True) for url in urls]

    return asyncio.run(run())


async def served(script: Script, paths: list[str], *, seconds: float = 2, pause: float = 0) -> tuple[list[str], int]:
    """What becomes of requests, one after another, to a server that follows `script`; and its number of connections."""
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            await script(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    results = []
    async with Web(WebSettings(allow_private=True, timeout=seconds)) as web:
        for path in paths:
            result = await web.get(f"http://127.0.0.1:{port}{path}", foreign=True)
            results.append(result.reason if isinstance(result, Failure) else f"{result.status} {result.text[:40]}")
            await asyncio.sleep(pause)
    server.close()
    return results, connections


def answering(raw: bytes, *, then_close: bool = False) -> Script:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(raw)
            await writer.drain()
            if then_close:
                return

    return script


class TestKeepAlive:
    def test_one_connection_serves_a_host(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "*", "da")
        results = get_all(plain_web, [f"http://t3n.de/{number}" for number in range(4)])
        assert [result.status for result in results if isinstance(result, Answer)] == [200] * 4
        assert plain_web.connections == 1

    def test_over_tls_too(self, tls_web: LocalWeb, ca_file: Path) -> None:
        tls_web.page("t3n.de", "*", "da")
        assert len(get_all(tls_web, ["https://t3n.de/1", "https://t3n.de/2"], ca_file)) == 2
        assert tls_web.connections == 1

    def test_each_host_has_its_own_even_at_one_address(self, plain_web: LocalWeb) -> None:
        plain_web.page("*", "*", "da")
        get_all(plain_web, ["http://a.de/", "http://b.de/", "http://a.de/2"])
        assert plain_web.connections == 2

    def test_a_redirect_with_a_short_body_keeps_it(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/a", Reply(302, "moved", {"Location": "/b"}))
        plain_web.page("t3n.de", "/b", "da")
        get_all(plain_web, ["http://t3n.de/a", "http://t3n.de/b"])
        assert plain_web.connections == 1

    def test_a_body_that_is_not_read_to_its_end_does_not(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/a", "x" * 5_000_000)
        plain_web.page("t3n.de", "/b", "da")
        get_all(plain_web, ["http://t3n.de/a", "http://t3n.de/b"])
        assert plain_web.connections == 2

    def test_no_more_idle_ones_than_allowed(self, plain_web: LocalWeb) -> None:
        plain_web.page("*", "*", "da")
        get_all(plain_web, ["http://a.de/", "http://b.de/", "http://c.de/", "http://a.de/2"], max_connections=1)
        assert plain_web.connections == 4

    def test_a_server_that_closes_an_idle_one_costs_nothing(self) -> None:
        results, connections = asyncio.run(served(answering(OK, then_close=True), ["/1", "/2", "/3"]))
        assert results == ["200 ok"] * 3
        assert connections == 3

    def test_nor_one_that_closes_just_as_it_is_used_again(self) -> None:
        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(OK)
            await reader.readuntil(b"\r\n\r\n")  # and no answer

        assert asyncio.run(served(script, ["/1", "/2"])) == (["200 ok", "200 ok"], 2)


class TestHostileServers:
    @pytest.mark.parametrize("pause", [0, 0.05])
    def test_a_planted_answer_spoils_the_connection(self, pause: float) -> None:
        planted = OK + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
        results, connections = asyncio.run(served(answering(planted), ["/1", "/2"], pause=pause))
        assert results == ["200 ok", "200 ok"]
        assert connections == 2

    def test_so_does_what_comes_unasked(self) -> None:
        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(OK)
            await asyncio.sleep(0.02)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
            await reader.read()

        assert asyncio.run(served(script, ["/1", "/2"], pause=0.1)) == (["200 ok", "200 ok"], 2)

    @pytest.mark.parametrize(
        ("raw", "reason"),
        [
            (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 40, "protocol"),
            (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000, "too_large_header"),
            (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "too_large_header"),
            (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "protocol"),
            (b"HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n", "protocol"),
            (b"HTTP/1.1 20\r\n\r\n", "protocol"),
            (b"SSH-2.0-OpenSSH_9.6\r\n", "protocol"),
            (b"\x15\x03\x01\x00\x02\x02\x28", "protocol"),
            (b"", "connection_closed"),
            (b"HTTP/1.1 200 OK\r\nContent-Le", "connection_closed"),
        ],
    )
    def test_what_is_no_answer(self, raw: bytes, reason: str) -> None:
        assert asyncio.run(served(answering(raw, then_close=True), ["/"]))[0] == [reason]

    @pytest.mark.parametrize(
        "raw",
        [
            b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
            b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
            b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;ext=1\r\nok\r\n0\r\nTrailer: x\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok and more",
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
            b"HTTP/1.0 200 OK\r\n\r\nok",
            b"HTTP/1.1 200 OK\r\n\r\nok",
        ],
    )
    def test_what_browsers_read_as_one(self, raw: bytes) -> None:
        assert asyncio.run(served(answering(raw, then_close=True), ["/"]))[0] == ["200 ok"]

    @pytest.mark.parametrize("flood", [b"1;" + b"x" * 8192, b"0\r\n" + b"Trailer: x\r\n" * 8192])
    def test_bytes_that_are_no_body_have_an_end(self, flood: bytes) -> None:
        """Nothing of this is kept, but all of it has to be received: it ends long before the deadline."""

        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n" + flood)
            while not writer.is_closing():
                writer.write(b"x" * 65536)
                await writer.drain()

        began = time.monotonic()
        assert asyncio.run(served(script, ["/"], seconds=20))[0] == ["200 ok"]
        assert time.monotonic() - began < 10

    def test_nor_are_more_bytes_taken_than_a_body_may_have(self) -> None:
        """One byte of a body in each chunk, and a long extension around it."""
        sent = 0

        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not writer.is_closing():
                writer.write(b"1;" + b"x" * 60_000 + b"\r\no\r\n")
                await writer.drain()
                sent += 60_000

        assert asyncio.run(served(script, ["/"], seconds=20))[0][0].startswith("200 o")
        assert sent < 30_000_000

    def test_a_server_that_sends_faster_than_we_read_is_kept_waiting(self) -> None:
        sent = 0

        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
                sent += 65536

        assert asyncio.run(served(script, ["/"]))[0] == ["200 " + "x" * 40]
        assert sent < 30_000_000  # what fits into the system's buffers, not what the server would send
