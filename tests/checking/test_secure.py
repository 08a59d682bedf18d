"""Whether what http shows is there over https too: asked once, over real sockets with real certificates."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import trustme

from kinews_cli.checking.check import check_links
from kinews_cli.checking.secure import is_open, same_page
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.web.answer import Answer
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb, Reply

PAGE = "<title>Wale hören mit dem Kiefer</title><p>Ein Satz.</p>"
URL = "http://www.alive.org/x"


def checked(
    urls: list[str], plain: LocalWeb, secure: LocalWeb | None, ca_file: Path, *, https: bool = True
) -> tuple[dict[str, Check], int]:
    """The verdicts, and how many requests they took. Without `secure` nobody listens for https."""
    closed = 9  # a port of loopback that no test opens
    to = (f":80:127.0.0.1:{plain.port}", f":443:127.0.0.1:{secure.port if secure else closed}")
    settings = WebSettings(timeout=5, connect_to=tuple(map(ConnectTo.parse, to)), ca_file=str(ca_file))

    async def run() -> tuple[dict[str, Check], int]:
        async with Web(settings) as web:
            return await check_links(urls, web, https=https), web.requests

    return asyncio.run(run())


def said(check: Check) -> dict[str, str]:
    return {entry.signal: entry.value for entry in check.evidence if entry.signal.startswith("https_")}


def test_the_same_page_over_https(plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path) -> None:
    plain_web.page("www.alive.org", "/x", PAGE)
    tls_web.page("www.alive.org", "/x", PAGE)
    found, requests = checked([URL], plain_web, tls_web, ca_file)
    assert said(found[URL]) == {"https_works": "https://www.alive.org/x"}
    assert (found[URL].verdict, found[URL].final_url) == (Verdict.OK, URL)
    assert (len(plain_web.requests), len(tls_web.requests), requests) == (1, 1, 2)


def test_nobody_is_asked_where_nobody_wants_to_know(plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path) -> None:
    plain_web.page("www.alive.org", "/x", PAGE)
    found, requests = checked([URL], plain_web, tls_web, ca_file, https=False)
    assert (said(found[URL]), requests, tls_web.requests) == ({}, 1, [])


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "http_404"),
        (Reply(301, headers={"Location": URL}), "http_301"),
        (Reply(503), "http_503"),
        (Reply(200, "<title>Willkommen bei Ihrem neuen Server</title>", {"Content-Type": "text/html"}), "other_page"),
        (Reply(200, "{}", {"Content-Type": "application/json"}), "other_page"),
        (Reply(reset=True), "connection_reset"),
    ],
)
def test_another_page_is_not_the_same(
    reply: Reply, reason: str, plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path
) -> None:
    plain_web.page("www.alive.org", "/x", PAGE)
    tls_web.reply("www.alive.org", "/x", reply)
    found, _ = checked([URL], plain_web, tls_web, ca_file)
    assert found[URL].verdict is Verdict.OK
    assert said(found[URL]) == {"https_fails": reason}
    assert len(tls_web.requests) == 1  # not tried again


def test_a_certificate_for_another_name(plain_web: LocalWeb, authority: trustme.CA, ca_file: Path) -> None:
    plain_web.page("www.alive.org", "/x", PAGE)
    with LocalWeb(authority, certificate=authority.issue_cert("www.other.org")) as other:
        other.page("www.alive.org", "/x", PAGE)
        found, _ = checked([URL], plain_web, other, ca_file)
    assert said(found[URL]) == {"https_fails": "tls_name"}


def test_a_host_without_https_is_asked_for_one_address(plain_web: LocalWeb, ca_file: Path) -> None:
    urls = [f"http://www.alive.org/{name}" for name in "abcdef"]
    for url in urls:
        plain_web.page("www.alive.org", url[-2:], PAGE)
    found, _ = checked(urls, plain_web, None, ca_file)
    assert {check.verdict for check in found.values()} == {Verdict.OK}
    assert all(said(check) == {"https_fails": "connection_refused"} for check in found.values())


def test_a_host_that_keeps_silent_over_https_spoils_no_verdict(
    plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinews_cli.checking.secure._PATIENCE", 0.2)
    urls = [f"http://www.alive.org/{number}" for number in range(12)]
    for number in range(12):
        plain_web.page("www.alive.org", f"/{number}", PAGE)
        tls_web.reply("www.alive.org", f"/{number}", Reply(200, delay=3))
    found, _ = checked(urls, plain_web, tls_web, ca_file)
    assert {check.verdict for check in found.values()} == {Verdict.OK}
    assert all(said(check) == {"https_fails": "timeout"} for check in found.values())


@pytest.mark.parametrize(
    ("url", "reply"),
    [
        ("https://www.alive.org/x", Reply(200, PAGE)),
        ("http://www.alive.org/x", Reply(404)),
        ("http://www.alive.org/x", Reply(403)),
        ("http://www.alive.org/x", Reply(302, headers={"Location": "http://www.alive.org/y"})),
        ("http://www.alive.org/x", Reply(301, headers={"Location": "https://www.alive.org/y"})),
    ],
)
def test_where_it_is_not_asked(
    url: str, reply: Reply, plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinews_cli.checking.retry._FIRST", 0.01)
    for web in (plain_web, tls_web):
        web.reply("www.alive.org", "/x", reply)
        web.page("www.alive.org", "/y", PAGE)
    found, _ = checked([url], plain_web, tls_web, ca_file)
    assert said(found[url]) == {}
    if url.startswith("http:"):
        assert not tls_web.asked("www.alive.org", "/x")


def test_links_that_differ_in_their_fragments_share_the_answer(
    plain_web: LocalWeb, tls_web: LocalWeb, ca_file: Path
) -> None:
    page = PAGE + '<h2 id="a">A</h2><h2 id="b">B</h2>'
    plain_web.page("www.alive.org", "/x", page)
    tls_web.page("www.alive.org", "/x", page)
    found, requests = checked([f"{URL}#a", f"{URL}#b"], plain_web, tls_web, ca_file)
    assert all(said(check) for check in found.values())
    assert requests == 2


OK = Check(Verdict.OK, "http_200", 200, URL)


@pytest.mark.parametrize(
    ("url", "check", "is_it"),
    [
        (URL, OK, True),
        ("https://www.alive.org/x", OK, False),
        ("http://192.0.2.1/x", OK, False),
        ("http://[2001:db8::1]/x", OK, False),
        ("http://www.alive.org:8080/x", OK, False),
        ("http://[/", OK, False),
        (URL, Check(Verdict.MOVED, "permanent_redirect", 200), False),
        (URL, Check(Verdict.OK, "http_200", 200, hops=(Hop(URL, 302, URL),)), False),
        (URL, Check(Verdict.OK, "http_200", 200, evidence=(Evidence("https_works", URL),)), False),
        (URL, Check(Verdict.OK, "http_200", 200, evidence=(Evidence("https_fails", "dns"),)), False),
    ],
)
def test_what_is_still_to_be_found_out(url: str, check: Check, *, is_it: bool) -> None:
    assert is_open(url, check) is is_it


def answer(body: bytes, kind: str = "application/pdf", *, truncated: bool = False) -> Answer:
    return Answer(URL, 200, {"content-type": kind}, body, truncated=truncated)


def test_without_titles_the_bytes_decide() -> None:
    assert same_page(answer(b"%PDF-1.7 abc"), answer(b"%PDF-1.7 abc"))
    assert same_page(answer(b"%PDF-1.7 abc"), answer(b"%PDF-1.7", truncated=True))
    assert not same_page(answer(b"%PDF-1.7 abc"), answer(b"%PDF-1.7"))
    assert not same_page(answer(b"%PDF-1.7 abc"), answer(b"%PDF-1.6 abc"))
    assert not same_page(answer(b""), answer(b""))
    assert not same_page(answer(b"x"), answer(b"x", "text/plain"))
    html = "text/html"
    assert same_page(answer(b"<title>A\n B</title>1", html), answer(b"<TITLE>A B</TITLE>2", html))
    assert not same_page(answer(b"<title>A</title>", html), answer(b"<title>B</title>", html))
