"""The address rules, seen at the socket: what any socket of the process was told to connect to."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.web.addresses import Address
from kinews_cli.web.client import Answer, Failure, Web
from kinews_cli.web.destination import race
from kinews_cli.web.settings import ConnectTo, WebSettings
from kinews_cli.web.tls import tls_context
from local_web import LocalWeb

Names = Callable[..., list[str]]  # conftest.py: plays the system's resolver


def get(url: str, settings: WebSettings | None = None, *, foreign: bool = True) -> Answer | Failure:
    async def run() -> Answer | Failure:
        async with Web(settings or WebSettings(timeout=2)) as web:
            return await web.get(url, foreign=foreign)

    return asyncio.run(run())


def reason(result: Answer | Failure) -> str:
    return result.reason if isinstance(result, Failure) else str(result.status)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["::1"],
        ["169.254.169.254"],
        ["1.1.1.1", "127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1"],
    ],
)
def test_a_name_that_leads_inside_is_never_connected_to(
    addresses: list[str], names: Names, connects: list[str], plain_web: LocalWeb
) -> None:
    names(("inside.de", addresses))
    assert reason(get("http://inside.de/")) == "non_public"
    assert connects == []
    assert plain_web.connections == 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
)
def test_nor_is_an_address_however_it_is_spelt(host: str, connects: list[str], plain_web: LocalWeb) -> None:
    assert reason(get(f"http://{host}/")) == "non_public"
    assert reason(get(f"http://{host}:{plain_web.port}/")) in {"non_public", "port"}
    assert connects == []
    assert plain_web.connections == 0


def test_the_connection_goes_to_the_address_that_was_checked(names: Names, connects: list[str]) -> None:
    """A rebinding name server: public when it is checked, loopback when a library asks again."""
    asked = names(("rebind.de", ["93.184.215.14"]), ("rebind.de", ["127.0.0.1"]), ("rebind.de", ["127.0.0.1"]))
    assert reason(get("http://rebind.de/")) == "network_unreachable"  # the ban of the tests
    assert connects == ["93.184.215.14"]
    assert asked == ["rebind.de"]


def test_the_next_address_is_tried(names: Names, connects: list[str], plain_web: LocalWeb) -> None:
    plain_web.page("two.de", "/", "<p>here")
    names(("two.de", ["192.0.2.1", "127.0.0.1"]))
    result = get(f"http://two.de:{plain_web.port}/", WebSettings(allow_private=True))
    assert isinstance(result, Answer)
    assert connects == ["192.0.2.1", "127.0.0.1"]


def test_ipv6_and_ipv4_in_turn(names: Names, connects: list[str]) -> None:
    names(("six.de", ["2606:4700::1", "2606:4700::2", "1.1.1.1", "1.1.1.2"]))
    get("http://six.de/")
    assert connects == ["2606:4700::1", "1.1.1.1", "2606:4700::2", "1.1.1.2"]


def test_ipv6_loopback_where_private_addresses_are_allowed() -> None:
    with LocalWeb(None, address="::1") as web:
        web.page("[::1]", "/", "<p>six")
        result = get(web.url(), WebSettings(allow_private=True))
        assert isinstance(result, Answer)
        assert result.text == "<p>six"
        assert reason(get(web.url())) == "port"
        assert web.connections == 1


def test_connect_to_keeps_the_name_for_tls_and_host(tls_web: LocalWeb, ca_file: Path, connects: list[str]) -> None:
    tls_web.page("t3n.de", "/x", "<p>t3n")
    to = (ConnectTo.parse(f"t3n.de:443:127.0.0.1:{tls_web.port}"),)
    result = get("https://t3n.de/x", WebSettings(connect_to=to, ca_file=str(ca_file)))
    assert isinstance(result, Answer)
    assert result.text == "<p>t3n"
    assert tls_web.requests[0].headers["host"] == "t3n.de"
    assert connects == ["127.0.0.1"]


def test_connect_to_without_an_address_permits_none(names: Names, connects: list[str]) -> None:
    names(("inside.de", ["127.0.0.1"]))
    assert reason(get("http://inside.de/", WebSettings(connect_to=(ConnectTo.parse(":::8080"),)))) == "non_public"
    assert connects == []


def test_connect_to_a_name(names: Names, plain_web: LocalWeb) -> None:
    names(("stage.intern", ["127.0.0.1"]))
    plain_web.page("t3n.de", "/", "<p>stage")
    to = (ConnectTo.parse(f"t3n.de::stage.intern:{plain_web.port}"),)
    assert reason(get("http://t3n.de/", WebSettings(connect_to=to))) == "200"


def test_a_service_of_the_user_is_reached_but_not_by_links(names: Names, plain_web: LocalWeb) -> None:
    names(("translate.intern", ["127.0.0.1"]))
    plain_web.page("translate.intern", "/", "<p>here")
    url = f"http://translate.intern:{plain_web.port}/"
    settings = WebSettings(permitted=(url,), connect_to=(ConnectTo.parse(f":{plain_web.port}::"),))
    assert reason(get(url, settings, foreign=False)) == "200"
    assert reason(get(url, settings)) == "non_public"


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch, plain_web: LocalWeb) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, plain_web.url())
    assert reason(get("http://t3n.de/")) == "dns"
    assert plain_web.connections == 0


def test_a_proxy_that_was_asked_for_gets_the_request(plain_web: LocalWeb, names: Names) -> None:
    asked = names()
    plain_web.page("t3n.de", "*", "<p>through the proxy")
    result = get("http://t3n.de/x", WebSettings(proxy=plain_web.url().rstrip("/")))
    assert isinstance(result, Answer)
    assert plain_web.requests[0].target == "http://t3n.de/x"
    assert asked == []


@pytest.mark.parametrize("proxy", ["gopher://x:1", "socks5://secret:pw@h:1", "http://secret:x@h:port", "::"])
def test_a_proxy_that_cannot_be_used_is_said_without_its_password(proxy: str) -> None:
    with pytest.raises(ConfigError) as raised:
        Web(WebSettings(proxy=proxy))
    assert "secret" not in str(raised.value)


def test_the_authorities_of_a_file_replace_the_usual_ones(ca_file: Path) -> None:
    assert tls_context(None).cert_store_stats()["x509_ca"] > 50
    assert tls_context(str(ca_file)).cert_store_stats()["x509_ca"] == 1
    assert tls_context(str(ca_file)).verify_mode is ssl.CERT_REQUIRED


def test_a_file_of_authorities_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_bytes(b"")
    (tmp_path / "nonsense.pem").write_bytes(b"\x00\xff" * 50)
    for path in (tmp_path / "missing.pem", tmp_path / "empty.pem", tmp_path / "nonsense.pem", tmp_path):
        with pytest.raises(ConfigError, match="SSL_CERT_FILE"):
            Web(WebSettings(ca_file=str(path)))


FIRST, SECOND = ip_address("1.1.1.1"), ip_address("1.1.1.2")


def test_an_address_that_hangs_costs_a_moment() -> None:
    async def connect(address: Address) -> str:
        await asyncio.sleep(30 if address == FIRST else 0)
        return str(address)

    async def discard(_: str) -> None:
        pytest.fail("nothing to discard")

    began = time.monotonic()
    assert asyncio.run(race([FIRST, SECOND], connect, discard)) == "1.1.1.2"
    assert time.monotonic() - began < 1


def test_a_connection_that_comes_too_late_is_closed() -> None:
    discarded = []

    async def connect(address: Address) -> str:
        await asyncio.sleep(0.28 if address == FIRST else 0.03)
        return str(address)

    async def stubborn(address: Address) -> str:
        try:
            return await connect(address)
        except asyncio.CancelledError:
            return str(address)  # it stood just before it was cancelled

    async def discard(stream: str) -> None:
        discarded.append(stream)

    won = asyncio.run(race([FIRST, SECOND], stubborn, discard))
    assert {won, *discarded} == {"1.1.1.1", "1.1.1.2"}


def test_the_first_failure_is_told_where_all_fail() -> None:
    async def connect(address: Address) -> str:
        raise OSError(str(address))

    async def discard(_: str) -> None:
        pytest.fail("nothing to discard")

    with pytest.raises(OSError, match=r"1\.1\.1\.1"):
        asyncio.run(race([FIRST, SECOND], connect, discard))
