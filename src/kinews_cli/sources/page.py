"""Any page: what its head says it is. JSON-LD of an article first, then citation tags, Open Graph, Dublin Core, `<title>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from kinews_cli.border import clean
from kinews_cli.html import PageFacts, read_page
from kinews_cli.language.decide import decide
from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources import json_ld
from kinews_cli.sources.crossref import RETRACTED_TITLE
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.identify import host_of, identify, source_id
from kinews_cli.sources.names import group, named, person
from kinews_cli.sources.resolver import text_of
from kinews_cli.sources.signals import language_signals
from kinews_cli.web.answer import Answer

_HTML = {"text/html", "application/xhtml+xml"}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[-–—|·•]\s+(?=\S)")
_REPOSITORY = re.compile(r"(?:GitHub - )?([\w.-]+/[\w.-]+)(?:: (.*))?", re.DOTALL)
_DATES = (
    "article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "prism.publicationdate",
    "date",
    "datepublished",
)


def page_source(url: str, answer: Answer) -> Source:
    """The source at `url`, from the answer (status 200) that was found at the end of its redirects.

    Without title where the answer is a PDF or no document that we read. Never raises.
    """
    kind, key = _identity(url, answer.url)
    if _is_pdf(answer):
        return _bare(kind if kind is not SourceKind.PAGE else SourceKind.PDF, key, "document")
    if kind is SourceKind.PDF:  # it ends in .pdf, but what came is none
        kind = SourceKind.PAGE
    if not _is_html(answer):
        return _bare(kind, key, "document")
    page = _Page(answer.url, kind, key, read_page(_decoded(answer)))
    return _ADAPTED.get(kind, _plain)(page, page.source(answer.headers.get("content-language", "")))


@dataclass(frozen=True, slots=True)
class _Page:
    url: str  # the final one
    kind: SourceKind
    key: str
    facts: PageFacts

    @property
    def article(self) -> json_ld.Node:
        return json_ld.article_of(self.facts.json_ld)

    def source(self, content_language: str) -> Source:
        host = host_of(self.url)
        signals = language_signals(self.facts, self.kind, host, content_language)
        return Source(
            id=source_id(self.kind, self.key),
            kind=self.kind,
            type=self._type(),
            title=self._title(),
            author=self._authors(),
            issued=self._issued(),
            container_title=self._container() or host.removeprefix("www.") or None,
            publisher=self._publisher(),
            doi=self._doi(),
            abstract=self._abstract(),
            language=decide(list(signals)),
            status=self._status(),
            evidence=tuple(self._evidence()),
        )

    def _type(self) -> str:
        facts = self.facts
        if facts.first("og:site_name") == "Medium":
            return "post-weblog"  # Medium calls every post a NewsArticle
        if facts.first("citation_journal_title"):
            return "article-journal"
        return json_ld.csl_type(self.article) or "webpage"

    def _title(self) -> str | None:
        facts = self.facts
        title = (
            json_ld.text(self.article, "headline", "name")
            or facts.first("citation_title", "og:title", "dc.title", "twitter:title")
            or facts.title
        )
        return _without_site(clean(title or ""), self._sites()) or None

    def _sites(self) -> set[str]:
        names = [self.facts.first("og:site_name"), self._publisher(), self._container()]
        authors = [" ".join(filter(None, (name.given, name.family, name.literal))) for name in self._authors()]
        return {name.casefold() for name in (*names, *authors, *(f"by {author}" for author in authors)) if name}

    def _authors(self) -> tuple[Name, ...]:
        """Names that come apart into family and given ones first, whoever says them."""
        meta = self.facts.meta
        cited = named(person(text) for text in meta.get("citation_author", ()))
        apart = named(person(text) for text in meta.get("dc.creator", ()) if "," in text)
        return cited or apart or json_ld.authors_of(self.article, self.facts.json_ld) or self._byline()

    def _byline(self) -> tuple[Name, ...]:
        site = self.facts.first("og:site_name")
        texts = [*self.facts.meta.get("author", ()), *self.facts.meta.get("article:author", ())]
        # article:author is often the address of a profile
        return named(group(text) if text == site else person(text) for text in texts if "://" not in text)[:1]

    def _issued(self) -> tuple[int, ...]:
        dates = [*self._article_dates(), *self._citation_dates(), *(self.facts.first(name) for name in _DATES)]
        return next((parsed for text in dates if text and (parsed := parse_date(text))), ())

    def _article_dates(self) -> tuple[str | None, ...]:
        published = text_of(self.article.get("datePublished"))
        if published and published == text_of(self.article.get("dateCreated")):
            # Medium writes the date of the first draft there, days before publication (2 of 3 pages seen).
            return self.facts.first("article:published_time"), published
        return (published,)

    def _citation_dates(self) -> tuple[str | None, ...]:
        names = ("citation_online_date", "citation_publication_date", "citation_date")
        if self.facts.first("citation_arxiv_id"):  # there the online date is that of the newest version
            names = names[::-1]
        return tuple(self.facts.first(name) for name in names)

    def _container(self) -> str | None:
        journal = self.facts.first("citation_journal_title", "prism.publicationname")
        part_of = json_ld.name_of(self.article.get("isPartOf"), self.facts.json_ld)
        return _cleaned(journal or part_of or self.facts.first("og:site_name") or self._publisher())

    def _publisher(self) -> str | None:
        declared = json_ld.name_of(self.article.get("publisher"), self.facts.json_ld)
        return _cleaned(declared or self.facts.first("citation_publisher", "dc.publisher"))

    def _doi(self) -> str | None:
        if self.kind in {SourceKind.NATURE, SourceKind.DOI}:
            return self.key
        texts = [self.facts.first(name) for name in ("citation_doi", "prism.doi", "doi", "dc.identifier")]
        found = (_DOI.fullmatch(clean(text)) for text in texts if text)
        return next((match[1].lower() for match in found if match), None)

    def _abstract(self) -> str | None:
        text = self.facts.first("citation_abstract", "og:description", "description", "dc.description")
        return clean(text or json_ld.text(self.article, "description") or "", limit=2_000) or None

    def _status(self) -> SourceStatus:
        title = self.facts.first("citation_title") or json_ld.text(self.article, "headline") or ""
        return SourceStatus.RETRACTED if RETRACTED_TITLE.match(title) else SourceStatus.UNKNOWN

    def _evidence(self) -> Iterator[Evidence]:
        if self.facts.canonical:
            yield Evidence("canonical", clean(_joined(self.url, self.facts.canonical), limit=2_000))
        free = json_ld.is_free(self.article)
        if free is not None:
            yield Evidence("is_accessible_for_free", str(free).lower())
        for robots in self.facts.meta.get("robots", ()):
            if "unavailable_after" in robots.lower():
                yield Evidence("robots", clean(robots))


def _plain(_: _Page, source: Source) -> Source:
    return source


def _arxiv(page: _Page, source: Source) -> Source:
    return replace(source, type="article", number=page.key, container_title="arXiv")


def _nature(page: _Page, source: Source) -> Source:
    if page.facts.first("citation_title"):
        return source
    return replace(source, type="article-newspaper")  # news of the magazine come without citation_title


def _youtube(page: _Page, source: Source) -> Source:
    # Consent and sign-in pages have a <title> of their own and no Open Graph title.
    title = clean(page.facts.first("og:title") or "") or None
    return replace(source, type="motion_picture", title=title, author=(), number=page.key, container_title="YouTube")


def _github(page: _Page, source: Source) -> Source:
    title = clean(page.facts.first("og:title") or "") or source.title or page.key
    match = _REPOSITORY.fullmatch(title)
    return replace(
        source,
        type="software",
        title=match[1] if match else title,
        author=named([group((match[1] if match else page.key).partition("/")[0])]),
        issued=(),
        container_title="GitHub",
        abstract=(match[2] if match else None) or source.abstract,
    )


_ADAPTED = {
    SourceKind.ARXIV: _arxiv,
    SourceKind.NATURE: _nature,
    SourceKind.YOUTUBE: _youtube,
    SourceKind.GITHUB: _github,
}


def _identity(url: str, final_url: str) -> tuple[SourceKind, str]:
    """What the link names; where that is just some address, such as a shortener's, what it led to."""
    kind, key = identify(url)
    if kind is SourceKind.PAGE:
        final_kind, final_key = identify(final_url)
        if final_key != final_url:
            return final_kind, final_key
    return kind, key


def _bare(kind: SourceKind, key: str, type_: str) -> Source:
    doi = key if kind in {SourceKind.NATURE, SourceKind.DOI} else None
    return Source(id=source_id(kind, key), kind=kind, type=type_, doi=doi)


def _is_pdf(answer: Answer) -> bool:
    return answer.body.lstrip()[:5] == b"%PDF-" or (
        answer.content_type == "application/pdf" and answer.body[:1] != b"<"
    )


def _is_html(answer: Answer) -> bool:
    return answer.content_type in _HTML or (not answer.content_type and answer.body.lstrip()[:1] == b"<")


def _decoded(answer: Answer) -> str:
    """The page as text; where neither header nor byte order mark names a charset, the page's own word for it counts."""
    declared = _META_CHARSET.search(answer.body[:2_048])
    if answer.charset is None and declared is not None:
        content_type = f"text/html; charset={declared[1].decode('ascii')}"
        answer = replace(answer, headers={**answer.headers, "content-type": content_type})
    return answer.text


def _without_site(title: str, sites: set[str]) -> str:
    """The title without "- Golem.de" or "| by Ann Author | Medium" behind it."""
    while (cuts := list(_SEPARATOR.finditer(title))) and title[cuts[-1].end() :].casefold() in sites:
        title = title[: cuts[-1].start()]
    return title


def _cleaned(text: str | None) -> str | None:
    return clean(text or "") or None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
