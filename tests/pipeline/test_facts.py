from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinews_cli import clock
from kinews_cli.model.issue import Issue
from kinews_cli.model.source import Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.pipeline import asking
from kinews_cli.pipeline.facts import Gathered, Network, Wanted, gather, known_facts
from kinews_cli.pipeline.progress import Silent
from kinews_cli.reading.building import read_issue
from kinews_cli.store import Store
from kinews_cli.values import replace
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import HTML, LocalWeb, Reply

NOW = "2026-11-23T12:00:00Z"
LONG_AGO = "2026-10-01T12:00:00Z"
OPEN = WebSettings(allow_private=True, timeout=5)
UNCHANGED = Reply(304, headers={"ETag": '"1"'})
PAGE = Reply(200, "<html lang=de><title>Seite</title><p>Guten Tag", {"Content-Type": HTML, "ETag": '"1"'})


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEWS_NOW", NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as store:
        yield store


def issue(*urls: str) -> Issue:
    return read_issue(("KI News #6\n\nTitel\n\nText.\n\n" + "".join(f"L: {url}\n" for url in urls)).encode(), "006.txt")


def about(url: str) -> Source:
    return Source(url, SourceKind.PAGE, "webpage", title="Seite")


def gathered(store: Store, *urls: str, network: Network = Network.AS_NEEDED, web: WebSettings = OPEN) -> Gathered:
    return gather([issue(*urls)], store, network, web, Silent())


def test_what_still_stands_is_not_asked_again(store: Store, plain_web: LocalWeb) -> None:
    urls = [plain_web.url(f"/{number}") for number in range(50)]
    said = Check(Verdict.OK, "http_200", 200, urls[0], tries=1, checked_at=clock.stamp(clock.now()), seconds=0.25)
    for url in urls:
        store.keep_check(url, said)
        store.keep_source(url, about(url))
    found = gathered(store, *urls)
    assert {url: (facts.check, facts.source) for url, facts in found.facts.items()} == {
        url: (said, about(url)) for url in urls
    }
    assert all(facts.history is not None for facts in found.facts.values())
    assert (found.effort.requests, found.effort.from_cache, plain_web.requests) == (0, 50, [])


def test_what_was_learned_is_kept_with_its_validators(store: Store, plain_web: LocalWeb) -> None:
    url = plain_web.url("/a")
    plain_web.reply("*", "/a", PAGE)
    check = gathered(store, url).facts[url].check
    assert check.verdict is Verdict.OK
    assert (store.check(url), store.validators(url)) == (check, Validators('"1"'))
    assert store.source(url) is not None


class TestAStaleVerdict:
    @pytest.fixture
    def url(self, store: Store, plain_web: LocalWeb) -> str:
        url = plain_web.url("/a")
        store.keep_check(url, Check(Verdict.OK, "http_200", 200, url, tries=1, checked_at=LONG_AGO), Validators('"1"'))
        plain_web.reply("*", "/a", lambda request: UNCHANGED if request.headers.get("if-none-match") == '"1"' else PAGE)
        return url

    def test_is_confirmed_without_the_page(self, store: Store, plain_web: LocalWeb, url: str) -> None:
        store.keep_source(url, about(url))
        check = gathered(store, url).facts[url].check
        assert (check.verdict, check.checked_at) == (Verdict.OK, NOW)
        assert [request.headers.get("if-none-match") for request in plain_web.requests] == ['"1"']
        assert store.source(url) == about(url)
        assert store.validators(url) == Validators('"1"')

    def test_needs_the_page_where_it_was_not_read(self, store: Store, plain_web: LocalWeb, url: str) -> None:
        source = gathered(store, url).facts[url].source
        assert source is not None
        assert source.title == "Seite"
        assert [request.headers.get("if-none-match") for request in plain_web.requests] == [None]

    def test_but_not_where_nobody_wants_to_know_what_it_is(self, store: Store, plain_web: LocalWeb, url: str) -> None:
        gather([issue(url)], store, Network.AS_NEEDED, OPEN, Silent(), wanted=Wanted(sources=False))
        assert [request.headers.get("if-none-match") for request in plain_web.requests] == ['"1"']

    def test_is_asked_for_in_full_when_the_user_wants_it_afresh(
        self, store: Store, plain_web: LocalWeb, url: str
    ) -> None:
        store.keep_source(url, about(url))
        gathered(store, url, network=Network.AFRESH)
        assert [request.headers.get("if-none-match") for request in plain_web.requests] == [None]

    @pytest.mark.parametrize("network", [Network.OFF, Network.NOT_NEEDED])
    def test_stands_where_nothing_may_be_asked(
        self, store: Store, plain_web: LocalWeb, url: str, network: Network
    ) -> None:
        assert gathered(store, url, network=network).facts[url].check.checked_at == LONG_AGO
        assert known_facts(issue(url), store, OPEN) is None
        assert plain_web.requests == []


def test_what_is_not_known_offline_is_unchecked(store: Store) -> None:
    url = "https://www.alive.org/a"
    assert gathered(store, url, network=Network.OFF).facts[url].check == Check(Verdict.UNCHECKED, "offline")


def test_an_address_that_is_not_permitted_now_is_refused_whatever_was_once_said(store: Store) -> None:
    url = "http://127.0.0.1:8080/"
    store.keep_check(url, Check(Verdict.OK, "http_200", 200, url, tries=1, checked_at=NOW))
    found = gathered(store, url, web=WebSettings())
    assert found.facts[url].check.verdict is Verdict.REFUSED
    assert found.effort.from_cache == 0


def test_a_broken_link_is_looked_for_near_the_day_of_the_first_issue_that_names_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[asking.Question] = []

    def ask(question: asking.Question, *_: object) -> tuple[dict[str, Check], int]:
        questions.append(question)
        return {}, 0

    monkeypatch.setattr(asking, "ask", ask)
    first, other, undated = (f"https://www.alive.org/{name}" for name in ("first", "other", "undated"))
    issues = [
        replace(issue(first), date="2026-01-05"),
        replace(issue(first, other), date="2026-02-02"),
        issue(undated),
    ]
    gather(issues, store, Network.AS_NEEDED, WebSettings(), Silent())
    assert questions[0].archive == {first: dt.date(2026, 1, 5), other: dt.date(2026, 2, 2), undated: None}


def test_another_repository_under_a_known_name_is_noticed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes a name that has become free gets the readers of the one that had it."""
    url = "https://github.com/owner/name"

    def repository(number: str) -> Source:
        return replace(about(url), status=SourceStatus.OK, evidence=(Evidence("github_id", number),))

    def ask(_: asking.Question, __: WebSettings, learner: asking.Learner) -> tuple[dict[str, Check], int]:
        learner.source(url, repository("2"))
        return {url: Check(Verdict.OK, "github", 200)}, 1

    store.keep_source(url, repository("1"))
    monkeypatch.setattr("kinews_cli.pipeline.asking.ask", ask)
    for _ in range(2):  # it is told again as long as the link stands there
        source = gather([issue(url)], store, Network.AFRESH, OPEN, Silent()).facts[url].source
        assert source is not None
        assert Evidence("github_earlier_id", "1") in source.evidence


@pytest.mark.parametrize(
    ("network", "sent"),
    [(Network.AS_NEEDED, [None, '"1"']), (Network.AFRESH, [None, None])],
    ids=["as needed", "afresh"],
)
def test_github_is_asked_only_whether_it_has_changed(
    store: Store,
    tls_web: LocalWeb,
    ca_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    network: Network,
    sent: list[str | None],
) -> None:
    url = "https://github.com/owner/name"
    body = {
        "full_name": "owner/name",
        "id": 1,
        "description": "Das ist eine Sammlung von Bildern, die ein Netz gemalt hat.",
    }
    repository = Reply(200, json.dumps(body), {"Content-Type": "application/json", "ETag": '"1"'})
    tls_web.reply(
        "api.github.com",
        "/repos/owner/name",
        lambda request: UNCHANGED if request.headers.get("if-none-match") == '"1"' else repository,
    )
    web = WebSettings(connect_to=(ConnectTo.parse(tls_web.connect_to()[1]),), ca_file=str(ca_file), timeout=5)
    first = gathered(store, url, web=web).facts[url]
    monkeypatch.setenv("KINEWS_NOW", "2027-01-01T12:00:00Z")
    again = gathered(store, url, network=network, web=web).facts[url]
    assert [request.headers.get("if-none-match") for request in tls_web.asked("api.github.com")] == sent
    assert again.check.verdict is first.check.verdict is Verdict.OK
    assert again.source == first.source
