"""DataCite: what the DOIs of data, software and some preprints stand for (Zenodo, figshare, Dryad)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kinews_cli.border import clean
from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.sources.crossref import path_of, plain
from kinews_cli.sources.dates import parse_date, valid_date
from kinews_cli.sources.identify import source_id
from kinews_cli.sources.names import group, named, person
from kinews_cli.sources.patience import get_patiently
from kinews_cli.sources.resolver import fields_of, items_of, text_of
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

HOST = "api.datacite.org"
_LIMIT = 2 * 1024 * 1024
_TYPES = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Image": "graphic",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "PeerReview": "review",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
    "Standard": "standard",
}
_DATES = ("Issued", "Available", "Submitted")


async def ask(doi: str, web: Web) -> Answer | Failure:
    """One GET of the record."""
    url = f"https://{HOST}/dois/{path_of(doi)}"
    return await get_patiently(web, url, headers={"Accept": "application/vnd.api+json"}, limit=_LIMIT)


def read_work(body: bytes, doi: str) -> Mapping[str, object] | None:
    """The attributes of `doi`; None where the answer is anything else."""
    try:
        attributes = fields_of(fields_of(fields_of(json.loads(body)).get("data")).get("attributes"))
    except (ValueError, RecursionError):
        return None
    return attributes if text_of(attributes.get("doi")).lower() == doi else None


def work_source(work: Mapping[str, object], doi: str, kind: SourceKind, language: Language) -> Source:
    """The source that a record describes."""
    publisher = work.get("publisher")
    return Source(
        id=source_id(kind, doi),
        kind=kind,
        type=_type(work),
        title=title_of(work),
        author=named(_author(fields_of(item)) for item in items_of(work.get("creators"))),
        issued=_issued(work),
        container_title=clean(text_of(fields_of(work.get("container")).get("title"))) or None,
        publisher=clean(text_of(publisher) or text_of(fields_of(publisher).get("name"))) or None,
        doi=doi,
        abstract=abstract_of(work),
        language=language,
        status=SourceStatus.OK,
        version=clean(text_of(work.get("version")), limit=40) or None,
    )


def title_of(work: Mapping[str, object]) -> str | None:
    """The title proper: subtitles and translations have a `titleType`."""
    titles = [fields_of(item) for item in items_of(work.get("titles"))]
    proper = [title for title in titles if not text_of(title.get("titleType"))] or titles
    return next((text for title in proper if (text := plain(text_of(title.get("title"))))), None)


def abstract_of(work: Mapping[str, object]) -> str | None:
    """The abstract without markup."""
    descriptions = (fields_of(item) for item in items_of(work.get("descriptions")))
    texts = (text_of(item.get("description")) for item in descriptions if item.get("descriptionType") == "Abstract")
    return next((text for found in texts if (text := plain(found, limit=2_000))), None)


def _type(work: Mapping[str, object]) -> str:
    return _TYPES.get(text_of(fields_of(work.get("types")).get("resourceTypeGeneral")), "document")


def _author(creator: Mapping[str, object]) -> Name | None:
    family, given = clean(text_of(creator.get("familyName"))), clean(text_of(creator.get("givenName")))
    if family:
        return Name(family=family, given=given or None)
    name = text_of(creator.get("name"))
    return group(name) if creator.get("nameType") == "Organizational" else person(name)


def _issued(work: Mapping[str, object]) -> tuple[int, ...]:
    return next(_dates(work), valid_date([work.get("publicationYear")]))


def _dates(work: Mapping[str, object]) -> Iterator[tuple[int, ...]]:
    entries = [fields_of(item) for item in items_of(work.get("dates"))]
    for kind in _DATES:
        for entry in entries:
            day = parse_date(text_of(entry.get("date")))
            if entry.get("dateType") == kind and day:
                yield day
