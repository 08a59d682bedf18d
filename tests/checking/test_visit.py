"""A second look before anything is called bad; the page behind a 200; earlier verdicts renewed. All over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from kinews_cli.checking.check import Known, Outcome, check_links
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import HTML, LocalWeb, Reply, Request

GONE = "<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1><p>Fehler 404: Hier ist nichts mehr.</p>"
ARTICLE = "<title>Wale hören mit dem Kiefer</title><h1>Wale hören mit dem Kiefer</h1>" + "<p>Ein langer Satz.</p>" * 80


def visit(web: LocalWeb, url: str, known: Mapping[str, Known] | None = None, **options: Any) -> Outcome:
    to = (ConnectTo.parse(web.connect_to()[1]),)
    found: dict[str, Outcome] = {}

    async def keep(url: str, outcome: Outcome) -> None:
        found[url] = outcome

    async def run() -> None:
        async with Web(WebSettings(timeout=5, connect_to=to, **options)) as client:
            await check_links([url], client, keep, known=known)

    asyncio.run(run())
    return found[url]


def signals(check: Check) -> dict[str, str]:
    return {entry.signal: entry.value for entry in check.evidence}


def looks_like_a_browser(request: Request) -> bool:
    return request.headers["user-agent"].startswith("Mozilla/5.0") and "sec-fetch-mode" in request.headers


class TestASecondLook:
    def test_a_site_that_wants_browsers(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", lambda r: Reply(200, "da") if looks_like_a_browser(r) else Reply(403))
        check = visit(plain_web, "http://t3n.de/x").check
        assert (check.verdict, check.status, check.tries) == (Verdict.OK, 200, 2)
        assert "http_403" in signals(check)["second_opinion"]

    def test_kinews_says_who_it_is_at_first(self, plain_web: LocalWeb) -> None:
        visit(plain_web, "http://t3n.de/x", contact="post@example.org")
        first, second = plain_web.requests
        assert first.headers["user-agent"].endswith("(+mailto:post@example.org)")
        assert looks_like_a_browser(second)

    @pytest.mark.parametrize(
        ("first", "second", "verdict", "status"),
        [
            (404, 404, Verdict.BROKEN, 404),
            (403, 403, Verdict.BLOCKED, 403),
            (403, 404, Verdict.BROKEN, 404),
            (404, 403, Verdict.BROKEN, 404),
            (400, 403, Verdict.BLOCKED, 403),
            (401, 500, Verdict.BLOCKED, 401),
            (406, 200, Verdict.OK, 200),
            (500, 200, Verdict.OK, 200),
        ],
    )
    def test_what_two_looks_make_of_a_link(
        self,
        first: int,
        second: int,
        verdict: Verdict,
        status: int,
        plain_web: LocalWeb,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("kinews_cli.checking.retry._FIRST", 0.01)
        plain_web.reply("t3n.de", "/x", lambda r: Reply(second if looks_like_a_browser(r) else first))
        check = visit(plain_web, "http://t3n.de/x").check
        assert (check.verdict, check.status) == (verdict, status)

    def test_a_good_page_is_asked_once(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/x", ARTICLE)
        assert visit(plain_web, "http://t3n.de/x").check.verdict is Verdict.OK
        assert len(plain_web.requests) == 1


class TestThePageBehindA200:
    def test_a_page_that_says_it_is_none(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "*", GONE)
        check = visit(plain_web, "http://t3n.de/news/wale").check
        assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, "soft_404", 200)
        assert len(check.evidence) >= 2

    def test_an_article_is_none_of_this(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/news/wale", ARTICLE)
        assert visit(plain_web, "http://t3n.de/news/wale").check.evidence == ()

    def test_unless_a_browser_gets_another(self, plain_web: LocalWeb) -> None:
        page = Reply(200, ARTICLE, {"Content-Type": HTML})
        gone = Reply(200, GONE, {"Content-Type": HTML})
        plain_web.reply("t3n.de", "/news/wale", lambda r: page if looks_like_a_browser(r) else gone)
        assert visit(plain_web, "http://t3n.de/news/wale").check.verdict is Verdict.OK

    def test_a_deep_link_sent_to_the_start_page_like_any_other(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/", ARTICLE)
        plain_web.reply("t3n.de", "*", lambda r: Reply(301, headers={"Location": "/"}))
        check = visit(plain_web, "http://t3n.de/news/2019/wale").check
        assert (check.verdict, check.reason) == (Verdict.BROKEN, "start_page")
        assert "start_page" in signals(check)
        assert any(
            request.path.startswith("/news/2019/") and "wale" not in request.path for request in plain_web.requests
        )

    def test_but_not_where_only_this_one_is_sent_there(self, plain_web: LocalWeb) -> None:
        """A campaign's address that has become the start page: what does not exist is still answered with 404."""
        plain_web.page("t3n.de", "/", ARTICLE)
        plain_web.reply("t3n.de", "/aktion/2019", Reply(301, headers={"Location": "/"}))
        assert visit(plain_web, "http://t3n.de/aktion/2019").check.verdict is Verdict.MOVED

    def test_a_start_page_linked_as_such(self, plain_web: LocalWeb) -> None:
        plain_web.page("www.t3n.de", "/", ARTICLE)
        plain_web.reply("t3n.de", "/", Reply(301, headers={"Location": "http://www.t3n.de/"}))
        assert visit(plain_web, "http://t3n.de/").check.verdict is Verdict.MOVED

    def test_a_page_that_sends_its_readers_on(self, plain_web: LocalWeb) -> None:
        refresh = '<html><head><meta http-equiv="refresh" content="0; url=/weg"></head></html>'
        plain_web.page("t3n.de", "/x", refresh)
        check = visit(plain_web, "http://t3n.de/x").check
        assert (check.verdict, check.status) == (Verdict.BROKEN, 404)
        assert [(hop.status, hop.location) for hop in check.hops] == [(200, "http://t3n.de/weg")]

    def test_or_only_loads_itself_anew(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/x", '<html><head><meta http-equiv="refresh" content="0; url=/x"></head>da</html>')
        assert visit(plain_web, "http://t3n.de/x").check.verdict is Verdict.OK

    def test_or_to_a_place_where_we_do_not_go(self, plain_web: LocalWeb) -> None:
        plain_web.page(
            "t3n.de",
            "/x",
            '<html><head><meta http-equiv="refresh" content="0; url=http://localhost:1/"></head>da</html>',
        )
        assert visit(plain_web, "http://t3n.de/x").check.verdict is Verdict.OK

    def test_a_bot_check_in_the_pages_place(self, plain_web: LocalWeb) -> None:
        page = (
            "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>"
            "<script src='/cdn-cgi/challenge-platform/x'></script>"
        )
        plain_web.reply("t3n.de", "/x", Reply(403, page, {"Content-Type": HTML}))
        check = visit(plain_web, "http://t3n.de/x").check
        assert (check.verdict, check.reason) == (Verdict.BLOCKED, "challenge")


class TestWrappers:
    def test_the_target_is_asked_and_the_counter_is_not(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/x", "da")
        url = "https://www.google.com/url?q=http://t3n.de/x&sa=D"
        check = visit(plain_web, url).check
        assert (check.verdict, check.final_url) == (Verdict.OK, "http://t3n.de/x")
        assert signals(check)["unwrapped"] == "http://t3n.de/x"
        assert [request.host for request in plain_web.requests] == ["t3n.de"]


class TestAnEarlierVerdict:
    URL = "http://t3n.de/x"
    EARLIER = Check(
        Verdict.OK, "http_200", 200, URL, tries=1, checked_at="2026-11-01T08:00:00Z", evidence=(Evidence("seen", "it"),)
    )

    def known(self, **validators: str) -> dict[str, Known]:
        return {self.URL: Known(self.EARLIER, Validators(**validators))}

    def test_it_is_renewed_where_the_server_says_so(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", lambda r: Reply(304 if r.headers.get("if-none-match") == '"a"' else 200))
        outcome = visit(plain_web, self.URL, self.known(etag='"a"'))
        assert (outcome.check.verdict, outcome.check.status, outcome.page) == (Verdict.OK, 200, None)
        assert signals(outcome.check) == {"seen": "it", "validated": "unchanged since the last look"}
        assert outcome.check.checked_at != self.EARLIER.checked_at

    def test_by_its_date_too(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", lambda r: Reply(304 if "if-modified-since" in r.headers else 200))
        outcome = visit(plain_web, self.URL, self.known(last_modified="Mon, 02 Nov 2026 08:00:00 GMT"))
        assert "validated" in signals(outcome.check)

    def test_else_it_is_made_anew(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(200, "neu", {"ETag": '"b"'}))
        outcome = visit(plain_web, self.URL, self.known(etag='"a"'))
        assert outcome.page is not None
        assert outcome.validators == Validators('"b"', None)
        assert outcome.check.evidence == ()

    def test_behind_a_redirect_only_the_end_is_asked_that_way(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/alt", Reply(301, headers={"Location": "/x"}))
        plain_web.reply("t3n.de", "/x", lambda r: Reply(304 if "if-none-match" in r.headers else 200))
        outcome = visit(plain_web, "http://t3n.de/alt", {"http://t3n.de/alt": Known(self.EARLIER, Validators('"a"'))})
        assert outcome.check.verdict is Verdict.MOVED
        assert signals(outcome.check)["permanent_url"] == self.URL
        assert "if-none-match" not in plain_web.requests[0].headers

    def test_a_poisoned_cache_is_as_good_as_none(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/x", "da")
        poisoned = Known(Check(Verdict.OK, "http_200", 200, "http://[x#y"), Validators('"a"'))
        assert visit(plain_web, self.URL, {self.URL: poisoned}).check.verdict is Verdict.OK


class TestTheRun:
    @pytest.mark.slow
    def test_a_host_that_refuses_everything_is_given_up(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "*", Reply(429))
        to = (ConnectTo.parse(plain_web.connect_to()[1]),)

        async def run() -> dict[str, Check]:
            async with Web(WebSettings(connect_to=to, run_timeout=60)) as web:
                return await check_links([f"http://t3n.de/{number}" for number in range(40)], web)

        checks = asyncio.run(run())
        assert {check.verdict for check in checks.values()} == {Verdict.BLOCKED}
        assert len(plain_web.requests) < 16

    @pytest.mark.slow
    def test_who_asks_for_rest_is_not_looked_at_again(self, plain_web: LocalWeb) -> None:
        plain_web.reply("t3n.de", "/x", Reply(429, headers={"Retry-After": "1"}))
        assert visit(plain_web, "http://t3n.de/x").check.verdict is Verdict.BLOCKED
        assert not any(looks_like_a_browser(request) for request in plain_web.requests)

    def test_one_link_that_goes_wrong_inside_us_is_one_link(
        self, plain_web: LocalWeb, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain_web.page("t3n.de", "*", GONE)
        plain_web.page("gut.de", "/", "da")
        monkeypatch.setattr("kinews_cli.checking.page.judge_page", lambda *_: 1 / 0)
        to = (ConnectTo.parse(plain_web.connect_to()[1]),)

        async def run() -> dict[str, Check]:
            async with Web(WebSettings(connect_to=to)) as web:
                return await check_links(["http://t3n.de/weg", "http://gut.de/"], web)

        bad, good = asyncio.run(run()).values()
        assert (bad.verdict, bad.reason) == (Verdict.UNREACHABLE, "unexpected")
        assert good.verdict is Verdict.OK

    def test_spellings_of_one_address_share_a_visit(self, plain_web: LocalWeb) -> None:
        plain_web.page("t3n.de", "/%C3%A4", "<h1 id=a>da</h1>")
        to = (ConnectTo.parse(plain_web.connect_to()[1]),)
        urls = ["http://t3n.de/%C3%A4", "http://T3N.de:80/ä", "http://t3n.de/%c3%a4#a", "http://t3n.de/%C3%A4#b"]

        async def run() -> dict[str, Check]:
            async with Web(WebSettings(connect_to=to)) as web:
                return await check_links(urls, web)

        checks = asyncio.run(run())
        assert len(plain_web.requests) == 1
        assert [signals(check).get("fragment_missing") for check in checks.values()] == [None, None, None, "#b"]
        assert checks[urls[2]].final_url == "http://t3n.de/%C3%A4#a"

    def test_what_has_not_ended_in_time_is_unchecked(self, plain_web: LocalWeb) -> None:
        plain_web.page("gut.de", "/", "da")
        plain_web.reply("hang.de", "/", Reply(200, delay=20))
        to = (ConnectTo.parse(plain_web.connect_to()[1]),)

        async def run() -> dict[str, Check]:
            async with Web(WebSettings(connect_to=to, run_timeout=0.4)) as web:
                return await check_links(["http://gut.de/", "http://hang.de/"], web)

        checks = asyncio.run(run())
        assert checks["http://gut.de/"].verdict is Verdict.OK
        assert checks["http://hang.de/"] == Check(Verdict.UNCHECKED, "run_timeout")
