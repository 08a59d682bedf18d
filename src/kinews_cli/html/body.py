"""What a reader sees of a page, in order, and what the judgement of pages looks at besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from kinews_cli.html.facts import META_LIMIT
from kinews_cli.html.tree import attribute, is_furniture, names_of

_BLOCKS = 500
_BLOCK_TEXT = 400
_ADDRESSES = 50
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


def body_of(soup: BeautifulSoup) -> PageBody:
    """What a reader sees of the tree, from one walk over it."""
    walk = _Walk()
    walk.run(soup)
    return walk.body()


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
            self._passwords += (attribute(tag, "type") or "").lower() == "password"
        elif tag.name == "meta":
            if not self._noscript and (attribute(tag, "http-equiv") or "").lower() == "refresh":
                self._refresh = self._refresh or (attribute(tag, "content") or "")[:META_LIMIT]
        elif tag.name in {"html", "body", "main"}:
            self._marks += [mark.lower() for mark in names_of(tag).split()[:_ADDRESSES]]
        elif tag.name in self._addresses:
            address = attribute(tag, "action" if tag.name == "form" else "src")
            if address and len(self._addresses[tag.name]) < _ADDRESSES:
                self._addresses[tag.name].append(address[:META_LIMIT])

    def _enter(self, tag: Tag) -> None:
        if tag.name not in _INLINE:
            self._flush()
        elif tag.name in _SPACED:
            self._pieces.append(" ")
        if tag.name == "input" and (attribute(tag, "type") or "").lower() in {"submit", "button"}:
            self._read_button(attribute(tag, "value") or "")
        self._levels += [int(tag.name[1])] if _is_heading(tag) else []
        self._pressed += tag.name in _PRESSED
        self._furniture += is_furniture(tag)
        self._quoted += tag.name in _QUOTED

    def _leave(self, tag: Tag) -> None:
        if tag.name not in _INLINE:
            self._flush()
        elif tag.name in _SPACED:
            self._pieces.append(" ")
        if _is_heading(tag):
            self._levels.pop()
        self._pressed -= tag.name in _PRESSED
        self._furniture -= is_furniture(tag)
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


def _is_hidden(tag: Tag) -> bool:
    if tag.get("hidden") is not None or (tag.name == "dialog" and tag.get("open") is None):
        return True
    if _HIDDEN_STYLE.search(attribute(tag, "style") or ""):
        return tag.name not in {"html", "body"}  # shown by a script as soon as the styles are there
    names = attribute(tag, "class") or ""
    return (
        not _HIDDEN_NAMES.isdisjoint(names.split())
        and not _SHOWN_AGAIN.search(names)
        and tag.name not in {"html", "body"}
    )
