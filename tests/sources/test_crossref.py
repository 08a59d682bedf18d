from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.crossref import HOST, ask, ask_agency, read_agency, read_work, spacing, standing, work_source
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer
from kinews_cli.web.client import Web
from kinews_cli.web.manners import Pace, pace_of
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply

DOI = "10.1038/s41586-000-0000-1"
PRINTED = {"published-print": {"date-parts": [[2021, 1]]}, "published-online": {"date-parts": [[2020, 11, 3]]}}


def record(**fields: Any) -> dict[str, Any]:
    return {"DOI": DOI, "type": "journal-article", "title": ["A title"], **fields}


def read(**fields: Any) -> Source:
    return work_source(record(**fields), DOI, SourceKind.NATURE, Language())


def notice(kind: str, doi: str = "10.1038/s41586-000-0000-2", day: tuple[int, ...] = (2020, 11, 17)) -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "source": "publisher", "updated": {"date-parts": [list(day)]}}


def test_the_days_online_and_in_print_are_kept() -> None:
    source = read(issued={"date-parts": [[2020, 11, 3]]}, **PRINTED)
    assert source.issued == (2020, 11, 3)
    assert source.evidence == (Evidence("published_online", "2020-11-03"), Evidence("published_print", "2021-01"))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("retraction", SourceStatus.RETRACTED),
        ("withdrawal", SourceStatus.RETRACTED),
        ("removal", SourceStatus.RETRACTED),
        ("expression_of_concern", SourceStatus.CONCERN),
        ("Expression of Concern", SourceStatus.CONCERN),
        ("correction", SourceStatus.CORRECTED),
        ("erratum", SourceStatus.CORRECTED),
        ("addendum", SourceStatus.CORRECTED),
        ("new_version", SourceStatus.OK),
    ],
)
def test_a_notice_says_how_the_work_stands(kind: str, status: SourceStatus) -> None:
    assert standing(record(**{"updated-by": [notice(kind)]}), DOI)[0] is status


def test_the_gravest_notice_counts_wherever_it_stands() -> None:
    notices = [notice("correction"), notice("expression_of_concern"), notice("retraction")]
    status, evidence = standing(record(**{"updated-by": notices}), DOI)
    assert status is SourceStatus.RETRACTED
    assert evidence == (
        Evidence("update", "retraction 10.1038/s41586-000-0000-2 2020-11-17 publisher"),
        Evidence("update", "expression_of_concern 10.1038/s41586-000-0000-2 2020-11-17 publisher"),
        Evidence("update", "correction 10.1038/s41586-000-0000-2 2020-11-17 publisher"),
    )


def test_of_equals_the_newest_is_named_first() -> None:
    notices = [
        notice("correction", "10.1/a", (2019,)),
        notice("correction", "10.1/b", (2021, 3)),
        notice("erratum", "10.1/c", ()),
    ]
    assert [item.value for item in standing(record(**{"updated-by": notices}), DOI)[1]] == [
        "correction 10.1/b 2021-03 publisher",
        "correction 10.1/a 2019 publisher",
        "erratum 10.1/c publisher",
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [((2021, 1, 1), SourceStatus.OK), ((2020, 1, 1), SourceStatus.RETRACTED), ((), SourceStatus.RETRACTED)],
)
def test_a_reinstatement_undoes_what_came_before_it(day: tuple[int, ...], status: SourceStatus) -> None:
    notices = [notice("reinstatement", day=day), notice("retraction")]
    assert standing(record(**{"updated-by": notices}), DOI)[0] is status


def test_what_was_reinstated_stays_corrected() -> None:
    notices = [notice("reinstatement", day=(2021, 1, 1)), notice("retraction"), notice("correction")]
    assert standing(record(**{"updated-by": notices}), DOI)[0] is SourceStatus.CORRECTED


@pytest.mark.parametrize(
    "title", ["Retraction Note: A title", "Retracted: A title", "RETRACTED: A title", "Correction to: A title"]
)
def test_the_notice_itself_is_not_retracted(title: str) -> None:
    assert standing(record(title=[title], **{"update-to": [notice("retraction")]}), DOI) == (SourceStatus.OK, ())


def test_a_notice_that_points_at_itself_speaks_of_itself() -> None:
    assert standing(record(**{"update-to": [notice("retraction", DOI.upper())]}), DOI)[0] is SourceStatus.RETRACTED


@pytest.mark.parametrize(
    "title",
    ["RETRACTED: A title", "RETRACTED ARTICLE: A title", "Retracted article : A title", "[Retracted] A title"],
)
def test_a_title_may_say_it_alone(title: str) -> None:
    assert standing(record(title=[title]), DOI) == (SourceStatus.RETRACTED, (Evidence("crossref_title", title),))


@pytest.mark.parametrize("title", ["Retraction Note: A title", "Retracted: A title", "Retracted articles: a survey"])
def test_titles_that_do_not_say_it(title: str) -> None:
    assert standing(record(title=[title]), DOI)[0] is SourceStatus.OK


def test_a_preprint_and_its_article_are_named_as_links_are() -> None:
    relation = {
        "has-preprint": [
            {"id-type": "doi", "id": "10.1101/2020.01.22.914952", "asserted-by": "object"},
            {"id-type": "doi", "id": "10.48550/arXiv.2005.05535", "asserted-by": "subject"},
            {"id-type": "arxiv", "id": "2105.05233"},
            {"id-type": "doi", "id": "https://doi.org/10.1101/2020.01.22.914952"},
            {"id-type": "uri", "id": "https://example.org/"},
            {"id-type": "doi", "id": 7},
            "odd",
        ],
        "is-preprint-of": [{"id-type": "doi", "id": "10.1038/S41586-000-0000-3"}],
    }
    assert read(relation=relation).evidence == (
        Evidence("has_preprint", "doi:10.1101/2020.01.22.914952"),
        Evidence("has_preprint", "arxiv:2005.05535"),
        Evidence("has_preprint", "arxiv:2105.05233"),
        Evidence("is_preprint_of", "doi:10.1038/s41586-000-0000-3"),
    )


def test_dates_are_the_earliest_and_as_exact_as_possible() -> None:
    assert read(issued={"date-parts": [[2018, 3]]}, **{"published-online": {"date-parts": [[2018, 3, 5]]}}).issued == (
        2018,
        3,
        5,
    )
    assert read(issued={"date-parts": [[1953, 4]]}, **{"published-online": {"date-parts": [[2003, 1, 1]]}}).issued == (
        1953,
        4,
    )
    assert read(issued={"date-parts": [[None]]}).issued == ()


def test_titles_and_abstracts_come_without_markup() -> None:
    source = read(
        title=["On <i>E. coli</i> &amp; H<sub>2</sub>O"],
        abstract="<jats:title>Abstract</jats:title><jats:p>Short\n text.</jats:p><jats:p>And more.</jats:p>",
    )
    assert source.title == "On E. coli & H2O"
    assert source.abstract == "Short text. And more."


def test_markup_that_was_escaped_once_too_often_goes_as_well() -> None:
    assert read(title=["A &lt;b&gt;bold&lt;/b&gt; claim"]).title == "A bold claim"
    assert read(title=["Where a &lt; b and c &gt; d"]).title == "Where a < b and c > d"


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("A title", "and what is below it", "A title: and what is below it"),
        ("A question?", "An answer", "A question? An answer"),
        ("A title: with all of it", "With all of it", "A title: with all of it"),
        ("A title", "", "A title"),
    ],
)
def test_a_subtitle_is_part_of_the_title(title: str, subtitle: str, whole: str) -> None:
    assert read(title=[title], subtitle=[subtitle]).title == whole


@pytest.mark.parametrize(
    ("fields", "type_", "container"),
    [
        ({"container-title": ["A Journal"]}, "article-journal", "A Journal"),
        (
            {"type": "proceedings-article", "container-title": ["Proceedings of X"]},
            "paper-conference",
            "Proceedings of X",
        ),
        ({"type": "book-chapter", "container-title": ["A Series", "A Book in It"]}, "chapter", "A Book in It"),
        ({"type": "posted-content", "subtype": "preprint", "institution": [{"name": "bioRxiv"}]}, "article", "bioRxiv"),
        ({"type": "dissertation", "institution": [{"name": "A University"}]}, "thesis", None),
        ({"type": "monograph"}, "book", None),
        ({"type": "component"}, "document", None),
    ],
)
def test_kinds_of_works(fields: dict[str, Any], type_: str, container: str | None) -> None:
    source = read(**fields)
    assert (source.type, source.container_title) == (type_, container)


def test_persons_and_groups() -> None:
    author = [
        {"given": "Ryan", "family": "Poplin"},
        {"family": "Peng"},
        {"name": "A Consortium"},
        {"affiliation": []},
        "odd",
        7,
    ]
    assert read(author=author).author == (Name("Poplin", "Ryan"), Name("Peng"), Name(literal="A Consortium"))


@pytest.mark.parametrize(
    "fields",
    [
        {"title": None},
        {"title": "A string"},
        {"title": [1, {}, None]},
        {"author": {"family": 3}},
        {"issued": "2018"},
        {"issued": {"date-parts": "2018"}},
        {"issued": {"date-parts": [[]]}},
        {"updated-by": {"type": ["retraction"]}},
        {"updated-by": "retraction"},
        {"container-title": 5, "publisher": [], "abstract": {}, "type": {}, "subtitle": 1},
        {"type": "posted-content", "institution": {"name": 1}},
        {"relation": [], "update-to": {"DOI": 1, "type": "retraction"}},
        {
            "updated-by": [{"type": "correction", "DOI": None, "updated": {"date-parts": [["x"]]}}],
            "relation": {"has-preprint": 1},
        },
    ],
)
def test_fields_of_the_wrong_type_are_no_fields(fields: dict[str, Any]) -> None:
    assert read(**fields).status in {SourceStatus.OK, SourceStatus.CORRECTED}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Resource not found.",
        b"[]",
        b"null",
        b'{"message": []}',
        b'{"message": {"DOI": "10.1038/other"}}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_anything_but_the_record_asked_for_is_nothing(body: bytes) -> None:
    assert read_work(body, DOI) is None


def test_the_doi_is_compared_without_case() -> None:
    assert read_work(json.dumps({"message": {"DOI": DOI.upper()}}).encode(), DOI) is not None


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("work-retracted.json", SourceStatus.RETRACTED),
        ("retraction-notice.json", SourceStatus.OK),
        ("work-nature-addendum.json", SourceStatus.CORRECTED),
        ("work-with-correction.json", SourceStatus.CORRECTED),
    ],
)
def test_recorded_works(shared: Path, name: str, status: SourceStatus) -> None:
    body = (shared / "samples" / "crossref" / name).read_bytes()
    doi = json.loads(body)["message"]["DOI"]
    work = read_work(body, doi)
    assert work is not None
    source = work_source(work, doi, SourceKind.NATURE, Language())
    assert source.status is status
    assert source.title
    assert source.issued
    assert source.type == "article-journal"


def test_the_agency_is_read_from_its_answer(fixtures: Path) -> None:
    assert read_agency((fixtures / "doi" / "agency-datacite.json").read_bytes()) == "datacite"
    for body in (
        b"",
        b"Resource not found.",
        b'{"message": {"agency": "datacite"}}',
        b'{"message": {"agency": {"id": 1}}}',
    ):
        assert read_agency(body) == ""


@pytest.mark.parametrize(
    ("limit", "interval", "seconds"),
    [
        ("5", "1s", 0.0),  # what we keep anyway
        ("50", "1s", 0.0),
        ("1", "1s", 1.0),
        ("2", "1s", 0.5),
        ("20", "1m", 3.0),
        ("1", "1h", 10.0),  # no link waits for ever
        ("0", "1s", 0.0),
        ("-1", "1s", 0.0),
        ("²", "1s", 0.0),
        ("5", "soon", 0.0),
        ("", "", 0.0),
    ],
)
def test_the_pace_is_the_one_that_the_last_answer_allowed(limit: str, interval: str, seconds: float) -> None:
    assert spacing({"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}) == seconds


def test_requests_keep_the_pace_that_crossref_asks_for(tls_web: LocalWeb, settings: WebSettings) -> None:
    headers = {"X-Rate-Limit-Limit": "10", "X-Rate-Limit-Interval": "3s", "X-Concurrency-Limit": "1"}
    tls_web.reply(HOST, "*", Reply(404, "Resource not found.", headers))

    async def body() -> None:
        async with Web(settings) as web:
            await asyncio.gather(ask("10.1/a", web), ask("10.1/b", web), ask_agency("10.1/a", web))

    asyncio.run(body())
    first, second, third = (request.time for request in tls_web.requests)
    assert second - first >= 0.28
    assert third - second >= 0.28


def test_whatever_it_allows_it_is_asked_over_one_connection() -> None:
    assert pace_of(HOST, 6) == ("crossref.org", Pace(1, 5))


@pytest.mark.parametrize(
    ("contact", "query"),
    [
        ("post@example.org", {"mailto": ["post@example.org"]}),
        ("mailto:post@example.org", {"mailto": ["post@example.org"]}),
        ("https://example.org/contact", {}),
        (None, {}),
    ],
)
def test_a_mail_address_asks_for_the_polite_pool(
    tls_web: LocalWeb, settings: WebSettings, contact: str | None, query: dict[str, list[str]]
) -> None:
    async def body() -> None:
        async with Web(replace(settings, contact=contact)) as web:
            answer = await ask("10.1016/s0000-0000(98)00001-0", web)
            assert isinstance(answer, Answer)

    asyncio.run(body())
    (request,) = tls_web.requests
    assert request.query == query
    assert request.path == "/works/10.1016/s0000-0000(98)00001-0"
