"""Which links of an issue lead to one work, and what a title has in common with another text. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from kinews_cli.language.vote import WORDS
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.issue import Link
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.identify import arxiv_version, identify, source_id
from kinews_cli.values import Value

PAPERS = {SourceKind.ARXIV, SourceKind.NATURE, SourceKind.DOI}
_DATACITE = "10.48550/"  # arXiv's own DOIs: the preprint again
_STOP = frozenset().union(*WORDS.values())
_WORD = lazy_pattern(r"[^\W_]+")
_LEAST_WORDS = 4  # in titles that name a work by themselves: "Attention Is All You Need" has five
_STEM = 5  # letters: "Netz" and "Netzwerk", "model" and "models"
_MOST = 20
_TIMES = {"t", "start", "time_continue"}


class Work(Value, frozen=True, dict=True):
    """A link with what it leads to. `id` names the work whatever the address: "arxiv:2005.05535", "doi:10.1038/..."."""

    link: Link
    kind: SourceKind
    id: str
    source: Source | None

    @cached_property
    def others(self) -> frozenset[str]:
        """Ids under which the same work is also known: its published article, or its preprint."""
        doi = published_doi(self.source) if self.source is not None else None
        said = {entry.value.lower() for entry in evidence_of(self.source, "has_preprint", "is_preprint_of")}
        return frozenset(said | ({f"doi:{doi}"} if doi else set()))

    @cached_property
    def name(self) -> tuple[str, ...]:
        """The words of a paper's title; empty where they are too few to name it, or where it is no paper."""
        title = self.source.title if self.source is not None and self.kind in PAPERS else None
        words = tuple(_WORD.findall((title or "").casefold()))
        return words if len(words) >= _LEAST_WORDS else ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """What two links to one work share at least one of."""
        return self.others | {self.id} | ({" ".join(self.name)} if self.name else set())

    def is_preprint_of(self, other: Work) -> bool:
        """Is one the preprint of the other, as either says or as their titles show?"""
        if self.id == other.id:
            return False
        one_on_arxiv = (self.kind is SourceKind.ARXIV) is not (other.kind is SourceKind.ARXIV)
        titled_alike = one_on_arxiv and bool(self.name) and self.name == other.name
        return titled_alike or self.id in other.others or other.id in self.others


def works_of(dossier: Dossier) -> list[Work]:
    """The author's own links, in the order of the text."""
    return [_work(dossier, link) for link in dossier.issue.links() if not link.furniture]


def pairs(works: Iterable[Work]) -> Iterator[tuple[Work, Work]]:
    """Each link with those before it that may lead to the same work, at most twenty."""
    seen: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        before = {id(earlier): earlier for key in sorted(work.keys) for earlier in seen[key][:_MOST]}
        yield from ((work, earlier) for earlier in before.values())
        for key in work.keys:
            if all(earlier.link.url != work.link.url for earlier in seen[key][:_MOST]):
                seen[key].append(work)


def same_page(one: Work, other: Work) -> bool:
    """Do two addresses, each written differently, lead to the same thing as a whole? Parts of a work are not the work."""
    if one.id != other.id or one.link.url == other.link.url or not {_part(one), _part(other)} <= {""}:
        return False
    versions = {arxiv_version(one.link.url), arxiv_version(other.link.url)}
    return len(versions - {None}) < 2  # two versions side by side are there to be compared


def published_doi(source: Source) -> str | None:
    """The DOI of the article that a preprint became, in lower case: as its authors filed it at arXiv, or as Crossref knows it."""
    said = (entry.value.lower().removeprefix("doi:") for entry in evidence_of(source, "arxiv_doi", "is_preprint_of"))
    return next((doi for doi in said if doi.startswith("10.") and not doi.startswith(_DATACITE)), None)


def appeared(source: Source | None) -> tuple[int, ...]:
    """When the work appeared; () where nobody knows, and where only its file has a date: a scan is younger than its paper."""
    if source is None or any(evidence_of(source, "issued_from")):
        return ()
    return source.issued


def evidence_of(source: Source | None, *signals: str) -> Iterator[Evidence]:
    """The entries of the evidence with one of these signals, in their order."""
    return (entry for entry in (source.evidence if source is not None else ()) if entry.signal in signals)


def stems(text: str) -> frozenset[str]:
    """What the words of a text come down to, without accents and without those that join others."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = (word for word in _WORD.findall(plain) if word not in _STOP)
    return frozenset(word[:_STEM] for word in words if len(word) > 3 or any(sign.isdigit() for sign in word))


def share_a_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Have two texts, given by their stems, a word in common? "netz" and "netze" are one."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _work(dossier: Dossier, link: Link) -> Work:
    facts = dossier.of(link)
    if facts.source is not None and ":" in facts.source.id and facts.source.kind is not SourceKind.PAGE:
        return Work(link, facts.source.kind, facts.source.id.lower(), facts.source)
    kind, key = identify(link.url)
    return Work(link, kind, source_id(kind, key).lower(), facts.source)


def _part(work: Work) -> str:
    """Which part of the work the address names; "" for the whole."""
    try:
        parts = urlsplit(work.link.url)
    except ValueError:
        return "?"
    if parts.fragment:
        return parts.fragment
    if work.kind is SourceKind.YOUTUBE:
        return next((value for key, value in parse_qsl(parts.query) if key in _TIMES), "")
    if work.kind is SourceKind.GITHUB:
        return "/".join(parts.path.strip("/").split("/")[2:])
    if work.kind is SourceKind.NATURE and parts.path.startswith("/articles/"):
        return "/".join(parts.path.strip("/").split("/")[2:])
    return ""
