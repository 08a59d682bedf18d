"""Crossref: what a DOI stands for, and whether the work still stands.

Direction matters: on the ORIGINAL work a notice is named in `updated-by`; `update-to` is on the NOTICE and points at the work
it concerns. Some records carry an `update-to` with their own DOI, which then does speak of themselves. A correction may come
before the retraction, so all entries count.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from kinews_cli.border import clean
from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.dates import valid_date
from kinews_cli.sources.identify import source_id
from kinews_cli.sources.names import group, named
from kinews_cli.sources.resolver import fields_of, items_of, text_of
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

HOST = "api.crossref.org"
_LIMIT = 4 * 1024 * 1024  # a record with 70 references has 29 KB; some have thousands
_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
}
_NOTICES = {
    **dict.fromkeys(("retraction", "withdrawal", "removal"), SourceStatus.RETRACTED),
    "expression_of_concern": SourceStatus.CONCERN,
    **dict.fromkeys(
        ("correction", "corrigendum", "erratum", "addendum", "clarification", "partial_retraction"),
        SourceStatus.CORRECTED,
    ),
}
_GRAVITY = (SourceStatus.RETRACTED, SourceStatus.CONCERN, SourceStatus.CORRECTED)
# "Retraction Note: ..." is the title of a notice, a work of its own.
RETRACTED_TITLE = re.compile(r"RETRACTED(?: ARTICLE| CHAPTER| PAPER)?\s*:", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")  # JATS in abstracts, <i> and <sub> in titles


async def ask(doi: str, web: Web) -> Answer | Failure:
    """One GET of the record; with a contact address it is served from the pool for the polite."""
    contact = web.settings.contact
    query = f"?mailto={quote(contact)}" if contact and "@" in contact else ""
    url = f"https://{HOST}/works/{quote(doi, safe='/')}{query}"
    return await web.get(url, headers={"Accept": "application/json"}, limit=_LIMIT)


def read_work(body: bytes, doi: str) -> Mapping[str, object] | None:
    """The record of `doi`; None where the answer is anything else."""
    try:
        work = fields_of(fields_of(json.loads(body)).get("message"))
    except (ValueError, RecursionError):
        return None
    return work if text_of(work.get("DOI")).lower() == doi else None


def work_source(work: Mapping[str, object], doi: str, kind: SourceKind, language: Language) -> Source:
    """The source that a record describes."""
    status, evidence = standing(work, doi)
    return Source(
        id=source_id(kind, doi),
        kind=kind,
        type=_TYPES.get(text_of(work.get("type")), "document"),
        title=title_of(work),
        author=_authors(work),
        issued=_issued(work),
        container_title=_first(work.get("container-title")),
        publisher=clean(text_of(work.get("publisher"))) or None,
        doi=doi,
        abstract=_plain(text_of(work.get("abstract")), limit=2_000) or None,
        language=language,
        status=status,
        evidence=evidence,
    )


def standing(work: Mapping[str, object], doi: str) -> tuple[SourceStatus, tuple[Evidence, ...]]:
    """Retracted, of concern, corrected or ok, and each notice that says so."""
    notices = list(_notices(work, doi))
    evidence = [evidence for _, evidence in notices]
    seen = {status for status, _ in notices}
    title = title_of(work) or ""
    if RETRACTED_TITLE.match(title):
        seen.add(SourceStatus.RETRACTED)
        evidence.append(Evidence("crossref_title", title))
    return next((status for status in _GRAVITY if status in seen), SourceStatus.OK), tuple(evidence)


def title_of(work: Mapping[str, object]) -> str | None:
    """The first title, without markup."""
    return _first(work.get("title"))


def _notices(work: Mapping[str, object], doi: str) -> Iterator[tuple[SourceStatus, Evidence]]:
    for field in ("updated-by", "update-to"):
        for item in items_of(work.get(field)):
            notice = fields_of(item)
            target = text_of(notice.get("DOI")).lower()
            kind = re.sub(r"[\s-]+", "_", text_of(notice.get("type")).strip().lower())
            if kind in _NOTICES and (field == "updated-by" or target == doi):
                yield _NOTICES[kind], Evidence(f"crossref_{field.replace('-', '_')}", _described(notice, kind, target))


def _described(notice: Mapping[str, object], kind: str, target: str) -> str:
    day = "-".join(f"{part:02d}" for part in _date(notice.get("updated")))
    source = text_of(notice.get("source"))
    return clean(" ".join(part for part in (kind, target, day, f"({source})" if source else "") if part))


def _issued(work: Mapping[str, object]) -> tuple[int, ...]:
    """`issued` is the earliest of print and online; the online date stands in where it says the same more exactly."""
    issued = _date(work.get("issued")) or _date(work.get("published"))
    online = _date(work.get("published-online"))
    return online if online[: len(issued)] == issued else issued


def _date(value: object) -> tuple[int, ...]:
    parts = items_of(fields_of(value).get("date-parts"))
    return valid_date(items_of(parts[0])) if parts else ()


def _authors(work: Mapping[str, object]) -> tuple[Name, ...]:
    return named(_author(fields_of(item)) for item in items_of(work.get("author")))


def _author(author: Mapping[str, object]) -> Name | None:
    family, given = clean(text_of(author.get("family"))), clean(text_of(author.get("given")))
    return Name(family=family, given=given or None) if family else group(text_of(author.get("name")) or given)


def _first(value: object) -> str | None:
    return next((plain for item in items_of(value) if (plain := _plain(text_of(item)))), None)


def _plain(text: str, *, limit: int = 300) -> str:
    return clean(html.unescape(_TAG.sub("", text)), limit=limit)
