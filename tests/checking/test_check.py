from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinews_cli.checking.check import Known, Outcome, check_links
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.values import replace
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb, Reply, Request


def outcomes(
    urls: list[str],
    web: LocalWeb | None = None,
    *,
    known: Mapping[str, Known] | None = None,
    on_outcome: Callable[[str, Outcome], None] | None = None,
    **options: Any,
) -> dict[str, Outcome]:
    """Check `urls`; with `web`, every name leads there. In the order asked for, without the time it took."""
    to = (ConnectTo.parse(web.connect_to()[1]),) if web is not None else ()
    found: dict[str, Outcome] = {}

    async def keep(url: str, outcome: Outcome) -> None:
        if on_outcome is not None:
            on_outcome(url, outcome)
        found[url] = outcome

    async def run() -> dict[str, Check]:
        async with Web(WebSettings(**{"timeout": 5, "connect_to": to, **options})) as client:
            return await check_links(urls, client, keep, known=known)

    checks = asyncio.run(run())
    assert checks == {url: outcome.check for url, outcome in found.items()}
    return {url: replace(found[url], check=replace(found[url].check, seconds=None)) for url in checks}


def check(url: str, web: LocalWeb | None = None, **options: Any) -> Check:
    return outcomes([url], web, **options)[url].check


def redirect(web: LocalWeb, source: str, location: str, status: int = 302) -> None:
    host, _, path = source.partition("/")
    web.reply(host, f"/{path}", Reply(status, headers={"Location": location}))


class TestPages:
    def test_a_page_that_is_there(self, plain_web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KINEWS_NOW", "2026-11-23T08:00:00Z")
        plain_web.page("t3n.de", "/x", "<title>Ein Artikel</title>")
        outcome = outcomes(["http://t3n.de/x"], plain_web)["http://t3n.de/x"]
        assert outcome.check == Check(
            Verdict.OK, "http_200", 200, "http://t3n.de/x", tries=1, checked_at="2026-11-23T08:00:00Z"
        )
        assert outcome.page is not None
        assert outcome.page.text == "<title>Ein Artikel</title>"
        assert [request.method for request in plain_web.requests] == ["GET"]

    def test_a_page_that_is_not(self, plain_web: LocalWeb) -> None:
        outcome = outcomes(["http://t3n.de/weg"], plain_web)["http://t3n.de/weg"]
        assert (outcome.check.verdict, outcome.check.reason) == (Verdict.BROKEN, "http_404")
        assert outcome.page is None

    def test_over_tls(self, tls_web: LocalWeb, ca_file: Path) -> None:
        tls_web.page("t3n.de", "/x", "x")
        assert check("https://t3n.de/x", tls_web, ca_file=str(ca_file)).verdict is Verdict.OK
        assert check("https://t3n.de/x", tls_web).reason == "tls_untrusted"

    def test_equal_links_are_asked_once_and_the_order_is_kept(self, plain_web: LocalWeb) -> None:
        for host in ("a.de", "b.de"):
            plain_web.page(host, "/", "da")
        urls = ["http://b.de/", "http://a.de/", "http://b.de/"]
        assert list(outcomes(urls, plain_web)) == ["http://b.de/", "http://a.de/"]
        assert len(plain_web.requests) == 2


class TestRedirects:
    def test_permanent_then_temporary(self, plain_web: LocalWeb) -> None:
        redirect(plain_web, "alt.de/a", "http://neu.de/b?c=1", 301)
        redirect(plain_web, "neu.de/b?c=1", "/c", 302)
        plain_web.page("neu.de", "/c", "<h1 id=teil>da")
        found = check("http://alt.de/a#teil", plain_web)
        assert (found.verdict, found.status, found.final_url) == (Verdict.MOVED, 200, "http://neu.de/c#teil")
        assert [(hop.status, hop.location) for hop in found.hops] == [
            (301, "http://neu.de/b?c=1"),
            (302, "http://neu.de/c"),
        ]
        assert found.evidence == (Evidence("permanent_url", "http://neu.de/b?c=1#teil"),)

    def test_temporary(self, plain_web: LocalWeb) -> None:
        redirect(plain_web, "t3n.de/a", "b?x=ü#neu")
        plain_web.page("t3n.de", "/b", "da")
        found = check("http://t3n.de/a#alt", plain_web)
        assert (found.verdict, found.final_url) == (Verdict.OK, "http://t3n.de/b?x=ü#neu")

    @pytest.mark.slow
    @pytest.mark.parametrize(("hops", "verdict"), [(20, Verdict.OK), (21, Verdict.BROKEN)])
    def test_as_many_as_browsers_follow(self, hops: int, verdict: Verdict, plain_web: LocalWeb) -> None:
        def reply(request: Request) -> Reply:
            left = int(request.path[1:])
            return Reply(302, headers={"Location": f"/{left - 1}"}) if left else Reply(200)

        plain_web.reply("t3n.de", "*", reply)
        assert check(f"http://t3n.de/{hops}", plain_web).verdict is verdict

    def test_a_loop(self, plain_web: LocalWeb) -> None:
        redirect(plain_web, "t3n.de/a", "/b")
        redirect(plain_web, "t3n.de/b", "/a#x")
        found = check("http://t3n.de/a", plain_web)
        assert (found.verdict, found.reason, found.status) == (Verdict.BROKEN, "redirect_loop", 302)
        assert len(plain_web.requests) == 4  # two, and two as a browser would

    def test_no_location(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(302))
        assert check("http://t3n.de/x", plain_web).reason == "no_location"

    def test_to_a_page_that_is_gone(self, plain_web: LocalWeb) -> None:
        redirect(plain_web, "t3n.de/x", "/weg", 301)
        found = check("http://t3n.de/x", plain_web)
        assert (found.verdict, found.reason, len(found.hops)) == (Verdict.BROKEN, "http_404", 1)

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            ("http://127.0.0.1/", "non_public"),
            ("http://2130706433/", "non_public"),
            ("http://[::ffff:a9fe:a9fe]/latest", "non_public"),
            ("//169.254.169.254/latest/meta-data", "non_public"),
            ("http://localhost/", "non_public"),
            ("http://t3n.de:22/", "port"),
            ("file:///etc/passwd", "scheme"),
            ("data:text/html,x", "scheme"),
            ("javascript:alert(1)", "scheme"),
            ("http://u:p@t3n.de/", "credentials"),
            (r"\\evil.example\x", "odd_url"),
            ("http://[", "odd_url"),
            (f"http://{'a' * 64}.de/", "odd_url"),
            ("/newsletter/abmelden?id=7", "one_click"),
        ],
    )
    def test_where_a_redirect_is_not_followed_to(self, location: str, reason: str, plain_web: LocalWeb) -> None:
        redirect(plain_web, "t3n.de/x", location)
        found = check("http://t3n.de/x", plain_web)
        assert (found.verdict, found.reason) == (Verdict.REFUSED, reason)
        assert plain_web.connections == 1

    def test_a_cookie_comes_back_along_the_chain_and_no_further(self, plain_web: LocalWeb) -> None:
        def reply(request: Request) -> Reply:
            if request.headers.get("cookie") == "seen=1":
                return Reply(200)
            return Reply(301, headers={"Location": request.target, "Set-Cookie": "seen=1"})

        plain_web.reply("verlag.de", "*", reply)
        found = outcomes(["http://verlag.de/a", "http://verlag.de/b"], plain_web)
        assert {outcome.check.verdict for outcome in found.values()} == {Verdict.OK}
        assert [len(plain_web.asked("verlag.de", path)) for path in ("/a", "/b")] == [2, 2]

    def test_a_publisher_that_hands_out_a_cookie_at_another_host(self, tls_web: LocalWeb, ca_file: Path) -> None:
        """As nature.com does: 303 to idp.nature.com, and back with a cookie for the whole domain."""
        article = "https://www.nature.com/articles/s41551-018-0195-0"

        def page(request: Request) -> Reply:
            if "idp_session" in request.headers.get("cookie", ""):
                return Reply(200, "da")
            return Reply(303, headers={"Location": "https://idp.nature.com/authorize?redirect_uri=x"})

        back = {"Location": article, "Set-Cookie": "idp_session=1; Domain=.nature.com; Path=/; Secure"}
        tls_web.reply("www.nature.com", "*", page)
        tls_web.reply("idp.nature.com", "*", Reply(302, headers=back))
        found = check(article, tls_web, ca_file=str(ca_file))
        assert (found.verdict, found.final_url, len(found.hops)) == (Verdict.OK, article, 2)

    def test_a_cookie_does_not_go_to_another_host(self, plain_web: LocalWeb) -> None:
        cookie = {"Location": "http://b.de/", "Set-Cookie": "secret=1"}
        plain_web.reply("a.de", "/", Reply(302, headers=cookie))
        check("http://a.de/", plain_web)
        assert "cookie" not in plain_web.asked("b.de")[0].headers


class TestTrouble:
    def test_a_server_that_recovers(self, plain_web: LocalWeb) -> None:
        replies = iter([Reply(503), Reply(200)])
        plain_web.reply("t3n.de", "/x", lambda _: next(replies))
        found = check("http://t3n.de/x", plain_web)
        assert (found.verdict, found.tries) == (Verdict.OK, 2)

    def test_a_reset_that_passes(self, plain_web: LocalWeb) -> None:
        replies = iter([Reply(reset=True), Reply(200)])
        plain_web.reply("t3n.de", "/x", lambda _: next(replies))
        assert check("http://t3n.de/x", plain_web).tries == 2

    @pytest.mark.slow
    def test_retry_after_is_obeyed(self, plain_web: LocalWeb) -> None:
        replies = iter([Reply(429, headers={"Retry-After": "1"}), Reply(200)])
        plain_web.reply("t3n.de", "/x", lambda _: next(replies))
        assert check("http://t3n.de/x", plain_web).verdict is Verdict.OK
        first, second = plain_web.requests
        assert second.time - first.time >= 1

    def test_a_pause_beyond_the_deadline_is_not_waited_for(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(429, headers={"Retry-After": "60"}))
        began = time.monotonic()
        found = check("http://t3n.de/x", plain_web)
        assert (found.verdict, found.tries) == (Verdict.BLOCKED, 1)
        assert time.monotonic() - began < 1

    def test_one_deadline_for_the_whole_chain(self, plain_web: LocalWeb) -> None:
        def reply(request: Request) -> Reply:
            return Reply(302, headers={"Location": f"{request.path}x"}, delay=0.1)

        plain_web.reply("t3n.de", "*", reply)
        began = time.monotonic()
        found = check("http://t3n.de/", plain_web, timeout=0.35)
        assert (found.verdict, found.reason) == (Verdict.UNREACHABLE, "timeout")
        assert time.monotonic() - began < 0.8

    @pytest.mark.slow
    def test_a_lost_answer_leaves_time_for_another(self, plain_web: LocalWeb) -> None:
        replies = iter([Reply(200, delay=20), Reply(200)])
        plain_web.reply("t3n.de", "/x", lambda _: next(replies))
        found = check("http://t3n.de/x", plain_web, timeout=5.1)
        assert (found.verdict, found.tries) == (Verdict.OK, 2)

    def test_one_bad_link_changes_no_other(self, plain_web: LocalWeb) -> None:
        plain_web.reply("hang.de", "/", Reply(200, delay=20))
        plain_web.page("gut.de", "/", "da")
        seen: list[str] = []
        found = outcomes(
            ["http://hang.de/", "http://gut.de/"], plain_web, timeout=0.4, on_outcome=lambda url, _: seen.append(url)
        )
        assert [outcome.check.reason for outcome in found.values()] == ["timeout", "http_200"]
        assert seen == ["http://gut.de/", "http://hang.de/"]

    def test_waiting_for_a_turn_does_not_count(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "*", Reply(200, delay=0.12))
        urls = [f"http://t3n.de/{number}" for number in range(6)]
        found = outcomes(urls, plain_web, timeout=0.4, max_per_host=1)
        assert {outcome.check.verdict for outcome in found.values()} == {Verdict.OK}

    def test_what_was_learned_survives_an_interruption(self, plain_web: LocalWeb) -> None:
        plain_web.page("gut.de", "/", "da")
        plain_web.reply("hang.de", "/", Reply(200, delay=20))
        seen: list[str] = []

        async def run() -> None:
            to = (ConnectTo.parse(plain_web.connect_to()[1]),)
            async with Web(WebSettings(connect_to=to)) as web:
                urls = ["http://gut.de/", "http://hang.de/"]
                learned = asyncio.Event()

                async def keep(url: str, _: Outcome) -> None:
                    seen.append(url)
                    learned.set()

                task = asyncio.create_task(check_links(urls, web, keep))
                await learned.wait()
                task.cancel()
                await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(run())
        assert seen == ["http://gut.de/"]

    def test_a_fault_of_the_caller_is_not_swallowed(self, plain_web: LocalWeb) -> None:
        def full_disk(_: str, __: Outcome) -> None:
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            outcomes(["http://a.de/", "http://b.de/"], plain_web, on_outcome=full_disk)


class TestRefused:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/",
            "http://10.0.0.1/",
            "ftp://t3n.de/",
            "http://t3n.de:81/",
            "http://a:b@t3n.de/",
            "http://t3n.de/logout",
        ],
    )
    def test_we_do_not_go_there(self, url: str, plain_web: LocalWeb) -> None:
        found = check(url, plain_web)
        assert (found.verdict, found.tries, found.status) == (Verdict.REFUSED, 0, None)
        assert plain_web.connections == 0

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.one_of(st.text(max_size=30), st.text("[]:/@.%?#1x", max_size=15).map("http://".__add__)), max_size=6
        )
    )
    def test_whatever_somebody_writes_ends_in_a_verdict(self, urls: list[str]) -> None:
        assert len(outcomes(urls)) == len(set(urls))

    def test_a_loopback_server_is_left_alone_unless_allowed(self, plain_web: LocalWeb) -> None:
        plain_web.page("127.0.0.1", "/", "da")
        assert check(plain_web.url()).verdict is Verdict.REFUSED
        assert plain_web.connections == 0
        assert check(plain_web.url(), allow_private=True).verdict is Verdict.OK


@pytest.fixture
def hanging_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    asked: list[str] = []
    end = threading.Event()

    def getaddrinfo(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        end.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield asked
    end.set()


class TestNoNetwork:
    """The ban of the tests makes every name outside fail at once, as without network."""

    LINKS = tuple(f"https://host{number % 5}.de/{number}" for number in range(14))

    def test_no_name_resolves(self) -> None:
        began = time.monotonic()
        found = outcomes(list(self.LINKS))
        assert time.monotonic() - began < 1
        assert {(o.check.verdict, o.check.reason, o.check.tries) for o in found.values()} == {
            (Verdict.UNREACHABLE, "no_network", 1)
        }

    def test_each_host_is_asked_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def getaddrinfo(host: str, *_: object, **__: object) -> list[Any]:
            asked.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        found = outcomes(list(self.LINKS))
        assert {outcome.check.reason for outcome in found.values()} == {"no_network"}
        assert sorted(asked) == [f"host{number}.de" for number in range(5)]

    def test_a_name_server_that_hangs_costs_one_deadline(self, hanging_resolver: list[str]) -> None:
        began = time.monotonic()
        found = outcomes([f"https://host.de/{number}" for number in range(14)], timeout=0.4, max_per_host=2)
        assert time.monotonic() - began < 0.8
        assert {outcome.check.reason for outcome in found.values()} == {"no_network"}
        assert hanging_resolver == ["host.de"]

    def test_a_name_is_broken_once_another_has_resolved(self, plain_web: LocalWeb) -> None:
        plain_web.reply("gut.de", "/", Reply(200, delay=0.1))
        seen: list[str] = []
        found = outcomes(
            ["http://gibt-es-nicht.de/", "http://gut.de/"],
            connect_to=(ConnectTo.parse(f"gut.de::127.0.0.1:{plain_web.port}"),),
            on_outcome=lambda url, _: seen.append(url),
        )
        gone = found["http://gibt-es-nicht.de/"].check
        assert (gone.verdict, gone.reason) == (Verdict.BROKEN, "no_such_host")
        assert seen == ["http://gut.de/", "http://gibt-es-nicht.de/"]

    def test_a_reserved_name_needs_no_network_to_be_broken(self) -> None:
        found = check("http://gibt-es-nicht.invalid/x")
        assert (found.verdict, found.reason) == (Verdict.BROKEN, "reserved_name")

    def test_a_local_service_does_not_make_names_broken(self, plain_web: LocalWeb) -> None:
        found = outcomes([plain_web.url(), "https://t3n.de/"], allow_private=True)
        assert found["https://t3n.de/"].check.reason == "no_network"
