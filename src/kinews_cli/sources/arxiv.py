"""arXiv: one request for all papers of a run (info.arxiv.org/help/api/user-manual.html, 3.1.1).

What the API does not say has to be read from what is absent: an unknown id is answered with 200 and one entry fewer.
`published` is the date of the first version and the year people quote; `updated` is that of the newest. A withdrawn paper
keeps title, abstract and links; only its comment says so.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, ParseError  # types only; defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kinews_cli.border import clean
from kinews_cli.language.decide import KIND_DEFAULT, TEXT_VOTE, decide
from kinews_cli.language.vote import vote
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.identify import arxiv_version, identify, source_id
from kinews_cli.sources.names import named, person
from kinews_cli.sources.resolver import Resolution, service_check
from kinews_cli.web.answer import Failure
from kinews_cli.web.client import Web

HOST = "export.arxiv.org"
CHUNK = 100  # ids a request: the address stays near 1.2 KB
PAUSE = (
    3.0  # seconds between requests: "no more than one request every three seconds" (info.arxiv.org/help/api/tou.html)
)
_LIMIT = 4 * 1024 * 1024  # ten recorded entries have 25 KB
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ENTRY_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)v([0-9]{1,3})")
# Anchored: "..., which supersedes arXiv:2510.26642, which has been withdrawn" speaks of another paper.
_WITHDRAWN = re.compile(
    r"(?:this|the) (?:paper|article|manuscript|submission|preprint|work|version|note)\b.{0,30}?"
    r"\b(?:has been|have been|is|was) withdrawn|(?:paper |article |manuscript |submission )?withdrawn\b"
    r"|we (?:have )?with(?:draw|drew|drawn) (?:this|the)\b",
    re.IGNORECASE,
)
_COMMENT_LANGUAGE = re.compile(
    r"(?<!available )\bin (French|German|Spanish|Dutch|Italian|Russian|Portuguese)\b(?=\s*(?:$|[,;.()]))"
)
_CODES = {
    "French": "fr",
    "German": "de",
    "Spanish": "es",
    "Dutch": "nl",
    "Italian": "it",
    "Russian": "ru",
    "Portuguese": "pt",
}
# Pages whose existence follows from the paper's. Not every paper has /html/, and mirrors have failures of their own.
_VOUCHED_HOSTS = {"arxiv.org", "www.arxiv.org", "export.arxiv.org", "doi.org", "www.doi.org", "dx.doi.org"}
_VOUCHED_PATH = re.compile(r"/(?:abs|pdf)/.+|/10\.48550/.+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArxivResolver:
    """Papers by the arXiv API. `pause` in seconds stands between the requests that more than a hundred papers need."""

    kind: SourceKind = SourceKind.ARXIV
    pause: float = PAUSE

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each paper's source and verdict; nothing at all for the papers of a request that arXiv did not answer properly."""
        wanted = {url: identify(url)[1] for url in urls}
        papers = await self._ask_all(sorted(set(wanted.values())), web)
        lost = sorted(key for key, paper in papers.items() if paper is None)
        if lost:  # an absence is all that arXiv shows, so whoever is called missing was asked for twice
            for key in lost:
                del papers[key]
            await asyncio.sleep(self.pause)
            papers.update(await self._ask_all(lost, web))
        if len(papers) > 1 and not any(papers.values()):
            return {}  # all of several papers gone at once: that is the service's trouble, not theirs
        return {url: _resolution(url, key, papers[key]) for url, key in wanted.items() if key in papers}

    async def _ask_all(self, keys: Sequence[str], web: Web) -> dict[str, Paper | None]:
        papers: dict[str, Paper | None] = {}
        for start in range(0, len(keys), CHUNK):
            if start:
                await asyncio.sleep(self.pause)
            found = await _ask(keys[start : start + CHUNK], web)
            if found is None:  # throttled or down: the rest would fare no better
                break
            papers.update(found)
        return papers


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry of the feed: the source, and the number of the newest version."""

    source: Source
    newest: int


async def _ask(keys: Sequence[str], web: Web) -> dict[str, Paper | None] | None:
    ids = ",".join(quote(key, safe="/") for key in keys)
    answer = await web.get(f"https://{HOST}/api/query?id_list={ids}&max_results={len(keys)}", limit=_LIMIT)
    if isinstance(answer, Failure) or answer.status != 200 or answer.truncated:
        return None
    papers = read_feed(answer.body)
    return None if papers is None else {key: papers.get(key) for key in keys}


def read_feed(body: bytes) -> dict[str, Paper] | None:
    """The papers of an API answer by id without version; None where it is no such answer, or says that something is wrong."""
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    papers: dict[str, Paper] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        match = _ENTRY_ID.fullmatch(_text(entry, f"{_ATOM}id"))
        if match is None:  # .../api/errors#incorrect_id_format_for_...: the whole batch is in doubt
            return None
        papers[match[1]] = _paper(entry, match[1], int(match[2]))
    return papers


def _paper(entry: Element, key: str, version: int) -> Paper:
    comment = clean(_text(entry, f"{_ARXIV}comment"))
    abstract = clean(_text(entry, f"{_ATOM}summary"), limit=2_000)
    withdrawn = _WITHDRAWN.match(comment) is not None
    source = Source(
        id=source_id(SourceKind.ARXIV, key),
        kind=SourceKind.ARXIV,
        type="article",  # CSL for a preprint
        title=clean(_text(entry, f"{_ATOM}title")) or None,  # a paper may be called "0" (2104.12255)
        author=named(person(_text(author, f"{_ATOM}name")) for author in entry.iter(f"{_ATOM}author")),
        issued=parse_date(_text(entry, f"{_ATOM}published")),
        container_title="arXiv",
        doi=clean(_text(entry, f"{_ARXIV}doi")) or None,
        number=key,
        abstract=abstract or None,
        language=_language(comment, abstract),
        status=SourceStatus.WITHDRAWN if withdrawn else SourceStatus.OK,
        evidence=_evidence(entry, version, comment),
    )
    return Paper(source, version)


def _evidence(entry: Element, version: int, comment: str) -> tuple[Evidence, ...]:
    seen = {
        "arxiv_version": f"v{version}",
        "arxiv_updated": clean(_text(entry, f"{_ATOM}updated")),
        "arxiv_comment": comment,
        "arxiv_journal_ref": clean(_text(entry, f"{_ARXIV}journal_ref")),
    }
    return tuple(Evidence(signal, value) for signal, value in seen.items() if value)


def _language(comment: str, abstract: str) -> Language:
    """English, the language of all but a few papers; those say theirs in the comment and have English abstracts all the same."""
    named_language = _COMMENT_LANGUAGE.search(comment)
    if named_language is not None:
        return decide([Evidence(KIND_DEFAULT, f"{_CODES[named_language[1]]} (comment: {named_language[0]})")])
    signals = [Evidence(KIND_DEFAULT, "en")]
    voted = vote(abstract)
    if voted is not None:
        signals.append(Evidence(TEXT_VOTE, str(voted)))
    return decide(signals)


def _resolution(url: str, key: str, paper: Paper | None) -> Resolution:
    pinned = arxiv_version(url)
    if paper is None or (pinned is not None and pinned > paper.newest):
        return _missing(key, pinned)
    return Resolution(paper.source, _verdict(url, paper.source))


def _verdict(url: str, source: Source) -> Check | None:
    parts = urlsplit(url)
    if (parts.hostname or "") not in _VOUCHED_HOSTS or not _VOUCHED_PATH.fullmatch(parts.path):
        return None
    if source.status is SourceStatus.WITHDRAWN and parts.path.startswith("/pdf/"):
        return None  # the abstract page of a withdrawn paper stays, its PDF goes (404)
    return service_check(Verdict.OK, "arxiv", host=HOST, status=200)


def _missing(key: str, pinned: int | None) -> Resolution:
    asked = Evidence("arxiv_id", key if pinned is None else f"{key}v{pinned}")
    source = Source(
        id=source_id(SourceKind.ARXIV, key),
        kind=SourceKind.ARXIV,
        type="article",
        container_title="arXiv",
        number=key,
        status=SourceStatus.MISSING,
        evidence=(asked,),
    )
    return Resolution(source, service_check(Verdict.BROKEN, "arxiv_missing", host=HOST, status=200, evidence=(asked,)))


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()
