"""What a page says about itself: head, headings, paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from kinews_cli.html.tree import SKIPPED, TEXT_LIMIT, attribute, behind, text_of

META_LIMIT = 4_000
_META_COUNT = 1_000  # a paper's page lists each reference in a tag of its own
_HEADINGS = 20
_NODES = 200
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What stands on a page, as it stands there but with blanks folded; nothing here is judged or escaped.

    `meta` maps lower-case `name`, `property`, `itemprop` or `http-equiv` to the contents in order. `json_ld` holds the
    objects of all blocks, with those of `@graph` and `mainEntity` behind the object they stand in. `canonical` may be
    relative. `paragraphs` is the text of all `<p>`, `article` of those inside `<article>`; both at most 4,000 characters.
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


def facts_of(soup: BeautifulSoup) -> PageFacts:
    """What stands in the tree; a few walks over it."""
    paragraphs = list(_paragraphs(soup))
    return PageFacts(
        title=_title(soup),
        lang=attribute(soup.find("html"), "lang"),
        meta=_meta(soup),
        json_ld=tuple(_json_ld(soup)),
        canonical=_canonical(soup),
        paragraphs=_joined(text for text, _ in paragraphs),
        article=_joined(text for text, in_article in paragraphs if in_article),
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
            nodes.extend(_nodes(_loads(script.string or "")))
        if len(nodes) >= _NODES:
            break
    return nodes[:_NODES]


def _loads(text: str) -> object:
    bare = _WRAPPING.sub("", text)
    try:
        return json.loads(bare, strict=False)  # raw line breaks inside strings are common and harmless
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 4) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list) and depth:
        for item in value[:_NODES]:
            yield from _nodes(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            if key in value and depth:
                yield from _nodes(value[key], depth - 1)


def _paragraphs(soup: BeautifulSoup) -> Iterator[tuple[str, bool]]:
    """The text of each `<p>` and whether it stands in an `<article>`; each node is visited once, however deep they nest."""
    articles: list[PageElement | None] = []  # what follows each open <article>
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        while articles and node is articles[-1]:
            articles.pop()
        if isinstance(node, Tag) and node.name == "p":
            yield text_of(node), bool(articles)
            node = behind(node)
        elif isinstance(node, Tag) and node.name in SKIPPED:
            node = behind(node)
        else:
            if isinstance(node, Tag) and node.name == "article" and len(articles) < _HEADINGS:
                articles.append(behind(node))
            node = node.next_element


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
