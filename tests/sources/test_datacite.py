from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.sources.datacite import read_work, work_source

DOI = "10.5281/zenodo.1000001"


def read(**fields: Any) -> Source:
    return work_source({"doi": DOI, **fields}, DOI, SourceKind.DOI, Language())


def test_says_what_the_data_are(fixtures: Path) -> None:
    work = read_work((fixtures / "doi" / "datacite-dataset.json").read_bytes(), DOI)
    assert work is not None
    source = work_source(work, DOI, SourceKind.DOI, Language())
    assert (source.id, source.type, source.doi) == (f"doi:{DOI}", "dataset", DOI)
    assert source.title == "Bilder von Netzen, und was die Netze darauf sehen"
    assert source.author == (Name("Beispiel", "Bea"), Name("Muster", "Max"), Name(literal="A Group of Testers"))
    assert source.issued == (2020, 4, 20)
    assert (source.container_title, source.publisher) == (None, "Zenodo")
    assert source.abstract == "Die Bilder sind von uns, und die Netze sind es auch."
    assert (source.status, source.version) == (SourceStatus.OK, "1.2")


@pytest.mark.parametrize(
    ("general", "type_"),
    [
        ("Software", "software"),
        ("Preprint", "article"),
        ("Text", "document"),
        ("JournalArticle", "article-journal"),
        (3, "document"),
    ],
)
def test_kinds_of_works(general: Any, type_: str) -> None:
    assert read(types={"resourceTypeGeneral": general}).type == type_


def test_the_year_serves_where_no_date_is_given() -> None:
    assert read(publicationYear=2020, dates=[{"date": "2021-01-01", "dateType": "Updated"}]).issued == (2020,)
    assert read(publicationYear=2020, dates=[{"date": "2019-05", "dateType": "Submitted"}]).issued == (2019, 5)


def test_newer_records_have_a_publisher_with_fields_and_a_journal() -> None:
    source = read(publisher={"name": "A Press"}, container={"type": "Journal", "title": "A Journal"})
    assert (source.publisher, source.container_title) == ("A Press", "A Journal")


@pytest.mark.parametrize(
    "fields",
    [
        {"titles": "x", "creators": 3, "dates": {"date": 1}, "types": []},
        {
            "titles": [{"title": 1}, 2],
            "creators": [{"name": []}, "x"],
            "descriptions": [{"descriptionType": "Abstract"}],
        },
        {"publicationYear": "2020", "publisher": 1, "container": [], "version": 2, "language": 1},
    ],
)
def test_fields_of_the_wrong_type_are_no_fields(fields: dict[str, Any]) -> None:
    source = read(**fields)
    assert (source.title, source.author, source.issued, source.publisher) == (None, (), (), None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"errors": [{"status": "404", "title": "The resource you are looking for does not exist."}]}',
        b'{"data": {"attributes": {"doi": "10.5281/zenodo.2"}}}',
        b'{"data": [{"attributes": {}}]}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_anything_but_the_record_asked_for_is_nothing(body: bytes) -> None:
    assert read_work(body, DOI) is None


def test_the_doi_is_compared_without_case() -> None:
    body = json.dumps({"data": {"attributes": {"doi": DOI.upper()}}}).encode()
    assert read_work(body, DOI) is not None
