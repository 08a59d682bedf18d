"""What a page says about itself: head, headings, paragraphs. The only door to beautifulsoup4.

Pages are hostile. lxml parses every attack that was measured in under a second where html.parser is quadratic (39 s for
256 KB of "<!--"). What follows the parser is one walk over the tree: no prettify, no select, no copies, no nested get_text.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

LIMIT = 512 * 1024  # characters
TAG_LIMIT = 20_000  # 0.2 s for nested tags (measured, some 9 microseconds each): what one hostile page may cost a run
TEXT_LIMIT = 4_000  # characters of paragraphs: what the language vote was measured on
_META_LIMIT = 4_000
_META_COUNT = 1_000  # a paper's page lists each reference in a tag of its own
_HEADINGS = 20
_NODES = 200
_SKIPPED = {"script", "style", "noscript", "template", "nav", "footer", "aside"}
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


def read_page(html: str) -> PageFacts:
    """The facts of a page. Never raises: what cannot be parsed has no facts."""
    try:
        soup = _parse(html)
    except (ParserRejectedMarkup, ValueError, AssertionError, RecursionError):
        return PageFacts()
    paragraphs = list(_paragraphs(soup))
    return PageFacts(
        title=_title(soup),
        lang=_attribute(soup.find("html"), "lang"),
        meta=_meta(soup),
        json_ld=tuple(_json_ld(soup)),
        canonical=_canonical(soup),
        paragraphs=_joined(text for text, _ in paragraphs),
        article=_joined(text for text, in_article in paragraphs if in_article),
        headings=tuple(_text(tag) for tag in soup.find_all(["h1", "h2"], limit=_HEADINGS)),
    )


def _parse(html: str) -> BeautifulSoup:
    # Lone surrogates cannot be encoded for lxml, and a NUL ends the document for some versions of it.
    prefix = _first_tags(html[:LIMIT]).encode("utf-8", "replace").decode().replace("\0", " ")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "looks like XML", "looks like a URL": it came as a page, so it is read as one
        return BeautifulSoup(prefix, "lxml")


def _first_tags(html: str) -> str:
    if html.count("<") <= TAG_LIMIT:
        return html
    end = 0
    for _ in range(TAG_LIMIT):
        end = html.find("<", end) + 1
    return html[: end - 1]


def _title(soup: BeautifulSoup) -> str | None:
    title = soup.find("title")
    return (_text(title) or None) if isinstance(title, Tag) else None


def _canonical(soup: BeautifulSoup) -> str | None:
    for link in soup.find_all("link"):
        if "canonical" in (_attribute(link, "rel") or "").lower().split():
            return _attribute(link, "href")
    return None


def _meta(soup: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for tag in soup.find_all("meta", limit=_META_COUNT):
        content = _attribute(tag, "content")
        if content is None:
            continue
        # Some sites put a twitter name and an Open Graph property on one tag: it stands under both.
        names = {_attribute(tag, kind) for kind in ("name", "property", "itemprop", "http-equiv")}
        for name in names - {None, ""}:
            found.setdefault(str(name).lower(), []).append(content[:_META_LIMIT])
    return {name: tuple(contents) for name, contents in found.items()}


def _attribute(tag: PageElement | None, name: str) -> str | None:
    value = tag.get(name) if isinstance(tag, Tag) else None
    if value is None:
        return None
    return " ".join((value if isinstance(value, str) else " ".join(value)).split())


def _json_ld(soup: BeautifulSoup) -> list[Mapping[str, object]]:
    nodes: list[Mapping[str, object]] = []
    for script in soup.find_all("script"):
        if (_attribute(script, "type") or "").lower().partition(";")[0].strip() == "application/ld+json":
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
            yield _text(node), bool(articles)
            node = _behind(node)
        elif isinstance(node, Tag) and node.name in _SKIPPED:
            node = _behind(node)
        else:
            if isinstance(node, Tag) and node.name == "article" and len(articles) < _HEADINGS:
                articles.append(_behind(node))
            node = node.next_element


def _behind(tag: Tag) -> PageElement | None:
    """The first node that follows in the document and is not inside `tag`."""
    node: PageElement | None = tag
    while node is not None and node.next_sibling is None:
        node = node.parent
    return node.next_sibling if node is not None else None


def _text(tag: Tag) -> str:
    """The text inside, blanks folded, without scripts and comments, at most about 4,000 characters."""
    pieces: list[str] = []
    length = 0
    end = _behind(tag)
    node = tag.next_element
    while node is not None and node is not end and length < TEXT_LIMIT:
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            pieces.append(node)
            length += len(node)
        node = _behind(node) if isinstance(node, Tag) and node.name in _SKIPPED else node.next_element
    return " ".join("".join(pieces).split())[:TEXT_LIMIT]


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
