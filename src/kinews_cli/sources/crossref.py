"""Crossref: what a DOI stands for, and whether the work still stands.

Direction matters: on the ORIGINAL work a notice is named in `updated-by`; `update-to` is on the NOTICE and points at the work
it concerns. Some records carry an `update-to` with their own DOI, which then does speak of themselves. A correction may come
before the retraction, so all entries count.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from weakref import WeakKeyDictionary

from kinews_cli.border import clean
from kinews_cli.model.source import Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.dates import iso, valid_date
from kinews_cli.sources.identify import identify, source_id
from kinews_cli.sources.names import group, named
from kinews_cli.sources.patience import BUSY, get_patiently
from kinews_cli.sources.resolver import fields_of, items_of, text_of
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

HOST = "api.crossref.org"
_LIMIT = 4 * 1024 * 1024  # a record with 70 references has 29 KB; some have thousands
_USUAL_SPACING = 0.2  # seconds: the five a second that `web.manners` keeps anyway
_LONGEST_SPACING = 10.0
_INTERVAL = re.compile(r"([0-9]{1,4})(s|m|h)?")
_SECONDS = {"s": 1, "m": 60, "h": 3_600}
_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",  # preprints
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "report": "report",
    "standard": "standard",
    "dataset": "dataset",
    "database": "dataset",
    "peer-review": "review",
}
_NOTICES = {
    **dict.fromkeys(("retraction", "withdrawal", "removal"), SourceStatus.RETRACTED),
    "expression_of_concern": SourceStatus.CONCERN,
    **dict.fromkeys(
        ("correction", "corrigendum", "erratum", "addendum", "clarification", "partial_retraction"),
        SourceStatus.CORRECTED,
    ),
    "reinstatement": SourceStatus.OK,
}
_GRAVITY = (SourceStatus.RETRACTED, SourceStatus.CONCERN, SourceStatus.CORRECTED, SourceStatus.OK)
_GRAVE = {SourceStatus.RETRACTED, SourceStatus.CONCERN}
# "Retraction Note: ..." is the title of a notice, a work of its own; so is "Retracted: ..." in the notices of one publisher,
# which calls the works "[Retracted] ...".
RETRACTED_TITLE = re.compile(r"RETRACTED\s*:|(?i:\[\s*retracted\s*\]|retracted (?:article|chapter|paper)\s*:)")
_TAG = re.compile(r"<[^<>]{0,200}>")  # JATS in abstracts, <i> and <sub> in titles
# The same where it was escaped once too often ("&lt;b&gt;"): only what is surely a tag, since "a < b" is a title, too.
_ESCAPED_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|su[bp]|scp?|tt|p|br|span|italic|bold|(?:jats|mml):[\w-]+)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:jats:)?(?:title|p|sec|list|list-item)\b[^<>]{0,200}>")


async def ask(doi: str, web: Web) -> Answer | Failure:
    """One GET of the record; with a contact address it is served from the pool for the polite."""
    return await _get(f"/works/{path_of(doi)}", web)


async def ask_agency(doi: str, web: Web) -> Answer | Failure:
    """One GET that says who registered the DOI. Crossref knows that of the other agencies' DOIs, too; 404: nobody."""
    return await _get(f"/works/{path_of(doi)}/agency", web)


def path_of(doi: str) -> str:
    """As part of an address: brackets and colons stay as they are in the DOIs of the nineties, and need no escape."""
    return quote(doi, safe="/():")


def is_turned_away(answer: Answer | Failure) -> bool:
    """Whether Crossref does not serve us at present, so that asking on would only make it worse."""
    return isinstance(answer, Failure) or answer.status in {403, *BUSY}


def read_work(body: bytes, doi: str) -> Mapping[str, object] | None:
    """The record of `doi`; None where the answer is anything else."""
    work = _message(body)
    return work if text_of(work.get("DOI")).lower() == doi else None


def read_agency(body: bytes) -> str:
    """Such as "crossref", "datacite", "medra"; "" where the answer names none."""
    return text_of(fields_of(_message(body).get("agency")).get("id")).lower()


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
        container_title=_container(work),
        publisher=clean(text_of(work.get("publisher"))) or None,
        doi=doi,
        abstract=abstract_of(work),
        language=language,
        status=status,
        evidence=(*evidence, *_related(work), *_dated(work)),
    )


def standing(work: Mapping[str, object], doi: str) -> tuple[SourceStatus, tuple[Evidence, ...]]:
    """Retracted, of concern, corrected or ok, and each notice that says so: the gravest first, of these the newest.

    A reinstatement undoes what came before it.
    """
    notices = list(_notices(work, doi))
    reinstated = max((notice.day for notice in notices if notice.status is SourceStatus.OK), default=())
    seen = {notice.status for notice in notices if not (notice.status in _GRAVE and () < notice.day <= reinstated)}
    notices.sort(key=lambda notice: notice.day, reverse=True)
    notices.sort(key=lambda notice: _GRAVITY.index(notice.status))
    evidence = [Evidence("update", notice.described) for notice in notices]
    title = _first(work.get("title")) or ""
    if RETRACTED_TITLE.match(title) and not reinstated and not _is_notice(work, doi):
        seen.add(SourceStatus.RETRACTED)
        evidence.append(Evidence("crossref_title", title))
    return next((status for status in _GRAVITY if status in seen), SourceStatus.OK), tuple(evidence)


def title_of(work: Mapping[str, object]) -> str | None:
    """The first title with its subtitle, without markup."""
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return clean(f"{title}{' ' if title[-1] in ':?!.–—' else ': '}{subtitle}")


def original_title_of(work: Mapping[str, object]) -> str | None:
    """The title in the language of the work, where the publisher filed a translated one."""
    return _first(work.get("original-title"))


def abstract_of(work: Mapping[str, object]) -> str | None:
    """The abstract without markup and without its heading."""
    text = plain(_BLOCK_TAG.sub(" ", text_of(work.get("abstract"))), limit=2_000)
    return text.removeprefix("Abstract ") or None


def plain(text: str, *, limit: int = 300) -> str:
    """A text of a registry's record without its tags and entities."""
    return clean(_ESCAPED_TAG.sub("", html.unescape(_TAG.sub("", text))), limit=limit)


@dataclass(slots=True)
class _Line:
    """Requests of one run to Crossref, one at a time, as far apart as its last answer asks for."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    not_before: float = 0.0


_LINES: WeakKeyDictionary[Web, _Line] = WeakKeyDictionary()


async def _get(path: str, web: Web) -> Answer | Failure:
    contact = (web.settings.contact or "").removeprefix("mailto:")
    query = f"?mailto={quote(contact)}" if "@" in contact else ""
    line = _LINES.setdefault(web, _Line())
    clock = asyncio.get_running_loop().time
    async with line.turn:  # x-concurrency-limit: 1
        await asyncio.sleep(max(0.0, line.not_before - clock()))
        answer = await get_patiently(
            web, f"https://{HOST}{path}{query}", headers={"Accept": "application/json"}, limit=_LIMIT
        )
        if isinstance(answer, Answer):
            line.not_before = clock() + spacing(answer.headers)
    return answer


def spacing(headers: Mapping[str, str]) -> float:
    """Seconds to leave between requests by x-rate-limit-limit and x-rate-limit-interval; 0 where our usual pace will do."""
    limit = headers.get("x-rate-limit-limit", "").strip()
    interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "").strip())
    if interval is None or not limit.isascii() or not limit.isdigit() or not int(limit[:9]):
        return 0.0
    seconds = int(interval[1]) * _SECONDS[interval[2] or "s"] / int(limit[:9])
    return min(seconds, _LONGEST_SPACING) if seconds > _USUAL_SPACING else 0.0


def _message(body: bytes) -> Mapping[str, object]:
    try:
        return fields_of(fields_of(json.loads(body)).get("message"))
    except (ValueError, RecursionError):
        return {}


@dataclass(frozen=True, slots=True)
class _Notice:
    kind: str
    doi: str
    day: tuple[int, ...]
    source: str  # "publisher", "retraction-watch"

    @property
    def status(self) -> SourceStatus:
        return _NOTICES[self.kind]

    @property
    def described(self) -> str:
        """Such as "retraction 10.1038/x 2020-05-01 retraction-watch"."""
        return clean(" ".join(part for part in (self.kind, self.doi, iso(self.day), self.source) if part))


def _notices(work: Mapping[str, object], doi: str) -> Iterator[_Notice]:
    """What concerns this work."""
    yield from _listed(work, "updated-by")
    yield from (notice for notice in _listed(work, "update-to") if notice.doi == doi)


def _is_notice(work: Mapping[str, object], doi: str) -> bool:
    """Whether the record is itself the retraction of another work."""
    return any(notice.status in _GRAVE and notice.doi != doi for notice in _listed(work, "update-to"))


def _listed(work: Mapping[str, object], name: str) -> Iterator[_Notice]:
    for item in items_of(work.get(name)):
        entry = fields_of(item)
        kind = re.sub(r"[\s-]+", "_", text_of(entry.get("type")).strip().lower())
        if kind in _NOTICES:
            yield _Notice(
                kind, text_of(entry.get("DOI")).lower(), _date(entry.get("updated")), text_of(entry.get("source"))
            )


def _related(work: Mapping[str, object]) -> Iterator[Evidence]:
    """The preprint of an article, the article of a preprint, under the ids that `identify` gives them."""
    relations = fields_of(work.get("relation"))
    for name in ("has-preprint", "is-preprint-of"):
        ids = dict.fromkeys(_related_id(fields_of(item)) for item in items_of(relations.get(name)))
        yield from (Evidence(name.replace("-", "_"), clean(found)) for found in ids if found)


def _related_id(related: Mapping[str, object]) -> str:
    text = text_of(related.get("id")).strip()
    prefix = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}.get(text_of(related.get("id-type")).lower())
    if not text or prefix is None:
        return ""
    kind, key = identify(text if text.startswith(("http://", "https://")) else f"{prefix}{quote(text, safe='/:')}")
    return source_id(kind, key) if kind is not SourceKind.PAGE else ""


def _container(work: Mapping[str, object]) -> str | None:
    """The journal or book. A chapter's series comes before its book; a preprint's server is an institution."""
    titles = [title for item in items_of(work.get("container-title")) if (title := plain(text_of(item)))]
    if titles:
        return titles[-1] if text_of(work.get("type")) == "book-chapter" else titles[0]
    if text_of(work.get("type")) == "posted-content":
        return next((group_.literal for group_ in _institutions(work)), None)
    return None


def _institutions(work: Mapping[str, object]) -> Iterator[Name]:
    names = (group(text_of(fields_of(item).get("name"))) for item in items_of(work.get("institution")))
    return (name for name in names if name is not None)


def _issued(work: Mapping[str, object]) -> tuple[int, ...]:
    """`issued` is the earliest of print and online; the online date stands in where it says the same more exactly."""
    issued = _date(work.get("issued")) or _date(work.get("published"))
    online = _date(work.get("published-online"))
    return online if online[: len(issued)] == issued else issued


def _dated(work: Mapping[str, object]) -> Iterator[Evidence]:
    """When it stood online and when in print: people quote the year of either."""
    for name in ("published-online", "published-print"):
        day = _date(work.get(name))
        if day:
            yield Evidence(name.replace("-", "_"), iso(day))


def _date(value: object) -> tuple[int, ...]:
    parts = items_of(fields_of(value).get("date-parts"))
    return valid_date(items_of(parts[0])) if parts else ()


def _authors(work: Mapping[str, object]) -> tuple[Name, ...]:
    return named(_author(fields_of(item)) for item in items_of(work.get("author")))


def _author(author: Mapping[str, object]) -> Name | None:
    family, given = clean(text_of(author.get("family"))), clean(text_of(author.get("given")))
    return Name(family=family, given=given or None) if family else group(text_of(author.get("name")) or given)


def _first(value: object) -> str | None:
    return next((text for item in items_of(value) if (text := plain(text_of(item)))), None)
