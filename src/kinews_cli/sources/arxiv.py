"""arXiv: one request for all papers of a run (info.arxiv.org/help/api/user-manual.html, 3.1.1).

What the API does not say has to be read from what is absent: an unknown id is answered with 200 and one entry fewer.
`published` is the date of the first version and the year people quote; `updated` is that of the newest. A withdrawn paper
keeps title and links; only its own words say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError  # types only; defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kinews_cli import clock
from kinews_cli.border import clean
from kinews_cli.language.decide import KIND_DEFAULT, TEXT_VOTE, decide
from kinews_cli.language.texts import text_language
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.sources.arxiv_comment import is_withdrawn, named_language
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.identify import arxiv_version, identify, source_id
from kinews_cli.sources.names import named, person
from kinews_cli.sources.patience import get_patiently
from kinews_cli.sources.resolver import Resolution, service_check
from kinews_cli.values import replace
from kinews_cli.web.answer import Failure
from kinews_cli.web.client import Web

HOST = "export.arxiv.org"
CHUNK = 100  # ids a request: the address stays near 1.2 KB
_LIMIT = 4 * 1024 * 1024  # ten recorded entries have 25 KB
_ROUNDS = 4  # one malformed id fails its whole request; after three of them something else is wrong
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ENTRY_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)v([0-9]{1,3})")
_REFUSED_ID = re.compile(r"https?://arxiv\.org/api/errors#incorrect_id_format_for_(.+)")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s,;]+")
_OWN_DOI = "10.48550/"  # names the preprint, not its publication
_MONTH = re.compile(r"([0-9]{2})([0-9]{2})\.([0-9]+)")
# Pages whose existence follows from the paper's. Not every paper has /html/, and mirrors have failures of their own.
_VOUCHED_HOSTS = {"arxiv.org", "www.arxiv.org", "export.arxiv.org", "doi.org", "www.doi.org", "dx.doi.org"}
_VOUCHED_PATH = re.compile(r"/(?:abs|pdf)/.+|/10\.48550/.+", re.IGNORECASE)


class Absence(Enum):
    """Why arXiv has no entry for an id; the value is the reason of the verdict."""

    MISSING = "arxiv_missing"
    MALFORMED = "arxiv_malformed"


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry of the feed: the source, and the number of the newest version."""

    source: Source
    newest: int


_Found = dict[str, Paper | Absence]


@dataclass(frozen=True, slots=True)
class ArxivResolver:
    """Papers by the arXiv API. The pause between requests that its terms ask for is kept by `web.turns`."""

    kind: SourceKind = SourceKind.ARXIV

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each paper's source and verdict; nothing at all for the papers of a request that arXiv did not answer properly."""
        wanted = {url: identify(url)[1] for url in urls}
        found = await _ask_all(sorted(set(wanted.values())), web)
        lost = sorted(key for key, answer in found.items() if answer is Absence.MISSING)
        if lost:  # an absence is all that arXiv shows, so whoever is called missing was asked for twice
            found = {key: answer for key, answer in found.items() if answer is not Absence.MISSING}
            found.update(await _ask_all(lost, web))
        if len(found) > 1 and set(found.values()) == {Absence.MISSING}:
            return {}  # all of several papers gone at once: that is the service's trouble, not theirs
        return {url: _resolution(url, key, found[key]) for url, key in wanted.items() if key in found}


async def _ask_all(keys: Sequence[str], web: Web) -> _Found:
    found: _Found = {}
    for start in range(0, len(keys), CHUNK):
        answer = await _ask(keys[start : start + CHUNK], web)
        if answer is None:  # throttled or down: the rest would fare no better
            break
        found.update(answer)
    return found


async def _ask(keys: Sequence[str], web: Web) -> _Found | None:
    """What one request says; one more for each time that arXiv refused an id, and with it the request."""
    found: _Found = {}
    wanted = list(keys)
    for _ in range(_ROUNDS):
        if not wanted:
            return found
        ids = ",".join(quote(key, safe="/") for key in wanted)
        url = f"https://{HOST}/api/query?id_list={ids}&max_results={len(wanted)}"
        answer = await get_patiently(web, url, limit=_LIMIT)
        if isinstance(answer, Failure) or answer.truncated or answer.status not in {200, 400}:
            return None
        refused = _refused(answer.body) & set(wanted)
        if not refused:
            papers = read_feed(answer.body) if answer.status == 200 else None
            return None if papers is None else found | {key: papers.get(key, Absence.MISSING) for key in wanted}
        found |= dict.fromkeys(refused, Absence.MALFORMED)
        wanted = [key for key in wanted if key not in refused]
    return None


def read_feed(body: bytes) -> dict[str, Paper] | None:
    """The papers of an API answer by id without version; None where it is no such answer, or says that something is wrong."""
    feed = _feed(body)
    if feed is None:
        return None
    papers: dict[str, Paper] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        match = _ENTRY_ID.fullmatch(_text(entry, f"{_ATOM}id"))
        if match is None:  # .../api/errors#...: the whole batch is in doubt
            return None
        papers[match[1]] = _paper(entry, match[1], int(match[2]))
    return papers


def _refused(body: bytes) -> set[str]:
    """The ids that arXiv does not take for ids."""
    feed = _feed(body)
    entries = feed.iter(f"{_ATOM}entry") if feed is not None else iter(())
    matches = (_REFUSED_ID.fullmatch(_text(entry, f"{_ATOM}id")) for entry in entries)
    return {unquote(match[1]) for match in matches if match}


def _feed(body: bytes) -> Element | None:
    try:
        feed: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return feed if feed.tag == f"{_ATOM}feed" else None


def _paper(entry: Element, key: str, version: int) -> Paper:
    comment = clean(_text(entry, f"{_ARXIV}comment"), limit=1_000)
    abstract = clean(_text(entry, f"{_ATOM}summary"), limit=2_000)
    withdrawn = is_withdrawn(comment, abstract)
    doi = _DOI.search(clean(_text(entry, f"{_ARXIV}doi")))
    published = doi[0] if doi and not doi[0].startswith(_OWN_DOI) else None
    updated = _text(entry, f"{_ATOM}updated")
    signals = {
        "arxiv_version": f"v{version}",
        "arxiv_updated": clean(updated),
        "arxiv_comment": comment,
        "arxiv_abstract": clean(abstract) if withdrawn else "",
        "arxiv_doi": (published or "").lower(),
        "arxiv_journal_ref": clean(_text(entry, f"{_ARXIV}journal_ref")),
    }
    source = Source(
        id=source_id(SourceKind.ARXIV, key),
        kind=SourceKind.ARXIV,
        type="article",  # CSL for a preprint
        title=clean(_text(entry, f"{_ATOM}title")) or None,  # a paper may be called "0" (2104.12255)
        author=named(person(name) for name in _names(entry)),
        issued=parse_date(_text(entry, f"{_ATOM}published")),
        container_title="arXiv",
        doi=published,
        number=key,
        abstract=abstract or None,
        language=_language(comment, "" if withdrawn else abstract),
        status=SourceStatus.WITHDRAWN if withdrawn else SourceStatus.OK,
        version=f"v{version}",
        version_date=parse_date(updated),
        evidence=tuple(Evidence(signal, value) for signal, value in signals.items() if value),
    )
    return Paper(source, version)


def _names(entry: Element) -> Iterator[str]:
    """Those of the authors. A colon between a collaboration and its members is filed as an author, too."""
    names = (_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
    return (name for name in names if any(character.isalpha() for character in name))


def _language(comment: str, abstract: str) -> Language:
    """English, the language of all but a few papers; those say theirs in the comment and have English abstracts all the same."""
    own = named_language(comment)
    if own is not None:
        return decide([Evidence(KIND_DEFAULT, f"{own[0]} (comment: {own[1]})")])
    signals = [Evidence(KIND_DEFAULT, "en")]
    voted = text_language(abstract)
    if voted is not None:
        signals.append(Evidence(TEXT_VOTE, voted))
    return decide(signals)


def _resolution(url: str, key: str, found: Paper | Absence) -> Resolution:
    pinned = arxiv_version(url)
    if isinstance(found, Absence):
        return _absent(key if pinned is None else f"{key}v{pinned}", key, found)
    source = found.source
    if pinned is not None:
        source = replace(source, evidence=(Evidence("arxiv_linked_version", f"v{pinned}"), *source.evidence))
    return Resolution(source, _verdict(url, found, pinned))


def _verdict(url: str, paper: Paper, pinned: int | None) -> Check | None:
    """None where the paper's being there does not say that this page is."""
    parts = urlsplit(url)
    if (parts.hostname or "") not in _VOUCHED_HOSTS or not _VOUCHED_PATH.fullmatch(parts.path):
        return None
    if paper.source.status is SourceStatus.WITHDRAWN and parts.path.startswith("/pdf/"):
        return None  # the abstract page of a withdrawn paper stays, its PDF goes (404)
    if pinned is not None and pinned > paper.newest:
        return None  # never written, or written today: the API learns of it at midnight
    return service_check(Verdict.OK, "arxiv", host=HOST, status=200)


def _absent(asked: str, key: str, absence: Absence) -> Resolution:
    if absence is Absence.MISSING and _may_be_new(key):
        return Resolution()
    evidence = [Evidence("arxiv_id", asked)]
    hint = _likely_typo(key)
    if hint:
        evidence.append(Evidence("arxiv_id_form", hint))
    source = Source(
        id=source_id(SourceKind.ARXIV, key),
        kind=SourceKind.ARXIV,
        type="article",
        container_title="arXiv",
        number=key,
        status=SourceStatus.MISSING,
        evidence=tuple(evidence),
    )
    status = 200 if absence is Absence.MISSING else 400
    return Resolution(source, service_check(Verdict.BROKEN, absence.value, host=HOST, status=status, evidence=evidence))


def _may_be_new(key: str) -> bool:
    """Of this month or the last? The API learns of a paper at the midnight after the site shows it (user manual, 3.3.1.1)."""
    match = _MONTH.fullmatch(key)
    if match is None:
        return False
    now = clock.now()
    return now.year * 12 + now.month - (2000 + int(match[1])) * 12 - int(match[2]) <= 1


def _likely_typo(key: str) -> str:
    """What is odd about the id itself (arXiv identifier scheme, since April 2007)."""
    match = _MONTH.fullmatch(key)
    if match is None:
        return ""
    year, month, digits = int(match[1]), int(match[2]), len(match[3])
    if not 1 <= month <= 12:
        return f"there is no month {month:02d}"
    usual = 5 if year >= 15 else 4
    return "" if digits == usual else f"ids of 20{year:02d} have {usual} digits behind the point, this one has {digits}"


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()
