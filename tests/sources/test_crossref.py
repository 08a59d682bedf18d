from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.sources.crossref import read_work, standing, work_source

DOI = "10.1038/s41586-000-0000-1"


def record(**fields: Any) -> dict[str, Any]:
    return {"DOI": DOI, "type": "journal-article", "title": ["A title"], **fields}


def read(**fields: Any) -> Source:
    return work_source(record(**fields), DOI, SourceKind.NATURE, Language())


def notice(kind: str, doi: str = "10.1038/s41586-000-0000-2") -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "source": "publisher", "updated": {"date-parts": [[2020, 11, 17]]}}


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
    status, evidence = standing(record(**{"updated-by": [notice("correction"), notice("retraction")]}), DOI)
    assert status is SourceStatus.RETRACTED
    assert [item.value for item in evidence] == [
        "correction 10.1038/s41586-000-0000-2 2020-11-17 (publisher)",
        "retraction 10.1038/s41586-000-0000-2 2020-11-17 (publisher)",
    ]


def test_the_notice_itself_is_not_retracted() -> None:
    assert standing(record(title=["Retraction Note: A title"], **{"update-to": [notice("retraction")]}), DOI) == (
        SourceStatus.OK,
        (),
    )


def test_a_notice_that_points_at_itself_speaks_of_itself() -> None:
    assert standing(record(**{"update-to": [notice("retraction", DOI.upper())]}), DOI)[0] is SourceStatus.RETRACTED


@pytest.mark.parametrize("title", ["RETRACTED: A title", "RETRACTED ARTICLE: A title", "Retracted article : A title"])
def test_a_title_may_say_it_alone(title: str) -> None:
    assert standing(record(title=[title]), DOI)[0] is SourceStatus.RETRACTED


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
    source = read(title=["On <i>E. coli</i> &amp; H<sub>2</sub>O"], abstract="<jats:p>Short\n text.</jats:p>")
    assert source.title == "On E. coli & H2O"
    assert source.abstract == "Short text."


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
        {"container-title": 5, "publisher": [], "abstract": {}, "type": {}},
    ],
)
def test_fields_of_the_wrong_type_are_no_fields(fields: dict[str, Any]) -> None:
    assert read(**fields).status is SourceStatus.OK


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
