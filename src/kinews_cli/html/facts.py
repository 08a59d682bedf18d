"""What a page says about itself: head, headings, paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from kinews_cli.html.loose_json import loose_values
from kinews_cli.html.tree import SKIPPED, TEXT_LIMIT, attribute, behind, is_furniture, text_of

META_LIMIT = 4_000
_META_COUNT = 1_000  # a paper's page lists each reference in a tag of its own
_HEADINGS = 20
_NODES = 200
_ENOUGH = 80  # characters of a page's own text: two sentences of a short notice
_MOSTLY_QUOTED = 4  # times as much in quotations as outside: some indent their whole text by them
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What stands on a page, as it stands there but with blanks folded; nothing here is judged or escaped.

    `meta` maps lower-case `name`, `property`, `itemprop` or `http-equiv` to the contents in order. `json_ld` holds the
    objects of all blocks, with those of `@graph` and `mainEntity` behind the object they stand in. `canonical` may be
    relative. `paragraphs` is the text of all `<p>`, `article` of those inside `<article>`; both at most 4,000 characters, and
    without quotations and cookie notices where there is other text: these may be in any language.
    """

    title: str | None = None
    lang: str | None = None
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    json_ld: tuple[Mapping[str, object], ...] = ()
    canonical: str | None = None
    paragraphs: str = ""
    article: str = ""
    headings: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first content that is not empty under the first of `names` that has one."""
        return next((content for name in names for content in self.meta.get(name, ()) if content), None)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    in_article: bool
    quoted: bool
    notice: bool  # of the site, such as one on cookies


def facts_of(soup: BeautifulSoup) -> PageFacts:
    """What stands in the tree; a few walks over it."""
    paragraphs = list(_paragraphs(soup))
    return PageFacts(
        title=_title(soup),
        lang=attribute(soup.find("html"), "lang"),
        meta=_meta(soup),
        json_ld=tuple(_json_ld(soup)),
        canonical=_canonical(soup),
        paragraphs=_own_text(paragraphs),
        article=_own_text([paragraph for paragraph in paragraphs if paragraph.in_article]),
        headings=tuple(text_of(tag) for tag in soup.find_all(["h1", "h2"], limit=_HEADINGS)),
    )


def _title(soup: BeautifulSoup) -> str | None:
    title = soup.find("title")
    return (text_of(title) or None) if isinstance(title, Tag) else None


def _canonical(soup: BeautifulSoup) -> str | None:
    for link in soup.find_all("link"):
        if "canonical" in (attribute(link, "rel") or "").lower().split():
            return attribute(link, "href")
    return None


def _meta(soup: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for tag in soup.find_all("meta", limit=_META_COUNT):
        content = attribute(tag, "content")
        if content is None:
            continue
        # Some sites put a twitter name and an Open Graph property on one tag: it stands under both.
        names = {attribute(tag, kind) for kind in ("name", "property", "itemprop", "http-equiv")}
        for name in names - {None, ""}:
            found.setdefault(str(name).lower(), []).append(content[:META_LIMIT])
    return {name: tuple(contents) for name, contents in found.items()}


def _json_ld(soup: BeautifulSoup) -> list[Mapping[str, object]]:
    nodes: list[Mapping[str, object]] = []
    for script in soup.find_all("script"):
        if (attribute(script, "type") or "").lower().partition(";")[0].strip() == "application/ld+json":
            nodes.extend(node for value in _values(script.string or "") for node in _nodes(value))
        if len(nodes) >= _NODES:
            break
    return nodes[:_NODES]


def _values(text: str) -> list[object]:
    bare = _WRAPPING.sub("", text)
    try:
        return [json.loads(bare, strict=False)]  # raw line breaks inside strings are common and harmless
    except (ValueError, RecursionError):
        return list(islice(loose_values(bare), _NODES))


def _nodes(value: object, depth: int = 4) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list) and depth:
        for item in value[:_NODES]:
            yield from _nodes(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            if key in value and depth:
                yield from _nodes(value[key], depth - 1)


def _paragraphs(soup: BeautifulSoup) -> Iterator[_Paragraph]:
    """Each `<p>` in order; each node is visited once, however deep they nest."""
    holders = _holders(soup)
    articles: list[PageElement | None] = []  # what follows each open <article>
    quotes: list[PageElement | None] = []  # and the open quotation
    notices: list[PageElement | None] = []  # and the open notice
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        for ends in (articles, quotes, notices):
            while ends and node is ends[-1]:
                ends.pop()
        if not isinstance(node, Tag):
            node = node.next_element
        elif node.name == "p":
            yield _Paragraph(text_of(node), bool(articles), bool(quotes), bool(notices))
            node = behind(node)
        elif node.name in SKIPPED:
            node = behind(node)
        else:
            if node.name == "article" and len(articles) < _HEADINGS:
                articles.append(behind(node))
            elif node.name == "blockquote" and not quotes:
                quotes.append(behind(node))
            elif not notices and id(node) not in holders and is_furniture(node):
                notices.append(behind(node))
            node = node.next_element


def _holders(soup: BeautifulSoup) -> set[int]:
    """What has the page's own text somewhere inside, whatever it is called: sites name their frame "cookies-accepted"."""
    found: set[int] = set()
    for tag in soup.find_all(["h1", "article", "main"], limit=_HEADINGS):
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return found


def _own_text(paragraphs: Sequence[_Paragraph]) -> str:
    told = _joined(paragraph.text for paragraph in paragraphs if not paragraph.notice)
    own = _joined(paragraph.text for paragraph in paragraphs if not (paragraph.notice or paragraph.quoted))
    if len(own) >= _ENOUGH and len(own) * _MOSTLY_QUOTED > len(told):
        return own
    return told if len(told) >= _ENOUGH else _joined(paragraph.text for paragraph in paragraphs)


def _joined(texts: Iterator[str]) -> str:
    pieces: list[str] = []
    length = 0
    for text in texts:
        if length >= TEXT_LIMIT:
            break
        if text:
            pieces.append(text)
            length += len(text) + 1
    return "\n".join(pieces)[:TEXT_LIMIT]
