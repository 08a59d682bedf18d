"""A web page as issue text: what a careful copy of it would give. The only door to lxml's own parser.

No library for this: markdownify and html2text write Markdown (escapes, `[label](URL)`, stars), and neither knows the form that
our reader takes for a link line. No tree either: lxml reports tags as it reads, so a page of 10 MB is one pass of seconds,
however deep it nests; a tree of beautifulsoup4 would take twenty times as long (measured) and be thrown away.

Dropped is what a reader does not see: scripts, styles, templates, `<noscript>`, drawings, comments, pictures, and what is
hidden by `hidden` or `display:none`, as the preview lines of mails are. Everything else is kept: menus and footers are text
too, and the splitter knows them as furniture.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from kinews_cli.errors import InputError
from kinews_cli.html_lines import Block, Kind, Segment, finished
from kinews_cli.reading.urls import find_urls

LIMIT = 10 * 1024 * 1024  # bytes; a newsletter of 5 MB is one with its pictures in the file
TAG_LIMIT = 500_000  # some 5 microseconds each (measured)
_SKIPPED = {"script", "style", "template", "noscript", "svg", "iframe", "audio", "video", "canvas", "datalist"}
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer"
        " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section select"
        " summary table tbody td textarea tfoot th thead tr ul",
    )
)
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_LISTS = {"ul", "ol", "menu", "dir"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{1,40})", re.IGNORECASE)
_META_REACH = 4096
_CODECS = re.compile(r"utf-8|utf-16|ascii|iso8859-\d+|cp\d+|mac-roman|koi8-[ru]|gb\w+|big5|euc_\w+|shift_jis")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text, lines ending in LF, "" where the page shows none; and for people, what was left out of it."""

    text: str
    notes: tuple[str, ...] = ()


def decode_page(content: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes: by byte order mark, else by what is declared outside or in a `<meta>`, else as UTF-8.

    Never raises: what fits none of these is Windows-1252, as in browsers.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    within = _META_CHARSET.search(content[:_META_REACH])
    names = [declared, within[1].decode("ascii") if within else None, "utf-8"]
    for name in names:
        with suppress(LookupError, UnicodeError, ValueError):
            return content.decode(_codec(name))
    return content.decode("cp1252", "replace")


def _codec(name: str | None) -> str:
    """Python's name of a charset. LookupError for what is none: Python has slow codecs that no page is written in."""
    codec = codecs.lookup(name or "").name
    if not _CODECS.fullmatch(codec):
        raise LookupError(codec)
    # Browsers read Latin-1 as Windows-1252, and a page that could be searched for its <meta> is no UTF-16.
    return {"iso8859-1": "cp1252", "ascii": "utf-8", "utf-16": "utf-8"}.get(codec, codec)


def page_text(html: str, *, title: str = "") -> PageText:
    """The text of a page. Raises InputError, with a text that lacks the file's name, for more tags than 500,000.

    The title line is the page's first `<h1>`, else `title`, else its `<title>`; headings begin with as many "#" as their rank.
    Links are `label: URL` on a line of their own and `label (URL)` in a sentence.
    """
    if html.count("<") > TAG_LIMIT:
        raise InputError(f"holds more than {TAG_LIMIT:,} tags. Save only the newsletter itself, or paste its text.")
    target = _Target()
    # Lone surrogates cannot be encoded for lxml, and a NUL ends the document for some versions of it.
    content = html.encode("utf-8", "replace").replace(b"\0", b" ")
    with suppress(etree.LxmlError):  # an empty page is no document for lxml
        parser = etree.HTMLParser(target=target, recover=True, huge_tree=True, encoding="utf-8")
        parser.feed(content)
        parser.close()
    text, lost = finished(target.blocks(), title or target.title())
    shown_urls = {found.written for found in find_urls(text)}
    links = tuple(url for url in dict.fromkeys((*target.pictures, *lost)) if url not in shown_urls)
    notes = [
        f"{what} were left out ({len(urls)}): {', '.join(urls[:5])}{', …' if len(urls) > 5 else ''}"
        for what, urls in (
            ("links without a text of their own", links),
            ("addresses on the page's own site, which it does not name,", tuple(dict.fromkeys(target.relative))),
        )
        if urls
    ]
    return PageText(text, tuple(notes))


@dataclass(slots=True)
class _List:
    """An open list and the number of its next item; None: it has bullets."""

    number: int | None


@dataclass(slots=True)
class _Item:
    """An open list item; the mark is spent by the first line of its text."""

    mark: str
    spent: bool = False


@dataclass(slots=True)
class _Link:
    url: str
    written: bool = False


@dataclass(slots=True)
class _Target:
    """What lxml tells of the page, one tag at a time."""

    pictures: list[str] = field(default_factory=list)
    relative: list[str] = field(default_factory=list)  # to pages of the same site, whose address the page does not say
    _blocks: list[Block] = field(default_factory=list)
    _lines: list[list[Segment]] = field(default_factory=lambda: [[]])
    _title: list[str] = field(default_factory=list)
    _bases: dict[str, str] = field(default_factory=dict)
    _hidden: int = 0  # tags that are open since text stopped being visible, that tag included
    _open: dict[str, int] = field(default_factory=dict)
    _headings: int = 0  # that are open
    _lists: list[_List] = field(default_factory=list)
    _items: list[_Item] = field(default_factory=list)
    _link: _Link | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._hidden or tag in _SKIPPED or _is_hidden(attributes):
            self._hidden += 1
            return
        if tag in _BLOCKS:
            self._end_block()
        self._open[tag] = self._open.get(tag, 0) + 1
        self._headings += tag in _HEADINGS
        if tag == "br":
            self._lines.append([])
        elif tag == "a":
            self._end_link()
            self._link = self._link_to(attributes.get("href"))
        elif tag in _LISTS:
            self._lists.append(_List(_number(attributes.get("start"), 1) if tag == "ol" else None))
        elif tag == "li":
            self._items.append(_Item(self._mark(attributes)))
        elif tag in {"base", "link", "meta"}:
            self._base(tag, attributes)

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        if tag in _BLOCKS:
            self._end_block()
        self._open[tag] = self._open.get(tag, 1) - 1
        self._headings -= tag in _HEADINGS
        if tag == "a":
            self._end_link()
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li" and self._items:
            self._items.pop()

    def data(self, text: str) -> None:
        if self._hidden:
            return
        if self._open.get("title"):
            self._title.append(text)
            return
        lines = text.split("\n") if self._open.get("pre") else [_BLANKS.sub(" ", text)]
        for place, line in enumerate(lines):
            if place:
                self._lines.append([])
            if line:
                self._lines[-1].append((line.rstrip("\r"), self._address(line)))

    def comment(self, text: str) -> None:
        saved = _SAVED_FROM.search(text[:2000])
        if saved is not None:
            self._bases.setdefault("saved", saved[1])

    def pi(self, *_: object) -> None:
        """Nothing that a reader sees."""

    def close(self) -> None:
        self._end_block()

    def blocks(self) -> list[Block]:
        self._end_block()
        return self._blocks

    def title(self) -> str:
        return "".join(self._title)

    def _address(self, text: str) -> str | None:
        """Where this text leads: the first text of a link carries its address, across blocks only that."""
        if self._link is None:
            return None
        if text.strip():
            self._link.written = True
        return self._link.url

    def _end_link(self) -> None:
        if self._link is not None and not self._link.written:
            self.pictures.append(self._link.url)
        self._link = None

    def _link_to(self, href: str | None) -> _Link | None:
        """None for what is no link to another page, or stands in a menu: its addresses are the page's, not the author's."""
        if href is None or self._open.get("nav"):
            return None
        base = self._bases.get("base") or self._bases.get("canonical") or self._bases.get("saved") or ""
        try:
            url = urljoin(base, re.sub(r"[\t\n\r]", "", href.strip()))
            url = f"https:{url}" if url.startswith("//") else url
            web = url.lower().startswith(("http://", "https://")) and bool(urlsplit(url).hostname)
            inside = "#" in url and urldefrag(url).url in {"", *(urldefrag(own).url for own in self._bases.values())}
        except ValueError:  # brackets that are no IPv6 address
            return None
        if not web and not inside and not urlsplit(url).scheme:
            self.relative.append(url)
        return _Link(url) if web and not inside else None

    def _base(self, tag: str, attributes: Mapping[str, str]) -> None:
        name, address = tag, attributes.get("href", "")
        if tag == "link" and "canonical" not in attributes.get("rel", "").lower().split():
            return
        if tag == "meta":
            name, address = "link", attributes.get("content", "")
            if attributes.get("property", "").lower() != "og:url":
                return
        if address.lower().startswith(("http://", "https://")):
            self._bases.setdefault("base" if name == "base" else "canonical", address)

    def _mark(self, attributes: Mapping[str, str]) -> str:
        """Of the next item: "1)" and not "1.", which may begin a sentence and is no list mark for our reader."""
        innermost = self._lists[-1] if self._lists else _List(None)
        if innermost.number is None:
            return "-"
        number = _number(attributes.get("value"), innermost.number)
        innermost.number = number + 1
        return f"{number})"

    def _end_block(self) -> None:
        if self._lines == [[]]:
            return
        lines, self._lines = self._lines, [[]]
        if not any(text.strip() for line in lines for text, _ in line):
            return
        self._blocks.append(self._as_block(lines))
        if self._link is not None and self._link.written:
            self._link = None

    def _rank(self) -> int:
        """Of the heading that is open, 0 outside of any."""
        if not self._headings:
            return 0
        return next(rank for tag, rank in _HEADINGS.items() if self._open.get(tag))

    def _as_block(self, lines: list[list[Segment]]) -> Block:
        if self._open.get("nav"):
            return Block(Kind.TEXT, lines)
        rank = self._rank()
        item = self._items[-1] if self._items else None
        if rank and not self._open.get("footer"):
            if item is not None:
                item.mark, item.spent = "", True  # a card in a list of cards: its text is no item
            return Block(Kind.HEADING, lines, rank=rank)
        if self._open.get("pre"):
            return Block(Kind.PREFORMATTED, lines)
        if item is None or not item.mark:
            return Block(Kind.TEXT, lines)
        mark, item.spent = ("" if item.spent else item.mark), True
        return Block(Kind.ITEM, lines, mark=mark, nested=len(self._lists) > 1)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN.search(attributes["style"])))


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"[0-9]{1,4}", value.strip()) else otherwise
