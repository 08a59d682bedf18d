from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from kinews_cli import __version__
from kinews_cli.web.client import Answer, Failure, Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb, Reply, Request

URL = "http://t3n.de/x"
Names = Callable[..., list[str]]  # conftest.py: plays the system's resolver


_foreign = True


@pytest.fixture(autouse=True, params=[True, False], ids=["links", "services"])
def _transport(request: pytest.FixtureRequest) -> None:
    """Each test runs twice: over the transport for links, and over the one for services."""
    global _foreign  # noqa: PLW0603 - one place rather than an argument in fifty
    _foreign = request.param


def ask(
    web: LocalWeb, url: str = URL, *, timeout: float = 5, ca_file: Path | None = None, **options: Any
) -> Answer | Failure:
    to = (ConnectTo.parse(web.connect_to()[1]),)
    chosen = WebSettings(timeout=timeout, connect_to=to, ca_file=str(ca_file) if ca_file else None)

    async def run() -> Answer | Failure:
        async with Web(chosen) as client:
            return await client.get(url, foreign=_foreign, **options)

    return asyncio.run(run())


def answered(result: Answer | Failure) -> Answer:
    assert isinstance(result, Answer), result
    return result


def failed(result: Answer | Failure) -> str:
    assert isinstance(result, Failure), result
    assert result.detail.isprintable()
    return result.reason


def test_an_answer_with_all_that_came(plain_web: LocalWeb) -> None:
    plain_web.reply(
        "t3n.de", "/x", Reply(404, "<p>weg", {"Content-Type": "text/html", "X-Two": "1", "Set-Cookie": "a=1"})
    )
    result = answered(ask(plain_web))
    assert (result.url, result.status, result.text, result.content_type) == (URL, 404, "<p>weg", "text/html")
    assert result.headers["x-two"] == "1"
    assert result.set_cookies == ("a=1",)
    assert not result.truncated


def test_who_asks_and_for_what(plain_web: LocalWeb) -> None:
    ask(plain_web)
    sent = plain_web.requests[0].headers
    assert sent["user-agent"] == f"kinews/{__version__}"
    assert sent["accept-encoding"] == "gzip"
    assert sent["accept-language"] == "de, en;q=0.8"
    assert "text/html" in sent["accept"]
    assert not {"cookie", "authorization", "referer"} & set(sent)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [("post@example.org", "(+mailto:post@example.org)"), ("https://example.org/bot", "(+https://example.org/bot)")],
)
def test_a_contact_goes_into_the_user_agent(contact: str, shown: str, plain_web: LocalWeb) -> None:
    async def run() -> None:
        async with Web(WebSettings(contact=contact, allow_private=True)) as web:
            await web.get(plain_web.url())

    asyncio.run(run())
    assert plain_web.requests[0].headers["user-agent"] == f"kinews/{__version__} {shown}"


def test_headers_of_the_caller_replace_ours(plain_web: LocalWeb) -> None:
    ask(plain_web, headers={"ACCEPT": "application/json", "X-Key": "k"})
    sent = plain_web.requests[0].headers
    assert (sent["accept"], sent["x-key"]) == ("application/json", "k")


def test_what_a_service_keeps_can_be_deleted(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/kept/5", Reply(204))

    async def run() -> Answer | Failure:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as web:
            return await web.delete(plain_web.url("/kept/5"), headers={"Authorization": "k"})

    assert answered(asyncio.run(run())).status == 204
    (request,) = plain_web.requests
    assert (request.method, request.target, request.headers["authorization"]) == ("DELETE", "/kept/5", "k")


def test_json_is_posted(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", lambda request: Reply(200, request.body))

    async def run() -> Answer | Failure:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as web:
            return await web.post_json(plain_web.url("/translate"), {"q": "Größe"})

    assert answered(asyncio.run(run())).text == '{"q": "Gr\\u00f6\\u00dfe"}'
    assert plain_web.requests[0].headers["content-type"] == "application/json"


def test_a_redirect_is_not_followed_and_its_body_not_waited_for(plain_web: LocalWeb) -> None:
    plain_web.reply("t3n.de", "/x", Reply(301, "x" * 50, {"Location": "/y"}, drip=0.2))
    began = time.monotonic()
    result = answered(ask(plain_web))
    assert (result.status, result.headers["location"], result.body) == (301, "/y", b"")
    assert time.monotonic() - began < 1
    assert len(plain_web.requests) == 1


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/utf8/ä-path", "/utf8/%C3%A4-path"),
        ("/a%2Fb%20c", "/a%2Fb%20c"),
        ("/(Name)?a=1&b=ü#frag", "/(Name)?a=1&b=%C3%BC"),
    ],
)
def test_a_path_arrives_as_a_browser_would_send_it(path: str, asked: str, plain_web: LocalWeb) -> None:
    ask(plain_web, f"http://t3n.de{path}")
    assert plain_web.requests[0].target == asked


class TestBounds:
    def test_a_server_that_hangs_costs_the_deadline(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, delay=20))
        began = time.monotonic()
        assert failed(ask(plain_web, timeout=0.3)) == "timeout"
        assert time.monotonic() - began < 1

    def test_a_body_that_drips_is_a_page_with_a_beginning(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, "x" * 1000, drip=0.05))
        began = time.monotonic()
        result = answered(ask(plain_web, timeout=0.3))
        assert time.monotonic() - began < 1
        assert result.truncated
        assert 0 < len(result.body) < 20
        assert result.problem is not None
        assert result.problem.reason == "timeout"

    def test_interim_answers_without_end_are_no_answer(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(raw=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100_000))
        assert failed(ask(plain_web, timeout=0.3)) in {"timeout", "connection_closed", "connection_reset", "protocol"}

    def test_a_bomb_is_read_to_the_limit_only(self, plain_web: LocalWeb) -> None:
        packed = zlib.compressobj(9, zlib.DEFLATED, 31)
        wire = b"".join(packed.compress(bytes(1 << 20)) for _ in range(64)) + packed.flush()
        plain_web.reply("t3n.de", "/x", Reply(200, wire, {"Content-Encoding": "gzip"}))
        result = answered(ask(plain_web, limit=10_000))
        assert (len(result.body), result.truncated, result.problem) == (10_000, True, None)

    def test_a_large_body_is_cut(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, b"x" * 3_000_000))
        result = answered(ask(plain_web))
        assert (len(result.body), result.truncated) == (512 * 1024, True)

    def test_gzip_is_unpacked(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, gzip.compress("Größe".encode()), {"Content-Encoding": "gzip"}))
        assert answered(ask(plain_web)).text == "Größe"

    @pytest.mark.parametrize("encoding", ["br", "gzip"])
    def test_a_body_that_cannot_be_unpacked_leaves_the_status(self, encoding: str, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, b"plain", {"Content-Encoding": encoding}))
        result = answered(ask(plain_web))
        assert (result.status, result.body) == (200, b"")
        assert result.problem is not None
        assert result.problem.reason == "encoding"

    def test_a_body_cut_short_leaves_what_came(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, b"0123456789", cut=4))
        result = answered(ask(plain_web))
        assert (result.body, result.truncated) == (b"0123", True)
        assert result.problem is not None
        assert result.problem.reason == "connection_closed"

    @pytest.mark.parametrize("flood", [b"X-A: " + b"a" * 300_000 + b"\r\n", b"X-A: b\r\n" * 40_000])
    def test_a_flood_of_headers_has_an_end(self, flood: bytes, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(raw=b"HTTP/1.1 200 OK\r\n" + flood))
        assert failed(ask(plain_web)) == "too_large_header"

    def test_waiting_for_a_turn_is_not_the_links_fault(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "*", Reply(200, delay=0.15))

        async def run() -> list[Answer | Failure]:
            chosen = WebSettings(timeout=0.4, max_per_host=1, connect_to=(ConnectTo.parse(plain_web.connect_to()[1]),))
            async with Web(chosen) as web:
                return await asyncio.gather(
                    *(web.get(f"http://t3n.de/{number}", foreign=_foreign) for number in range(4))
                )

        results = [answered(result) for result in asyncio.run(run())]
        assert max(result.waited for result in results) > 0.4

    def test_what_stands_behind_an_answer_deceives_nobody(self, plain_web: LocalWeb) -> None:
        """A second answer behind the first request must not become the answer to the next."""
        planted = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted"
        plain_web.reply("t3n.de", "/first", Reply(raw=planted))
        plain_web.page("t3n.de", "/second", "honest")

        async def run() -> str:
            async with Web(WebSettings(connect_to=(ConnectTo.parse(plain_web.connect_to()[1]),))) as web:
                await web.get("http://t3n.de/first", foreign=_foreign)
                return answered(await web.get("http://t3n.de/second", foreign=_foreign)).text

        assert asyncio.run(run()) == "honest"
        assert plain_web.connections == 2


class TestFailures:
    def test_nobody_listens(self) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{closed.getsockname()[1]}/"

            async def run() -> Answer | Failure:
                async with Web(WebSettings(allow_private=True)) as web:
                    return await web.get(url)

            assert failed(asyncio.run(run())) == "connection_refused"

    def test_reset(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(reset=True))
        assert failed(ask(plain_web)) == "connection_reset"

    def test_closed_without_an_answer(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(raw=b""))
        assert failed(ask(plain_web)) == "connection_closed"

    @pytest.mark.parametrize(
        "raw", [b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 000 No\r\n\r\n", b"\x00\xff\r\n\r\n", b"<html>" * 10 + b"\r\n\r\n"]
    )
    def test_something_that_is_not_http(self, raw: bytes, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(raw=raw))
        assert failed(ask(plain_web)) == "protocol"

    def test_no_such_name(self) -> None:
        async def run() -> Answer | Failure:
            async with Web(WebSettings()) as web:
                return await web.get("https://t3n.de/")

        assert failed(asyncio.run(run())) == "dns"

    def test_a_header_that_cannot_be_sent(self, plain_web: LocalWeb) -> None:
        assert failed(ask(plain_web, headers={"X-A": "a\r\nb"})) == "protocol"
        assert failed(ask(plain_web, headers={"X-A": "\u2028"})) == "odd_url"
        assert plain_web.requests == []

    def test_cancellation_passes(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, delay=20))

        async def run() -> None:
            async with Web(WebSettings(connect_to=(ConnectTo.parse(plain_web.connect_to()[1]),))) as web:
                task = asyncio.create_task(web.get(URL))
                await asyncio.sleep(0.05)
                task.cancel()
                await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(run())


class TestTls:
    def test_the_test_authority_is_believed(self, tls_web: LocalWeb, ca_file: Path) -> None:
        tls_web.page("t3n.de", "/x", "<p>x")
        assert answered(ask(tls_web, "https://t3n.de/x", ca_file=ca_file)).text == "<p>x"

    def test_but_only_where_its_file_is_given(self, tls_web: LocalWeb) -> None:
        assert failed(ask(tls_web, "https://t3n.de/x")) == "tls_untrusted"
        assert tls_web.requests == []

    def test_expired(self, authority: trustme.CA, ca_file: Path) -> None:
        past = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)
        old = authority.issue_cert("t3n.de", not_before=past - dt.timedelta(days=9), not_after=past)
        with LocalWeb(authority, certificate=old) as web:
            assert failed(ask(web, "https://t3n.de/x", ca_file=ca_file)) == "tls_expired"
            assert web.requests == []

    def test_for_another_name(self, authority: trustme.CA, ca_file: Path) -> None:
        with LocalWeb(authority, certificate=authority.issue_cert("heise.de")) as web:
            assert failed(ask(web, "https://t3n.de/x", ca_file=ca_file)) == "tls_name"

    def test_for_another_address(self, authority: trustme.CA, ca_file: Path) -> None:
        with LocalWeb(authority, certificate=authority.issue_cert("heise.de")) as web:
            chosen = WebSettings(allow_private=True, ca_file=str(ca_file))

            async def run() -> Answer | Failure:
                async with Web(chosen) as client:
                    return await client.get(web.url())

            assert failed(asyncio.run(run())) == "tls_name"

    def test_signed_by_itself(self, authority: trustme.CA, ca_file: Path) -> None:
        own = trustme.CA()
        alone = trustme.LeafCert(own.private_key_pem.bytes(), own.cert_pem.bytes(), [])
        with LocalWeb(authority, certificate=alone) as web:
            assert failed(ask(web, "https://t3n.de/x", ca_file=ca_file)) == "tls_self_signed"

    @pytest.mark.parametrize("with_root", [False, True])
    def test_signed_by_somebody_unknown(self, with_root: bool, authority: trustme.CA, ca_file: Path) -> None:
        other = trustme.CA()
        leaf = other.issue_cert("t3n.de")
        chain = (
            [leaf.cert_chain_pems[0].bytes(), other.cert_pem.bytes()]
            if with_root
            else [leaf.cert_chain_pems[0].bytes()]
        )
        sent = trustme.LeafCert(leaf.private_key_pem.bytes(), chain[0], chain[1:])
        with LocalWeb(authority, certificate=sent) as web:
            assert failed(ask(web, "https://t3n.de/x", ca_file=ca_file)) == "tls_untrusted"

    def test_no_tls_at_all(self, plain_web: LocalWeb, ca_file: Path) -> None:
        assert failed(ask(plain_web, "https://t3n.de/x", ca_file=ca_file)) in {"tls_other", "connection_reset"}

    def test_only_a_protocol_of_yesterday(self, authority: trustme.CA, ca_file: Path) -> None:
        with LocalWeb(authority, certificate=authority.issue_cert("t3n.de")) as web:
            assert web._server.tls is not None
            web._server.tls.set_ciphers("AES128-SHA")
            web._server.tls.maximum_version = ssl.TLSVersion.TLSv1_2
            assert failed(ask(web, "https://t3n.de/x", ca_file=ca_file)) in {"tls_other", "connection_reset"}


class TestNetwork:
    def test_an_answer_over_connect_to_shows_that_the_network_works(self, plain_web: LocalWeb) -> None:
        async def run() -> tuple[bool, bool, int]:
            async with Web(WebSettings(connect_to=(ConnectTo.parse(f"t3n.de::127.0.0.1:{plain_web.port}"),))) as web:
                await web.get("http://gibt-es-nicht.de/")
                before = web.name_resolved
                await web.get(URL)
                return before, web.name_resolved, web.requests

        assert asyncio.run(run()) == (False, True, 1)  # what never left the machine is no request

    def test_a_service_on_this_machine_shows_nothing(self, plain_web: LocalWeb) -> None:
        async def run() -> bool:
            async with Web(WebSettings(permitted=(plain_web.url(),))) as web:
                answered(await web.get(plain_web.url()))
                return web.name_resolved

        assert asyncio.run(run()) is False

    def test_a_name_that_leads_somewhere_does_even_without_an_answer(self, names: Names) -> None:
        names(("t3n.de", ["1.1.1.1"]))

        async def run() -> bool:
            async with Web(WebSettings()) as web:
                await web.get(URL)
                return web.name_resolved

        assert asyncio.run(run())


def test_pytest_httpx_serves_for_what_lies_above(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(url="https://t3n.de/x", html="<p>mock", headers={"Set-Cookie": "a=1"})
    httpx_mock.add_exception(httpx.ReadTimeout("slow"), url="https://t3n.de/y")

    async def run() -> tuple[Answer | Failure, Answer | Failure, Answer | Failure]:
        async with Web(WebSettings()) as web:
            return (
                await web.get("https://t3n.de/x"),
                await web.get("https://t3n.de/y"),
                await web.get("http://127.0.0.1/"),
            )

    page, slow, inside = asyncio.run(run())
    assert answered(page).text == "<p>mock"
    assert failed(slow) == "timeout"
    assert failed(inside) == "non_public"


def test_every_link_that_somebody_may_write_ends_in_a_value() -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.one_of(st.text(max_size=40), st.text(max_size=40).map("https://".__add__)), max_size=5))
    def check(urls: list[str]) -> None:
        async def run() -> list[Answer | Failure]:
            async with Web(WebSettings(timeout=1)) as web:
                return await asyncio.gather(*(web.get(url, foreign=True) for url in urls))

        assert all(isinstance(result, Failure) for result in asyncio.run(run()))

    check()


def test_what_a_server_sends_as_a_header_never_raises(plain_web: LocalWeb) -> None:
    nasty = [
        b"Content-Type: text/html; charset=idna",
        b"Set-Cookie: \xff=\xfe",
        b"Content-Encoding: \xff",
        b"Location: \xff\xfe",
    ]

    def reply(request: Request) -> Reply:
        return Reply(
            raw=b"HTTP/1.1 200 \x1b[31mOK\r\n" + nasty[int(request.path[1:])] + b"\r\nContent-Length: 1\r\n\r\nx"
        )

    plain_web.reply("t3n.de", "*", reply)
    for number in range(len(nasty)):
        result = ask(plain_web, f"http://t3n.de/{number}")
        assert isinstance(result, Failure) or isinstance(result.text, str)
