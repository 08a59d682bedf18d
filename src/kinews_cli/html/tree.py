"""The tree of a page: parsed within limits, and what is read from its nodes."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

LIMIT = 512 * 1024  # characters
TAG_LIMIT = 20_000  # 0.2 s for nested tags (measured, some 9 microseconds each): what one hostile page may cost a run
TEXT_LIMIT = 4_000  # characters of paragraphs: what the language vote was measured on
_FURNITURE = {"nav", "footer", "aside"}
_FURNITURE_ROLES = {"navigation", "contentinfo", "complementary", "search", "menu"}
# "cmp-container" and "cmp cmp-text" are no consent tools: the components of Adobe's system, half the web of public
# authorities, are named so.
_FURNITURE_NAMES = re.compile(
    r"(?:cookie|consent|cmp(?:$|-?(?:box|banner|modal|overlay|layer|ui|app)$)|qc-cmp|gdpr|usercentrics"
    r"|borlabs|klaro|onetrust|didomi|tarteaucitron|footer|fusszeile|breadcrumb|skip-?link)",
    re.IGNORECASE,
)
_NAMES = 50
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


def names_of(tag: Tag) -> str:
    """Its classes and its id, with blanks between."""
    return f"{attribute(tag, 'class') or ''} {attribute(tag, 'id') or ''}"


def is_furniture(tag: Tag) -> bool:
    """Does it hold what stands around a page's own text: a menu, a footer, a cookie notice?"""
    if tag.name in _FURNITURE or attribute(tag, "role") in _FURNITURE_ROLES:
        return True
    if tag.name not in {"div", "section", "ul", "ol", "dialog"}:
        return False
    names = names_of(tag).split()[:_NAMES]
    if "cmp" in names and any(name.startswith("cmp-") for name in names):
        return False
    return any(_FURNITURE_NAMES.match(name) for name in names)
