"""The tree of a page: parsed within limits, and what is read from its nodes."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

LIMIT = 512 * 1024  # characters
TAG_LIMIT = 20_000  # 0.2 s for nested tags (measured, some 9 microseconds each): what one hostile page may cost a run
TEXT_LIMIT = 4_000  # characters of paragraphs: what the language vote was measured on
SKIPPED = {"script", "style", "noscript", "template", "nav", "footer", "aside"}


def parsed(html: str) -> BeautifulSoup | None:
    """The tree of as much of the page as the limits allow, or None where the parser gives up."""
    try:
        return _parse(html)
    except (ParserRejectedMarkup, ValueError, AssertionError, RecursionError):
        return None


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


def attribute(tag: PageElement | None, name: str) -> str | None:
    """The value of an attribute with blanks folded, or None."""
    value = tag.get(name) if isinstance(tag, Tag) else None
    if value is None:
        return None
    return " ".join((value if isinstance(value, str) else " ".join(value)).split())


def behind(tag: Tag) -> PageElement | None:
    """The first node that follows in the document and is not inside `tag`."""
    node: PageElement | None = tag
    while node is not None and node.next_sibling is None:
        node = node.parent
    return node.next_sibling if node is not None else None


def text_of(tag: Tag) -> str:
    """The text inside, blanks folded, without scripts and comments, at most about 4,000 characters."""
    pieces: list[str] = []
    length = 0
    end = behind(tag)
    node = tag.next_element
    while node is not None and node is not end and length < TEXT_LIMIT:
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            pieces.append(node)
            length += len(node)
        node = behind(node) if isinstance(node, Tag) and node.name in SKIPPED else node.next_element
    return " ".join("".join(pieces).split())[:TEXT_LIMIT]
