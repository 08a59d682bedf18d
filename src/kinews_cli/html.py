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
_BLOCKS = 500
_BLOCK_TEXT = 400
_ADDRESSES = 50
_NODES = 200
_SKIPPED = {"script", "style", "noscript", "template", "nav", "footer", "aside"}
_UNSEEN = {
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "title",
    "datalist",
    "object",
    "iframe",
    "textarea",
}
_FURNITURE = {"nav", "footer", "aside"}
_FURNITURE_ROLES = {"navigation", "contentinfo", "complementary", "search", "menu"}
_FURNITURE_NAMES = re.compile(
    r"(?:cookie|consent|cmp|gdpr|usercentrics|borlabs|footer|fusszeile|breadcrumb|skip-?link)", re.IGNORECASE
)
# What does not end a piece of text. A reader sees "<h1>404<span>Nicht da</span></h1>" as two pieces, so `span` puts a blank.
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong
    sub sup time tt u var wbr br input picture source
    """.split()  # noqa: SIM905 - a list of forty strings is no easier to read
)
_SPACED = {"span", "small", "sup", "br", "img", "label", "input"}
_QUOTED = {"pre", "blockquote", "textarea", "code", "samp"}
_PRESSED = {"a", "button", "select", "option"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_NAMES = {"hidden", "d-none", "is-hidden", "invisible"}
_SHOWN_AGAIN = re.compile(r"(?:[:-](?:block|flex|grid|inline)|visible)")
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


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands by itself: what a heading, a paragraph, a list item or a bare `<div>` holds.

    `level` is 1 to 6 for headings, else 0; `linked` counts the characters that one can press; `furniture` says that it
    stands in a menu, a footer or a cookie notice, `quoted` that it is code or another's words.
    """

    text: str  # at most 400 characters
    level: int = 0
    linked: int = 0
    furniture: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class PageBody:
    """What a reader sees of a page, in order, and what the judgement of pages looks at besides.

    `running` counts the characters of text outside links and furniture, `visible` all characters. `marks` are the class
    names and ids of `<html>`, `<body>` and `<main>`. `refresh` is the content of a meta refresh outside `<noscript>`.
    """

    blocks: tuple[Block, ...] = ()  # at most 500
    running: int = 0
    visible: int = 0
    marks: tuple[str, ...] = ()
    passwords: int = 0
    forms: tuple[str, ...] = ()  # where they lead
    frames: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    refresh: str | None = None


def read_page(html: str) -> PageFacts:
    """The facts of a page. Never raises: what cannot be parsed has no facts."""
    soup = _soup(html)
    return _facts(soup) if soup is not None else PageFacts()


def read_whole(html: str) -> tuple[PageFacts, PageBody]:
    """The facts of a page and what a reader sees of it, from one parse. Never raises."""
    soup = _soup(html)
    if soup is None:
        return PageFacts(), PageBody()
    walk = _Walk()
    walk.run(soup)
    return _facts(soup), walk.body()


def _soup(html: str) -> BeautifulSoup | None:
    try:
        return _parse(html)
    except (ParserRejectedMarkup, ValueError, AssertionError, RecursionError):
        return None


def _facts(soup: BeautifulSoup) -> PageFacts:
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


class _Walk:
    """One pass over the tree, with an entry and an exit for each tag: every node is touched twice, however deep they nest."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._levels: list[int] = []
        self._pressed = self._furniture = self._quoted = self._noscript = 0
        self._running = self._visible = self._passwords = 0
        self._marks: list[str] = []
        self._addresses: dict[str, list[str]] = {"form": [], "iframe": [], "frame": [], "script": []}
        self._refresh: str | None = None

    def body(self) -> PageBody:
        return PageBody(
            blocks=tuple(self._blocks),
            running=self._running,
            visible=self._visible,
            marks=tuple(self._marks[:_ADDRESSES]),
            passwords=self._passwords,
            forms=tuple(self._addresses["form"]),
            frames=tuple(self._addresses["iframe"] + self._addresses["frame"]),
            scripts=tuple(self._addresses["script"]),
            refresh=self._refresh,
        )

    def run(self, soup: BeautifulSoup) -> None:
        open_tags: list[tuple[Tag, Iterator[PageElement], bool]] = [(soup, iter(soup.contents), False)]
        unseen = 0
        while open_tags:
            tag, children, hides = open_tags[-1]
            child = next(children, None)
            if child is None:
                open_tags.pop()
                self._noscript -= tag.name == "noscript"
                if hides:
                    unseen -= 1
                elif not unseen:
                    self._leave(tag)
            elif isinstance(child, Tag):
                self._note(child)
                hidden = child.name in _UNSEEN or _is_hidden(child)
                self._noscript += child.name == "noscript"
                if hidden:
                    unseen += 1
                elif not unseen:
                    self._enter(child)
                open_tags.append((child, iter(child.contents), hidden))
            elif not unseen and isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._read(str(child))
        self._flush()

    def _note(self, tag: Tag) -> None:
        """What counts whether it is seen or not."""
        if tag.name == "input":
            self._passwords += (_attribute(tag, "type") or "").lower() == "password"
        elif tag.name == "meta":
            if not self._noscript and (_attribute(tag, "http-equiv") or "").lower() == "refresh":
                self._refresh = self._refresh or (_attribute(tag, "content") or "")[:_META_LIMIT]
        elif tag.name in {"html", "body", "main"}:
            self._marks += [mark.lower() for mark in _names(tag).split()[:_ADDRESSES]]
        elif tag.name in self._addresses:
            address = _attribute(tag, "action" if tag.name == "form" else "src")
            if address and len(self._addresses[tag.name]) < _ADDRESSES:
                self._addresses[tag.name].append(address[:_META_LIMIT])

    def _enter(self, tag: Tag) -> None:
        if tag.name not in _INLINE:
            self._flush()
        elif tag.name in _SPACED:
            self._pieces.append(" ")
        if tag.name == "input" and (_attribute(tag, "type") or "").lower() in {"submit", "button"}:
            self._read_button(_attribute(tag, "value") or "")
        self._levels += [int(tag.name[1])] if _is_heading(tag) else []
        self._pressed += tag.name in _PRESSED
        self._furniture += _is_furniture(tag)
        self._quoted += tag.name in _QUOTED

    def _leave(self, tag: Tag) -> None:
        if tag.name not in _INLINE:
            self._flush()
        elif tag.name in _SPACED:
            self._pieces.append(" ")
        if _is_heading(tag):
            self._levels.pop()
        self._pressed -= tag.name in _PRESSED
        self._furniture -= _is_furniture(tag)
        self._quoted -= tag.name in _QUOTED

    def _read_button(self, text: str) -> None:
        self._pressed += 1
        self._read(text[:_BLOCK_TEXT])
        self._pressed -= 1

    def _read(self, text: str) -> None:
        self._pieces.append(text)
        if self._pressed:
            self._linked += len(text.strip())

    def _flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            linked = min(self._linked, len(text))
            self._visible += len(text)
            self._running += 0 if self._furniture else len(text) - linked
            if len(self._blocks) < _BLOCKS:
                level = self._levels[-1] if self._levels else 0
                self._blocks.append(Block(text[:_BLOCK_TEXT], level, linked, bool(self._furniture), bool(self._quoted)))
        self._pieces.clear()
        self._linked = 0


def _is_heading(tag: Tag) -> bool:
    return len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1] in "123456"


def _names(tag: Tag) -> str:
    return f"{_attribute(tag, 'class') or ''} {_attribute(tag, 'id') or ''}"


def _is_furniture(tag: Tag) -> bool:
    if tag.name in _FURNITURE or _attribute(tag, "role") in _FURNITURE_ROLES:
        return True
    if tag.name not in {"div", "section", "ul", "ol", "dialog"}:
        return False
    return any(_FURNITURE_NAMES.match(name) for name in _names(tag).split()[:_ADDRESSES])


def _is_hidden(tag: Tag) -> bool:
    if tag.get("hidden") is not None or (tag.name == "dialog" and tag.get("open") is None):
        return True
    if _HIDDEN_STYLE.search(_attribute(tag, "style") or ""):
        return tag.name not in {"html", "body"}  # shown by a script as soon as the styles are there
    names = _attribute(tag, "class") or ""
    return (
        not _HIDDEN_NAMES.isdisjoint(names.split())
        and not _SHOWN_AGAIN.search(names)
        and tag.name not in {"html", "body"}
    )
