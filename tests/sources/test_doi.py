from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Confidence, Name, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources import crossref, datacite
from kinews_cli.sources.doi import HOST, DoiResolver
from kinews_cli.sources.resolver import UNKNOWN
from kinews_cli.web import turns
from kinews_cli.web.manners import Pace
from local_web import LocalWeb, Reply

from .conftest import Ask

DOIS = DoiResolver()
RETRACTED = "https://doi.org/10.1016/S0000-0000(98)00001-0"
DATA = "https://doi.org/10.5281/zenodo.1000001"
GHOST = "https://doi.org/10.1234/ghost"
PAPER = "10.1145/1234567.1234568"
NOT_FOUND = Reply(404, "Resource not found.", {"Content-Type": "text/plain"})


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the pauses that the real services are due (tests/web/test_turns.py)."""
    monkeypatch.setattr(turns, "pace_of", lambda host, per_host: (host, Pace(1, 1_000)))


@pytest.fixture
def agencies(tls_web: LocalWeb, fixtures: Path) -> LocalWeb:
    """Crossref, which has one article and knows whose the data are; DataCite, which has the data. The rest is not found."""

    def play(host: str, path: str, name: str) -> None:
        tls_web.reply(host, path, Reply(200, (fixtures / name).read_bytes(), {"Content-Type": "application/json"}))

    tls_web.reply(crossref.HOST, "*", NOT_FOUND)
    play(crossref.HOST, "/works/10.1016/s0000-0000(98)00001-0", "crossref/retracted.json")
    play(crossref.HOST, "/works/10.5281/zenodo.1000001/agency", "doi/agency-datacite.json")
    play(datacite.HOST, "/dois/10.5281/zenodo.1000001", "doi/datacite-dataset.json")
    return tls_web


def record(doi: str = PAPER, **fields: Any) -> str:
    return json.dumps({"message": {"DOI": doi, "type": "journal-article", "title": ["A title"], **fields}})


def asked(web: LocalWeb) -> list[str]:
    return [f"{request.host}{request.path}" for request in web.requests]


def test_an_article_is_crossref_s_to_tell_of(agencies: LocalWeb, ask: Ask) -> None:
    resolution = ask(DOIS, RETRACTED)[RETRACTED]
    source, check = resolution.source, resolution.check
    assert source is not None
    assert (source.id, source.kind) == ("doi:10.1016/s0000-0000(98)00001-0", SourceKind.DOI)
    assert (source.type, source.container_title) == ("article-journal", "A Journal of Examples")
    assert source.author == (Name("Example", "AB"),)
    assert source.issued == (1998, 2)
    assert source.status is SourceStatus.RETRACTED
    assert source.evidence[0] == Evidence(
        "update", "retraction 10.1016/s0000-0000(10)00003-0 2010-02-06 retraction-watch"
    )
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)
    assert check is not None
    assert (check.verdict, check.reason) == (Verdict.OK, "crossref")  # it is there, whatever it is worth
    assert len(agencies.requests) == 1


def test_data_are_datacite_s_to_tell_of(agencies: LocalWeb, ask: Ask) -> None:
    resolution = ask(DOIS, DATA)[DATA]
    source, check = resolution.source, resolution.check
    assert source is not None
    assert (source.type, source.publisher, source.issued) == ("dataset", "Zenodo", (2020, 4, 20))
    assert source.language.code == "de"
    assert check is not None
    assert (check.verdict, check.reason) == (Verdict.OK, "datacite")
    assert asked(agencies) == [
        "api.crossref.org/works/10.5281/zenodo.1000001",
        "api.crossref.org/works/10.5281/zenodo.1000001/agency",
        "api.datacite.org/dois/10.5281/zenodo.1000001",
    ]


def test_a_doi_that_nobody_registered_is_missing(agencies: LocalWeb, ask: Ask) -> None:
    resolution = ask(DOIS, GHOST)[GHOST]
    source, check = resolution.source, resolution.check
    assert source is not None
    assert source.status is SourceStatus.MISSING
    assert check is not None
    assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, "doi_missing", 404)
    assert check.evidence == (Evidence("service", "doi.org"), Evidence("doi", "10.1234/ghost"))
    assert asked(agencies)[-1] == "doi.org/10.1234/ghost"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(302, headers={"Location": "https://example.org/"}),
        Reply(200, "<html>"),
        Reply(500),
        Reply(403),
        Reply(429, headers={"Retry-After": "60"}),
        Reply(reset=True),
    ],
)
def test_only_doi_org_says_that_a_doi_does_not_exist(agencies: LocalWeb, ask: Ask, reply: Reply) -> None:
    agencies.reply(HOST, "/10.1234/ghost", reply)
    assert ask(DOIS, GHOST)[GHOST] == UNKNOWN


@pytest.mark.parametrize("agency", ["medra", "crossref", "", 7])
def test_of_other_agencies_works_the_page_tells(agencies: LocalWeb, ask: Ask, agency: object) -> None:
    agencies.json(crossref.HOST, "/works/10.1234/ghost/agency", {"message": {"agency": {"id": agency}}})
    assert ask(DOIS, GHOST)[GHOST] == UNKNOWN
    assert agencies.asked(HOST) == agencies.asked(datacite.HOST) == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, '{"errors": [{"status": "404"}]}'),
        Reply(200, "{}"),
        Reply(200, "<html>"),
        Reply(200, '{"data": {', cut=3),
        Reply(503, headers={"Retry-After": "60"}),
        Reply(reset=True),
    ],
)
def test_what_datacite_does_not_tell_the_page_tells(agencies: LocalWeb, ask: Ask, reply: Reply) -> None:
    agencies.reply(datacite.HOST, "/dois/10.5281/zenodo.1000001", reply)
    found = ask(DOIS, DATA, RETRACTED)
    assert found[DATA] == UNKNOWN
    assert found[RETRACTED].source is not None


@pytest.mark.parametrize("path", ["/works/10.5281/zenodo.1000001", "/works/10.5281/zenodo.1000001/agency"])
@pytest.mark.parametrize("reply", [Reply(429, headers={"Retry-After": "60"}), Reply(403), Reply(reset=True)])
def test_who_is_turned_away_asks_no_more(agencies: LocalWeb, ask: Ask, path: str, reply: Reply) -> None:
    agencies.reply(crossref.HOST, path, reply)
    assert ask(DOIS, DATA, RETRACTED) == {DATA: UNKNOWN, RETRACTED: UNKNOWN}


@pytest.mark.parametrize("first", [Reply(429), Reply(503), Reply(reset=True)])
def test_who_was_busy_is_asked_once_more(agencies: LocalWeb, ask: Ask, first: Reply) -> None:
    answers = [first, Reply(200, record())]
    agencies.reply(crossref.HOST, f"/works/{PAPER}", lambda _: answers.pop(0))
    url = f"https://doi.org/{PAPER}"
    assert ask(DOIS, url)[url].source is not None


@pytest.mark.parametrize(
    ("url", "vouched"),
    [
        (f"https://dl.acm.org/doi/{PAPER}", True),
        (f"https://dl.acm.org/doi/abs/{PAPER}", True),
        (f"https://dl.acm.org/doi/pdf/{PAPER}", False),
        (f"https://dl.acm.org/doi/epdf/{PAPER}", False),
        (f"https://dl.acm.org/doi/suppl/{PAPER}", False),
        (f"https://dl.acm.org/doi/{PAPER}/full", True),
        (f"https://dl.acm.org/doi/{PAPER}/figures/2", False),
        (f"https://dx.doi.org/{PAPER.upper()}", True),
        (f"https://journals.plos.org/plosone/article?id={PAPER}", True),
        (f"https://journals.plos.org/plosone/article/figure?id={PAPER}", False),
    ],
)
def test_the_work_vouches_for_its_own_page_only(agencies: LocalWeb, ask: Ask, url: str, vouched: bool) -> None:
    agencies.reply(crossref.HOST, f"/works/{PAPER}", Reply(200, record()))
    resolution = ask(DOIS, url)[url]
    assert resolution.source is not None
    assert resolution.source.id == f"doi:{PAPER}"
    assert (resolution.check is not None) is vouched


def test_a_doi_in_a_publisher_s_address_may_be_too_new_to_be_registered(agencies: LocalWeb, ask: Ask) -> None:
    publisher, link = f"https://dl.acm.org/doi/{PAPER}", f"https://doi.org/{PAPER}"
    assert ask(DOIS, publisher)[publisher] == UNKNOWN
    assert asked(agencies) == [f"api.crossref.org/works/{PAPER}"]
    found = ask(DOIS, publisher, link)
    assert found[publisher] == UNKNOWN
    assert found[link].check is not None


def test_one_work_is_asked_for_once(agencies: LocalWeb, ask: Ask) -> None:
    agencies.reply(crossref.HOST, f"/works/{PAPER}", Reply(200, record()))
    ask(DOIS, f"https://dl.acm.org/doi/{PAPER}", f"https://doi.org/{PAPER}", f"http://dx.doi.org/{PAPER}")
    assert len(agencies.requests) == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"language": "de", "abstract": "<p>This is what the net can do and what it has not been made for.</p>"}, "de"),
        ({"title": ["Was das Netz nicht kann und wie es dazu wurde"]}, "de"),
        ({"abstract": "<p>This is what the net can do and what it has not been made for.</p>"}, "en"),
        ({}, None),
    ],
)
def test_the_language_is_what_was_filed_else_what_the_words_say(
    agencies: LocalWeb, ask: Ask, fields: dict[str, Any], code: str | None
) -> None:
    url = f"https://doi.org/{PAPER}"
    agencies.reply(crossref.HOST, f"/works/{PAPER}", Reply(200, record(**fields)))
    source = ask(DOIS, url)[url].source
    assert source is not None
    assert source.language.code == code


ABSTRACT = (
    "<jats:p>What the net can do was not clear when it was made, and there are still people who would not use it for "
    "their own pictures. We show which of these doubts have a reason, and what could be done about them.</jats:p>"
)


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"title": ["What the net can do for those who use it"], "abstract": ABSTRACT}, ("en", Confidence.HIGH)),
        ({"title": ["What the net can do for those who use it"]}, ("en", Confidence.MEDIUM)),
        ({"title": ["Was das Netz nicht kann und wie es dazu wurde"], "abstract": ABSTRACT}, ("de", Confidence.MEDIUM)),
        ({"title": ["Measuring Pictures"], "original-title": ["Wie Bilder vermessen werden"], "abstract": ABSTRACT},
         ("de", Confidence.MEDIUM)),
        ({"language": "en", "title": ["Poses: Netze"]}, ("en", Confidence.HIGH)),
    ],
)  # fmt: skip
def test_an_abstract_makes_the_title_s_language_certain_but_never_another(
    agencies: LocalWeb, ask: Ask, fields: dict[str, Any], language: tuple[str, Confidence]
) -> None:
    url = f"https://doi.org/{PAPER}"
    agencies.reply(crossref.HOST, f"/works/{PAPER}", Reply(200, record(**fields)))
    source = ask(DOIS, url)[url].source
    assert source is not None
    assert (source.language.code, source.language.confidence) == language
