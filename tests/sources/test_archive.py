from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.sources import archive
from kinews_cli.sources.archive import (
    AVAILABILITY_HOST,
    CDX_HOST,
    ArchiveAnswer,
    Copy,
    askable,
    nearest_copies,
    read_table,
)
from kinews_cli.values import replace
from kinews_cli.web import turns
from kinews_cli.web.answer import Answer
from kinews_cli.web.client import Web
from kinews_cli.web.manners import Pace
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply, Request

CDX = "/cdx/search/cdx"
AVAILABLE = "/wayback/available"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "archive"
PAGE = "https://example.org/netze.html"
OTHER = "https://example.org/andere.html"
THIRD = "https://example.org/dritte.html"
DAY = date(2021, 4, 20)
NONE = ArchiveAnswer(None, known=True)
SILENCE = ArchiveAnswer(None, known=False)
FIELDS = ["timestamp", "original", "mimetype", "statuscode"]

Nearest = Callable[..., Mapping[str, ArchiveAnswer]]


def row(timestamp: Any, original: Any = PAGE, mimetype: Any = "text/html", status: Any = "200") -> list[Any]:
    return [timestamp, original, mimetype, status]


def table(*rows: object) -> Reply:
    """A CDX answer in the documented shape: the names of the fields, then the captures."""
    return Reply(200, json.dumps([FIELDS, *rows]), {"Content-Type": "application/json"})


def snapshot(**changed: Any) -> Reply:
    """An answer of the availability API, with some fields of its snapshot changed."""
    value = json.loads((FIXTURES / "available-yes.json").read_text(encoding="utf-8"))
    value["archived_snapshots"]["closest"].update(changed)
    return Reply(200, json.dumps(value), {"Content-Type": "application/json"})


def recorded(name: str, status: int = 200, **headers: str) -> Reply:
    return Reply(status, (FIXTURES / name).read_bytes(), headers)


def parameters(request: Request) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.target).query))


def asked(web: LocalWeb) -> list[tuple[str, str]]:
    return [(request.host, request.path) for request in web.requests]


@pytest.fixture
def nearest(settings: WebSettings, monkeypatch: pytest.MonkeyPatch) -> Nearest:
    """Ask the archive that `tls_web` plays, without the pauses that the real one is due."""
    monkeypatch.setattr(turns, "pace_of", lambda host, per_host: (host, Pace(per_host, 1_000)))

    def run(
        *urls: str, day: date | None = DAY, settings: WebSettings = settings, **options: Any
    ) -> Mapping[str, ArchiveAnswer]:
        async def body() -> Mapping[str, ArchiveAnswer]:
            async with Web(settings) as web:
                return await nearest_copies(dict.fromkeys(urls, day), web, **options)

        return asyncio.run(body())

    return run


def test_the_copy_from_just_before_the_issue_is_proposed(tls_web: LocalWeb, nearest: Nearest) -> None:
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-three-captures.json"))
    copy = Copy("https://web.archive.org/web/20210419081530/http://www.example.org/netze.html", "2021-04-19")
    assert nearest(PAGE) == {PAGE: ArchiveAnswer(copy, known=True)}
    assert asked(tls_web) == [(CDX_HOST, CDX)]


def test_the_question_is_one_for_pages_nearest_to_the_day(tls_web: LocalWeb, nearest: Nearest) -> None:
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-no-capture.json"))
    nearest(PAGE)
    assert parameters(tls_web.requests[0]) == {
        "url": PAGE,
        "matchType": "exact",
        "output": "json",
        "fl": ",".join(FIELDS),
        "filter": "statuscode:200",
        "closest": "20210420120000",
        "sort": "closest",
        "limit": "100",
    }


def test_without_a_date_the_newest_is_the_one_nearest_to_now(
    tls_web: LocalWeb, nearest: Nearest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINEWS_NOW", "2022-06-01T10:00:00Z")
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-three-captures.json"))
    copy = nearest(PAGE, day=None)[PAGE].copy
    assert copy is not None
    assert copy.taken == "2022-01-03"
    assert parameters(tls_web.requests[0])["closest"] == "20220601100000"


def test_no_capture_is_an_answer_and_nobody_else_is_asked(tls_web: LocalWeb, nearest: Nearest) -> None:
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-no-capture.json"))
    assert nearest(PAGE) == {PAGE: NONE}
    assert asked(tls_web) == [(CDX_HOST, CDX)]


@pytest.mark.parametrize(
    ("timestamps", "taken"),
    [
        (["20210418000000", "20210421000000"], "2021-04-21"),  # soon after, the page still is what was linked
        (["20201201000000", "20210801000000"], "2020-12-01"),  # months after, it may be what took its place
        (["20201201000000", "20210430000000"], "2021-04-30"),
        (["20120101000000", "20210801000000"], "2021-08-01"),  # nine years before is another page as well
        (["20210801000000"], "2021-08-01"),
    ],
)
def test_a_copy_from_long_after_the_issue_counts_as_a_year_farther_away(
    tls_web: LocalWeb, nearest: Nearest, timestamps: list[str], taken: str
) -> None:
    tls_web.reply(CDX_HOST, CDX, table(*map(row, timestamps)))
    copy = nearest(PAGE)[PAGE].copy
    assert copy is not None
    assert copy.taken == taken


@pytest.mark.parametrize("mimetype", ["warc/revisit", "unk", "application/json"])
def test_a_page_is_preferred_and_anything_else_better_than_nothing(
    tls_web: LocalWeb, nearest: Nearest, mimetype: str
) -> None:
    revisit = row("20210419000000", mimetype=mimetype)
    replies = iter((table(revisit, row("20210101000000", mimetype="application/pdf")), table(revisit)))
    tls_web.reply(CDX_HOST, CDX, lambda _: next(replies))
    found = nearest(PAGE, OTHER)
    assert [answer.copy.taken for answer in found.values() if answer.copy] == ["2021-01-01", "2021-04-19"]


@pytest.mark.parametrize(
    "foreign",
    [
        row("20210419000000", "https://evil.example.net/netze.html"),
        row("20210419000000", "https://example.org.example.net/"),
        row("20210419000000", "https://awww.example.org/"),
        row("20210419000000", "https://sub.example.org/netze.html"),
        row("20210419000000", "https://user:secret@example.org/"),
        row("20210419000000", "javascript:alert(1)//example.org"),
        row("20210419000000", "https://example.org/a\nb"),
        row("20210419000000", "https://example.org:8443/"),
        row("20210419000000", None),
        row("20210419000000", status="404"),
        row("20210419000000", status="-"),
        row("20210419000000", status=200),
        row("20210400000000"),  # such days stand in the index
        row("20211301000000"),
        row("20210419996161"),
        row("2021041900"),
        row("２０２１０４１９００００００"),
        row("19700101000000"),
        row("29990101000000"),
        row(20210419000000),
        row(None),
        ["20210419000000", PAGE],
        [*row("20210419000000"), "more"],
        [],
        {},
        "20210419000000",
        17,
    ],
)
def test_a_row_that_is_no_copy_of_this_page_is_none(tls_web: LocalWeb, nearest: Nearest, foreign: object) -> None:
    replies = iter((table(foreign), table(foreign, row("20190501000000", OTHER))))
    tls_web.reply(CDX_HOST, CDX, lambda _: next(replies))
    found = nearest(PAGE, OTHER)
    assert found[PAGE] == NONE
    assert found[OTHER].copy == Copy(f"https://web.archive.org/web/20190501000000/{OTHER}", "2019-05-01")


def test_the_order_of_the_fields_is_read_from_the_table() -> None:
    body = json.dumps([["statuscode", "length", *FIELDS[:3]], ["200", "1415", "20210419000000", PAGE, "text/html"]])
    assert read_table(body.encode()) == [dict(zip(FIELDS, row("20210419000000"), strict=True))]


@pytest.mark.parametrize(
    "original",
    ["http://example.org/a b", "http://example.org/größe", "http://example.org/%22<x>", "http://example.org/`|"],
)
def test_the_address_of_a_copy_needs_no_further_escaping(tls_web: LocalWeb, nearest: Nearest, original: str) -> None:
    tls_web.reply(CDX_HOST, CDX, table(row("20210419000000", original)))
    copy = nearest(PAGE)[PAGE].copy
    assert copy is not None
    assert copy.url.isascii()
    assert not set(copy.url) & set(' "<>`|\\^{}')


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.org/a?b=c&d=e%20f", "https://example.org/a?b=c&d=e%20f"),
        ("https://example.org/a+b/*", "https://example.org/a+b/*"),
        ("HTTPS://Example.org:443", "https://example.org/"),
        ("https://bücher.de/größe", "https://xn--bcher-kva.de/gr%C3%B6%C3%9Fe"),
    ],
)
def test_an_address_arrives_whole_at_both_services(tls_web: LocalWeb, nearest: Nearest, url: str, sent: str) -> None:
    tls_web.reply(AVAILABILITY_HOST, AVAILABLE, recorded("available-no.json"))
    nearest(url)
    cdx, availability = (parameters(request) for request in tls_web.requests)
    assert cdx["url"] == sent
    assert availability == {"url": sent.partition("://")[2], "timestamp": "20210420120000"}


def test_links_that_differ_in_their_fragment_only_cost_one_request(tls_web: LocalWeb, nearest: Nearest) -> None:
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-three-captures.json"))
    found = nearest(PAGE, f"{PAGE}#fazit", PAGE)
    assert found[PAGE] == found[f"{PAGE}#fazit"]
    assert len(tls_web.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/20190501000000/https://example.org/",
        "https://archive.ph/AbCdE",
        "https://www.webcitation.org/5abc",
        "http://intranet/protokoll.html",
        "http://localhost/",
        "http://drucker.local/",
        "http://fritz.box/",
        "http://wiki.firma.internal/",
        "http://192.168.0.10/",
        "http://93.184.216.34/",
        "http://0x7f.1/",
        "http://[2606:2800:220:1::1]/",
        "https://user:secret@example.org/",
        "https://example.org:8443/",
        "ftp://example.org/",
        "https://example.org/newsletter/unsubscribe?id=17",
        "https://example.org\\@evil.example.net/",
        "https://example.org/\ud800",
        "mailto:a@example.org",
        "",
    ],
)
def test_what_is_nobodys_business_is_never_sent_whatever_this_run_allows(
    tls_web: LocalWeb, nearest: Nearest, settings: WebSettings, url: str
) -> None:
    assert askable(url) is None
    assert nearest(url, settings=replace(settings, allow_private=True)) == {url: NONE}
    assert tls_web.connections == 0


@pytest.mark.parametrize(
    "reply",
    [
        recorded("cdx-excluded.txt", 403),
        Reply(403, "", {"X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException: Blocked Site Error"}),
        Reply(
            200,
            "org.archive.util.io.RuntimeIOException: "
            "org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots",
        ),
    ],
)
def test_a_site_that_wants_no_copies_shown_has_none(tls_web: LocalWeb, nearest: Nearest, reply: Reply) -> None:
    tls_web.reply(CDX_HOST, CDX, reply)
    assert nearest(PAGE, OTHER, THIRD) == dict.fromkeys((PAGE, OTHER, THIRD), NONE)
    assert asked(tls_web) == [(CDX_HOST, CDX)] * 3


NO_ANSWERS = [
    Reply(503, "<html><body><h1>503 Service Unavailable</h1></body></html>", {"Retry-After": "1"}),
    Reply(403, "Forbidden"),
    Reply(404, "<title>Not found</title>", {"Content-Type": "text/html"}),
    Reply(302, "", {"Location": "https://web.archive.org/"}),
    Reply(
        200,
        "<html><body>Internet Archive services are temporarily offline.</body></html>",
        {"Content-Type": "text/html"},
    ),
    Reply(200, ""),
    Reply(200, b"\xff\xfe\x00"),
    Reply(200, "null"),
    Reply(200, "17"),
    Reply(200, '"[]"'),
    Reply(200, "[17]"),
    Reply(200, '[["timestamp", "original"], ["20210419000000", "https://example.org/netze.html"]]'),
    Reply(200, '[[["timestamp"], {}, null]]'),
    Reply(200, "{}"),
    Reply(200, '{"archived_snapshots": []}'),
    Reply(200, "[" * 100_000),
    Reply(200, "[" + "9" * 10_000 + "]"),
    Reply(200, "[" + " " * 600_000 + "]"),  # more than is read
    Reply(200, (FIXTURES / "cdx-three-captures.json").read_bytes(), cut=120),
    Reply(200, b"not gzip", {"Content-Encoding": "gzip"}),
    Reply(raw=b"\x00\x01\x02"),
    Reply(reset=True),
]


@pytest.mark.parametrize("reply", NO_ANSWERS)
def test_whatever_else_the_cdx_server_says_the_other_service_is_asked(
    tls_web: LocalWeb, nearest: Nearest, reply: Reply
) -> None:
    tls_web.reply(CDX_HOST, CDX, reply)
    tls_web.reply(AVAILABILITY_HOST, AVAILABLE, recorded("available-yes.json"))
    copy = Copy("https://web.archive.org/web/20210419081530/http://example.org/netze.html", "2021-04-19")
    assert nearest(PAGE) == {PAGE: ArchiveAnswer(copy, known=True)}
    assert asked(tls_web) == [(CDX_HOST, CDX), (AVAILABILITY_HOST, AVAILABLE)]


@pytest.mark.parametrize("reply", NO_ANSWERS)
def test_two_failures_in_a_row_end_the_asking(tls_web: LocalWeb, nearest: Nearest, reply: Reply) -> None:
    tls_web.reply("*", "*", reply)
    assert nearest(PAGE, OTHER, THIRD) == dict.fromkeys((PAGE, OTHER, THIRD), SILENCE)
    assert asked(tls_web) == [(CDX_HOST, CDX), (AVAILABILITY_HOST, AVAILABLE)]


def test_an_archive_that_hangs_costs_two_deadlines(tls_web: LocalWeb, nearest: Nearest, settings: WebSettings) -> None:
    tls_web.reply("*", "*", Reply(200, "[]", delay=5))
    found = nearest(PAGE, OTHER, THIRD, settings=replace(settings, timeout=0.15))
    assert found == dict.fromkeys((PAGE, OTHER, THIRD), SILENCE)
    assert len(tls_web.requests) <= 2


def test_no_network_is_no_answer(nearest: Nearest) -> None:
    assert nearest(PAGE, OTHER, settings=WebSettings()) == {PAGE: SILENCE, OTHER: SILENCE}


def test_a_failure_between_answers_ends_nothing(tls_web: LocalWeb, nearest: Nearest) -> None:
    replies = {PAGE: Reply(503), OTHER: table(), THIRD: Reply(503)}
    tls_web.reply(CDX_HOST, CDX, lambda request: replies[parameters(request)["url"]])
    tls_web.reply(AVAILABILITY_HOST, AVAILABLE, recorded("available-no.json"))
    assert nearest(PAGE, OTHER, THIRD) == {PAGE: SILENCE, OTHER: NONE, THIRD: SILENCE}


def test_a_cdx_server_that_failed_twice_is_left_alone_while_the_other_service_answers(
    tls_web: LocalWeb, nearest: Nearest
) -> None:
    tls_web.reply(CDX_HOST, CDX, Reply(503))
    tls_web.reply(AVAILABILITY_HOST, AVAILABLE, recorded("available-yes.json"))
    found = nearest(PAGE, OTHER, THIRD)
    assert all(answer.copy for answer in found.values())
    assert [host for host, _ in asked(tls_web)].count(CDX_HOST) == 2
    assert [host for host, _ in asked(tls_web)].count(AVAILABILITY_HOST) == 3


@pytest.mark.parametrize(
    "reply",
    [
        recorded("available-no.json"),
        Reply(200, '{"archived_snapshots": {"closest": null}}'),
        snapshot(available=False),
        snapshot(available="true"),
        snapshot(status="404"),
        snapshot(status=None),
        snapshot(url="http://web.archive.org/web/20210419081530/http://evil.example.net/"),
        snapshot(url="http://evil.example.net/web/20210419081530/http://example.org/netze.html"),
        snapshot(url="http://web.archive.org/web/20210400081530/http://example.org/netze.html"),
        snapshot(url=["http://web.archive.org/web/20210419081530/http://example.org/netze.html"]),
    ],
)
def test_a_no_of_the_availability_api_proves_nothing(tls_web: LocalWeb, nearest: Nearest, reply: Reply) -> None:
    tls_web.reply(AVAILABILITY_HOST, AVAILABLE, reply)
    assert nearest(PAGE) == {PAGE: SILENCE}


@pytest.mark.parametrize(
    "headers", [{}, {"Retry-After": "60"}, {"Retry-After": "soon"}, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}]
)
def test_after_a_429_nothing_is_asked(tls_web: LocalWeb, nearest: Nearest, headers: dict[str, str]) -> None:
    tls_web.reply(CDX_HOST, CDX, Reply(429, "<h1>Too Many Requests</h1>", headers))
    assert nearest(PAGE, OTHER) == {PAGE: SILENCE, OTHER: SILENCE}
    assert asked(tls_web) == [(CDX_HOST, CDX)]


@pytest.mark.slow
def test_a_short_rest_is_granted_once(tls_web: LocalWeb, nearest: Nearest) -> None:
    rest = Reply(429, "", {"Retry-After": "1"})
    replies = [rest, recorded("cdx-no-capture.json")]
    tls_web.reply(CDX_HOST, CDX, lambda _: replies.pop(0))
    assert nearest(PAGE) == {PAGE: NONE}
    assert tls_web.requests[1].time - tls_web.requests[0].time >= 1.0


@pytest.mark.slow
def test_but_not_twice(tls_web: LocalWeb, nearest: Nearest) -> None:
    tls_web.reply(CDX_HOST, CDX, Reply(429, "", {"Retry-After": "1"}))
    assert nearest(PAGE, OTHER) == {PAGE: SILENCE, OTHER: SILENCE}
    assert len(tls_web.requests) == 2


def test_one_request_at_a_time(tls_web: LocalWeb, nearest: Nearest) -> None:
    under_way: list[str] = []
    most = 0

    def answer(request: Request) -> Reply:
        nonlocal most
        under_way.append(request.target)
        most = max(most, len(under_way))
        time.sleep(0.02)
        under_way.remove(request.target)
        return table()

    tls_web.reply(CDX_HOST, CDX, answer)
    nearest(*(f"{PAGE}?{number}" for number in range(5)))
    assert (most, len(tls_web.requests)) == (1, 5)


def test_beyond_the_deadline_of_the_run_nothing_is_asked(tls_web: LocalWeb, nearest: Nearest) -> None:
    assert nearest(PAGE, until=0.0) == {PAGE: SILENCE}
    assert tls_web.requests == []


@pytest.mark.parametrize("day", [date.min, date(23, 4, 20), date.max])
def test_a_mistyped_year_is_only_far_away(tls_web: LocalWeb, nearest: Nearest, day: date) -> None:
    tls_web.reply(CDX_HOST, CDX, recorded("cdx-three-captures.json"))
    assert nearest(PAGE, day=day)[PAGE].copy is not None
    assert len(parameters(tls_web.requests[0])["closest"]) == 14


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text()
    | st.sampled_from([PAGE, "200", "20210419000000"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(FIELDS), inner),
)


@pytest.mark.slow
@given(first=JSON, second=JSON)
def test_no_json_makes_it_stumble(first: Any, second: Any) -> None:
    target = askable(PAGE)
    assert target is not None
    for value in (first, [FIELDS, first, second], {"archived_snapshots": {"closest": first}}):
        answer = Answer(PAGE, 200, {}, json.dumps(value).encode())
        for service in archive._SERVICES:
            found = service.read(answer, target, datetime(2021, 4, 20, tzinfo=UTC))
            assert found is None or isinstance(found, ArchiveAnswer)
