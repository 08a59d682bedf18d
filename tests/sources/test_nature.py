from __future__ import annotations

import json
from pathlib import Path

import pytest

from kinews_cli.model.source import Confidence, Name, SourceKind, SourceStatus
from kinews_cli.model.verdict import Verdict
from kinews_cli.sources.nature import NatureResolver
from kinews_cli.sources.resolver import UNKNOWN
from kinews_cli.values import replace
from kinews_cli.web import turns
from kinews_cli.web.manners import Pace
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply

from .conftest import Ask

HOST = "api.crossref.org"
EYES = "https://www.nature.com/articles/s41551-018-0195-0"
SEX = "https://www.nature.com/articles/s41598-021-89743-x"
NATURE = NatureResolver()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the pauses that the real services are due (tests/web/test_turns.py)."""
    monkeypatch.setattr(turns, "pace_of", lambda host, per_host: (host, Pace(1, 1_000)))


def path(article: str) -> str:
    return f"/works/10.1038/{article}"


@pytest.fixture
def crossref(tls_web: LocalWeb, fixtures: Path) -> LocalWeb:
    for article in ("s41551-018-0195-0", "s41598-021-89743-x"):
        body = (fixtures / "crossref" / f"{article}.json").read_bytes()
        tls_web.reply(HOST, path(article), Reply(200, body, {"Content-Type": "application/json"}))
    return tls_web


def test_says_what_the_article_is(crossref: LocalWeb, ask: Ask) -> None:
    source = ask(NATURE, EYES)[EYES].source
    assert source is not None
    assert (source.id, source.kind, source.type) == (
        "doi:10.1038/s41551-018-0195-0",
        SourceKind.NATURE,
        "article-journal",
    )
    assert source.title == "Prediction of cardiovascular risk factors from retinal fundus photographs via deep learning"
    assert source.author[0] == Name("Poplin", "Ryan")
    assert len(source.author) == 8
    assert source.issued == (2018, 2, 19)
    assert source.container_title == "Nature Biomedical Engineering"
    assert source.doi == "10.1038/s41551-018-0195-0"
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)
    assert source.status is SourceStatus.OK


def test_one_request_an_article_and_the_service_is_the_verdict(crossref: LocalWeb, ask: Ask) -> None:
    doi = "https://doi.org/10.1038/s41551-018-0195-0"
    found = ask(NATURE, EYES, SEX, doi)
    assert len(crossref.requests) == 2
    assert crossref.asked("www.nature.com") == []
    for url in (EYES, SEX, doi):
        check = found[url].check
        assert check is not None
        assert (check.verdict, check.reason) == (Verdict.OK, "crossref")


def test_a_figure_is_asked_for_itself(crossref: LocalWeb, ask: Ask) -> None:
    resolution = ask(NATURE, f"{EYES}/figures/1")[f"{EYES}/figures/1"]
    assert resolution.check is None
    assert resolution.source is not None


def test_a_contact_address_is_sent_along(crossref: LocalWeb, ask: Ask, settings: WebSettings) -> None:
    ask(NATURE, EYES, settings=replace(settings, contact="post@example.org"))
    ask(NATURE, EYES, settings=replace(settings, contact="https://example.org/contact"))
    assert [request.query for request in crossref.requests] == [{"mailto": ["post@example.org"]}, {}]


def test_an_unknown_doi_says_nothing_so_that_the_page_is_asked(crossref: LocalWeb, ask: Ask) -> None:
    crossref.reply(HOST, path("s41551-018-0195-0"), Reply(404, "Resource not found.", {"Content-Type": "text/plain"}))
    found = ask(NATURE, EYES, SEX)
    assert found[EYES] == UNKNOWN
    assert found[SEX].source is not None


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, "<html>maintenance</html>", {"Content-Type": "text/html"}),
        Reply(200, '{"message": {"DOI": "10.1038/another"}}'),
        Reply(200, '{"message": null}'),
        Reply(200, '{"mess', cut=3),
        Reply(500, "{}"),
    ],
)
def test_nonsense_says_nothing_and_the_next_is_asked(crossref: LocalWeb, ask: Ask, reply: Reply) -> None:
    crossref.reply(HOST, path("s41551-018-0195-0"), reply)
    found = ask(NATURE, EYES, SEX)
    assert found[EYES] == UNKNOWN
    assert found[SEX].source is not None


@pytest.mark.parametrize(
    ("reply", "requests"), [(Reply(429, "slow down"), 2), (Reply(503), 2), (Reply(reset=True), 2), (Reply(403), 1)]
)
def test_who_is_turned_away_asks_no_more(crossref: LocalWeb, ask: Ask, reply: Reply, requests: int) -> None:
    crossref.reply(HOST, path("s41551-018-0195-0"), reply)
    assert ask(NATURE, EYES, SEX) == {EYES: UNKNOWN, SEX: UNKNOWN}
    assert len(crossref.requests) == requests


def test_a_doi_of_nature_that_nobody_registered_is_missing(crossref: LocalWeb, ask: Ask) -> None:
    url, article = "https://doi.org/10.1038/s41586-999-0000-0", "https://www.nature.com/articles/s41586-999-0000-0"
    found = ask(NATURE, url, article)
    check = found[url].check
    assert check is not None
    assert (check.verdict, check.reason) == (Verdict.BROKEN, "doi_missing")
    assert found[article] == UNKNOWN  # the page tells of itself


def test_news_of_the_magazine_is_no_journal_article(tls_web: LocalWeb, ask: Ask) -> None:
    url = "https://www.nature.com/articles/d41586-019-02790-3"
    work = {
        "DOI": "10.1038/d41586-019-02790-3",
        "type": "journal-article",
        "title": ["How the telescope and those who built it were not ready"],
    }
    tls_web.json(HOST, path("d41586-019-02790-3"), {"message": work})
    source = ask(NATURE, url)[url].source
    assert source is not None
    assert (source.type, source.container_title) == ("article-newspaper", "Nature")
    assert source.language.code == "en"  # not filed: what Nature publishes is English


def test_retracted(tls_web: LocalWeb, ask: Ask, fixtures: Path) -> None:
    answer = json.loads((fixtures / "crossref" / "s41598-021-89743-x.json").read_text())
    answer["message"]["updated-by"] = [
        {"type": "retraction", "DOI": "10.1038/s41598-000-00000-0", "source": "publisher"}
    ]
    tls_web.json(HOST, path("s41598-021-89743-x"), answer)
    resolution = ask(NATURE, SEX)[SEX]
    assert resolution.source is not None
    assert resolution.check is not None
    assert resolution.source.status is SourceStatus.RETRACTED
    assert resolution.check.verdict is Verdict.OK  # the page is there all the same
