"""Any page: what its head says it is. JSON-LD of an article first, then citation tags, Open Graph, Dublin Core, `<title>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from kinews_cli.border import clean
from kinews_cli.html import PageFacts, read_page
from kinews_cli.language.decide import decide
from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources import json_ld
from kinews_cli.sources.crossref import RETRACTED_TITLE
from kinews_cli.sources.dates import iso, parse_date
from kinews_cli.sources.identify import host_of, identify, source_id
from kinews_cli.sources.names import group, named, person, persons
from kinews_cli.sources.page_dates import DATES, published_time
from kinews_cli.sources.page_title import bare_title, site_name
from kinews_cli.sources.page_type import file_type, page_type
from kinews_cli.sources.pdf import read_pdf
from kinews_cli.sources.resolver import text_of
from kinews_cli.sources.signals import language_signals, pdf_signals
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer

_HTML = {"text/html", "application/xhtml+xml"}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_REPOSITORY = re.compile(r"(?:GitHub - )?([\w.-]+/[\w.-]+)(?:: (.*))?", re.DOTALL)
_UNAVAILABLE = re.compile(r"unavailable_after\s*:\s*([^;|]{4,60})", re.IGNORECASE)
_ROBOTS = ("robots", "googlebot")
_CITATION_DATES = ("citation_online_date", "citation_publication_date", "citation_date")


def page_source(url: str, answer: Answer) -> Source:
    """The source at `url`, from the answer (status 200) that was found at the end of its redirects.

    Without title where the answer is a PDF or no document that we read. Never raises.
    """
    kind, key = _identity(url, answer.url)
    if _is_pdf(answer):
        return _pdf(_bare(kind if kind is not SourceKind.PAGE else SourceKind.PDF, key, "document"), answer)
    if kind is SourceKind.PDF:  # it ends in .pdf, but what came is none
        kind = SourceKind.PAGE
    if not _is_html(answer):
        return _bare(kind, key, file_type(answer.content_type))
    text = _decoded(answer)
    page = _Page(answer.url, kind, key, read_page(text), answer.headers, published_time(text))
    return _ADAPTED.get(kind, _plain)(page, page.source())


@dataclass(frozen=True, slots=True)
class _Page:
    url: str  # the final one
    kind: SourceKind
    key: str
    facts: PageFacts
    headers: Mapping[str, str]
    time: str | None  # what the page marks as its day of publication

    @property
    def article(self) -> json_ld.Node:
        return json_ld.article_of(self.facts.json_ld)

    @property
    def host(self) -> str:
        return host_of(self.url)

    def source(self) -> Source:
        signals = language_signals(self.facts, self.kind, self.host, self.headers.get("content-language", ""))
        return Source(
            id=source_id(self.kind, self.key),
            kind=self.kind,
            type=page_type(self.facts, self.url),
            title=self._title(),
            author=self._authors(),
            issued=self._issued(),
            container_title=self._site() or self.host.removeprefix("www.") or None,
            publisher=self._publisher(),
            doi=self._doi(),
            abstract=self._abstract(),
            language=decide(list(signals)),
            status=self._status(),
            evidence=tuple(self._evidence()),
        )

    def _title(self) -> str | None:
        facts = self.facts
        title = (
            json_ld.text(self.article, "headline", "name")
            or facts.first("citation_title", "og:title", "dc.title", "twitter:title")
            or facts.title
        )
        return bare_title(clean(title or ""), self._sites(), self.host, self.facts.headings) or None

    def _sites(self) -> set[str]:
        section = json_ld.text(self.article, "articleSection")
        names = [self.facts.first("og:site_name", "application-name"), section, self._publisher(), self._container()]
        authors = [" ".join(filter(None, (name.given, name.family, name.literal))) for name in self._authors()]
        return {name.casefold() for name in (*names, *authors, *(f"by {author}" for author in authors)) if name}

    def _authors(self) -> tuple[Name, ...]:
        """Names that come apart into family and given ones first, whoever says them."""
        meta = self.facts.meta
        cited = named(person(part) for text in meta.get("citation_author", ()) for part in text.split(";"))
        apart = named(person(text) for text in meta.get("dc.creator", ()) if "," in text)
        listed = json_ld.authors_of(json_ld.dated_of(self.facts.json_ld), self.facts.json_ld)
        byline = self._byline()
        # some name the house in JSON-LD and the person only above the text
        better = byline if not any(name.family for name in listed) and any(name.family for name in byline) else ()
        return cited or apart or better or listed or byline

    def _byline(self) -> tuple[Name, ...]:
        sites = {self.facts.first("og:site_name"), self._publisher(), self.host}
        names = ("author", "article:author", *(("dc.creator",) if self.kind is SourceKind.NATURE else ()))
        texts = [text for name in names for text in self.facts.meta.get(name, ())]
        # article:author is often the address of a profile
        found = (named([group(text)]) if text in sites else persons(text) for text in texts)
        return next((names for names in found if names), ())

    def _issued(self) -> tuple[int, ...]:
        dates = [*self._article_dates(), *self._citation_dates(), *map(self.facts.first, DATES), self.time]
        return next((parsed for text in dates if text and (parsed := parse_date(text))), ())

    def _article_dates(self) -> tuple[str | None, ...]:
        dated = json_ld.dated_of(self.facts.json_ld)
        published = text_of(dated.get("datePublished"))
        if published and published == text_of(dated.get("dateCreated")):
            # Medium writes the date of the first draft there, days before publication (2 of 3 pages seen).
            return self.facts.first("article:published_time"), published
        return (published,)

    def _citation_dates(self) -> tuple[str | None, ...]:
        names = _CITATION_DATES
        if self.facts.first("citation_arxiv_id"):  # there the online date is that of the newest version
            names = names[::-1]
        return tuple(self.facts.first(name) for name in names)

    def _container(self) -> str | None:
        journal = self.facts.first("citation_journal_title", "prism.publicationname")
        part_of = json_ld.whole_of(self.article, self.facts.json_ld)
        site = self.facts.first("og:site_name")
        if site == "Medium":  # the shelf; the publication is the publisher
            site = self._publisher() or site
        names = (site, self._publisher(), json_ld.sold_as(self.article))
        sold_as = names[2] if names[2] in names[:2] else None  # og:site_name may be that of a section
        return next((name for name in map(_cleaned, (journal, part_of, sold_as, *names)) if name), None)

    def _site(self) -> str | None:
        return self._container() or site_name(clean(self.facts.title or ""), self.host)

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
        """Only papers are retracted by their titles: "RETRACTED: how it came about" may stand above any news."""
        title = self.facts.first("citation_title") or ""
        if self.kind in {SourceKind.NATURE, SourceKind.DOI} or json_ld.csl_type(self.article) == "article-journal":
            title = title or json_ld.text(self.article, "headline") or ""
        return SourceStatus.RETRACTED if RETRACTED_TITLE.match(title) else SourceStatus.UNKNOWN

    def _evidence(self) -> Iterator[Evidence]:
        if self.facts.canonical:
            yield Evidence("canonical", clean(_joined(self.url, self.facts.canonical), limit=2_000))
        free = json_ld.is_free(self.article)
        if free is not None:
            yield Evidence("is_accessible_for_free", str(free).lower())
        for name in _CITATION_DATES:
            date = parse_date(self.facts.first(name) or "")
            if date:
                yield Evidence(name, iso(date))
        yield from self._expiry()

    def _expiry(self) -> Iterator[Evidence]:
        """German public broadcasters may show much of what they make for a year only, and say until when."""
        told = [("robots", text) for name in _ROBOTS for text in self.facts.meta.get(name, ())]
        for signal, text in (*told, ("x_robots_tag", self.headers.get("x-robots-tag", ""))):
            match = _UNAVAILABLE.search(text)
            if match is None:
                continue
            yield Evidence(signal, clean(text))
            until = parse_date(match[1])
            if len(until) == 3:
                yield Evidence("expires", iso(until))


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


def _pdf(bare: Source, answer: Answer) -> Source:
    facts = read_pdf(answer.body, truncated=answer.truncated)
    return replace(
        bare,
        title=facts.title,
        author=facts.author,
        issued=facts.issued,
        container_title=host_of(answer.url).removeprefix("www.") or None,
        doi=bare.doi or facts.doi,
        language=decide(list(pdf_signals(facts, bare.kind, answer.headers.get("content-language", "")))),
        evidence=facts.evidence,
    )


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


def _cleaned(text: str | None) -> str | None:
    return clean(text or "") or None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
