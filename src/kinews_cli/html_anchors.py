"""The places that a page's addresses may name, and what may make more of them. Pure, but for lxml's own parser.

As in `html_text.py`, lxml reports tags as it reads, and no tree is built: 512 KB of the worst kinds of tags took 0.2 s at
most with this target (measured), and pages with more tags than any that people read are given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

_LIMIT = 2 * 1024 * 1024  # characters
_TAG_LIMIT = 100_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset(
    {"script", "style", "template", "title", "noscript", "datalist", "iframe", "audio", "video", "canvas"}
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# What a browser reads but does not run.
_DATA = re.compile(
    r"(?:application|text)/(?:[\w.-]+\+)?json|text/(?:x-)?(?:template|html|plain)|speculationrules", re.IGNORECASE
)
_RUNNING = frozenset({"onload", "onpageshow", "onhashchange"})
# A page of frames, or one that sends its reader on, shows what does not stand in it.
_ELSEWHERE = frozenset({"frameset", "frame"})
# Addresses hold words of any kind; only what stands behind their "#" may be a place.
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "content"})
_NO_TEXT = frozenset({"style", "title"})
_EMPTY_ANCHORS = frozenset({"a", "span"})


@dataclass(frozen=True, slots=True)
class PageAnchors:
    """What a page says about the places in it; nothing here is folded or escaped.

    `names` are the fragments that lead somewhere: each `id`, and `name` of `<a>` (HTML standard, "indicated part").
    `inner` are the fragments that the page's own links name, as they stand there. `headings` are the texts of `<h1>` to
    `<h6>`, of which `named_headings` have a name themselves, or within, or on the tag right before. `text` is all the text of
    the body, `shown` the text without what markup hides. `code` are the scripts, and the values of attributes but for names
    and addresses: what a script may make anchors and text from. `scripted`: something may change what a reader sees.
    """

    names: frozenset[str]
    inner: frozenset[str]
    headings: tuple[str, ...]
    named_headings: int
    text: str
    shown: str
    code: str
    scripted: bool


def page_anchors(html: str) -> PageAnchors | None:
    """The places of a page; None where it is too large to be read. Never raises."""
    if len(html) > _LIMIT or html.count("<") > _TAG_LIMIT:
        return None
    target = _Target()
    # Lone surrogates cannot be encoded for lxml, and a NUL ends the document for some versions of it.
    content = html.encode("utf-8", "replace").replace(b"\0", b" ")
    with suppress(etree.LxmlError):  # an empty page is no document for lxml
        parser = etree.HTMLParser(target=target, recover=True, huge_tree=True, encoding="utf-8")
        parser.feed(content)
        parser.close()
    return target.anchors()


@dataclass(slots=True)
class _Target:
    """What lxml tells of the page, one tag at a time."""

    _names: set[str] = field(default_factory=set)
    _inner: set[str] = field(default_factory=set)
    _headings: list[str] = field(default_factory=list)
    _named_headings: int = 0
    _text: list[str] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _code: list[str] = field(default_factory=list)
    _scripted: bool = False
    _unseen: int = 0  # tags that are open since text stopped being visible, that tag included
    _within: str = ""  # the tag that is open in there
    _heading: list[str] | None = None  # the text of the heading that is open
    _named: bool = False  # whether that heading has a name, or what was opened last before it

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        names = set(_names(tag, attributes))
        self._names |= names
        self._note(tag, attributes)
        if self._unseen or tag in _UNSEEN or _is_hidden(attributes):
            self._unseen += 1
            self._within = tag
            return
        if tag in _HEADINGS:
            self._heading = []
            self._named = self._named or bool(names)
        elif self._heading is not None:
            self._named = self._named or bool(names)
        else:
            self._named = bool(names)

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if name == "href" and value.startswith("#"):
                self._inner.add(value[1:])
            if name in _ADDRESSES:
                self._code.append(value.partition("#")[2])
            elif name != "id" and not (tag == "a" and name == "name"):
                self._code.append(value)
        self._scripted = self._scripted or _runs(tag, attributes)

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
            self._within = ""
            return
        if tag in _HEADINGS and self._heading is not None:
            self._headings.append("".join(self._heading))
            self._named_headings += self._named
            self._heading, self._named = None, False
        elif self._heading is None and tag not in _EMPTY_ANCHORS:
            self._named = False

    def data(self, text: str) -> None:
        if self._within == "script":
            self._code.append(text)
        if self._within == "script" or self._within in _NO_TEXT:
            return
        self._text.append(text)
        if not self._unseen:
            self._shown.append(text)
            if self._heading is not None:
                self._heading.append(text)

    def comment(self, text: str) -> None:
        """Nothing that a reader sees."""

    def pi(self, *_: object) -> None:
        """Nothing that a reader sees."""

    def close(self) -> None:
        """Nothing is left to do."""

    def anchors(self) -> PageAnchors:
        return PageAnchors(
            names=frozenset(self._names),
            inner=frozenset(self._inner),
            headings=tuple(self._headings),
            named_headings=self._named_headings,
            text="".join(self._text),
            shown="".join(self._shown),
            code="\n".join(self._code),
            scripted=self._scripted,
        )


def _names(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if attributes.get("id"):
        yield attributes["id"]
    if tag == "a" and attributes.get("name"):
        yield attributes["name"]


def _runs(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag == "script":
        return not _DATA.fullmatch(attributes.get("type", "").partition(";")[0].strip())
    if tag == "meta":
        return attributes.get("http-equiv", "").strip().lower() == "refresh"
    return tag in _ELSEWHERE or not _RUNNING.isdisjoint(attributes)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN.search(attributes["style"])))
