"""Whether a page has the place that an address names behind its "#". Pure.

A place that is not in the HTML may still be there for a reader, since scripts make anchors: that is the oldest complaint
about every checker of anchors (linkinator #858, Sphinx #9255 and #11484, muffet #52, linkchecker #816). So a place is called
missing only where the page runs no script, or where it plainly gets its anchors from the server (as pages of Sphinx, MkDocs,
Docusaurus, MediaWiki and LaTeXML do) and nothing in its scripts, attributes and headings resembles the name. All else, and
whatever is no name of a place but the state of an application, is left alone.

The rules are those of the HTML standard ("indicated part of the document") and of URL Fragment Text Directives (WICG), the
latter read more loosely than browsers do: letters and digits must agree, whatever stands between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from kinews_cli.border import clean
from kinews_cli.html_anchors import PageAnchors, page_anchors
from kinews_cli.html_text import decode_page
from kinews_cli.model.verdict import Evidence
from kinews_cli.web.answer import Answer

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_DIRECTIVE = ":~:"
# State of an application: "#!/x", "#/x", "#code/PTAE", "#t=10", "#:x", ".U4x.twitter", "sthash.x"; pointers of other formats.
_STATE = re.compile(
    r".*[/=!?&|{}<>\\].*|[-.~:_*@$].*|(?:sthash\.|mce_|(?:xpointer|element|epubcfi)\().*", re.DOTALL | re.IGNORECASE
)
# Lines of code and parts of a discussion: what is loaded, or marked, when it is asked for.
_ON_DEMAND = re.compile(
    r"l\d+(?:c\d+)?(?:-l?\d+(?:c\d+)?)?|lines?-\d+(?:-\d+)?|(?:issuecomment|discussioncomment|pullrequestreview|diff|note)[-_].+"
    r"|(?:discussion_)?r\d+|comment-\d+",
    re.IGNORECASE,
)
# What scripts open, scroll to or load under such names, whatever stands in the HTML.
_WIDGET = re.compile(
    r"(?:tab|panel|pane|modal|popup|dialog|overlay|accordion|collapse|slide|lightbox|gallery|galerie|comment|kommentar|reply"
    r"|disqus|menu|nav|share|login)(?:e|en|s)?(?:[-_.:\d].*)?"
    r"|(?:page|seite|step|image|img|bild|foto|photo|video|player|post|note|respond|search|suche|print|start|home|main|content"
    r"|inhalt|header|footer|rss|ref|n)(?:e|er|en|s)?(?:[-_.:]?\d.*)?"
    r"|\d+(?:[-_.:,][^\W_]*)*",
    re.IGNORECASE,
)
# Sites that make anchors, or find them under another name, by script although much of the page comes from the server.
_SCRIPTED_SITES = frozenset(
    """
    github.com gitlab.com bitbucket.org medium.com notion.so notion.site docs.google.com drive.google.com atlassian.net
    x.com twitter.com reddit.com youtube.com facebook.com linkedin.com
    """.split()  # noqa: SIM905 - read as a list of words
)
_GITHUB = "user-content-"
_LONG_TEXT = 800  # letters that a page shows without its scripts, below which it may be an empty shell for them
_SLACK = 40  # letters that may stand between a text and what should be beside it
_OCCURRENCES = 1_000
_EDITED = 5  # words from which on a text counts as one that is there with something in between
_GAP = 250  # letters
_TAG = re.compile(r"<[^<>]{0,300}>")
_ESCAPE = re.compile(r"\\{1,8}(?:u([0-9a-fA-F]{4})|[nrt])")  # JSON within JSON doubles its backslashes
_MARKS = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"[-_]\d+$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def missing_fragment(url: str, answer: Answer) -> Evidence | None:
    """What the page lacks of the place that `url`, the final address, names behind its "#".

    `fragment_missing` with the name ("#fehlt"), or `text_fragment_missing` with the text that should stand there. None where
    the place is there, where none is named, and where nobody can tell: no complete HTML page, state of an application,
    anchors that scripts make.
    """
    place, _, directive = url.partition("#")[2].partition(_DIRECTIVE)
    quotes = tuple(_quotes(directive))
    name = unquote(place)
    if not (quotes or _is_name(name)) or not _is_whole_page(answer) or _is_scripted_site(url):
        return None
    page = page_anchors(decode_page(answer.body, answer.charset))
    if page is None or not page.shown.strip():
        return None
    if quotes:
        return _missing_text(quotes, page)
    found = _leads_somewhere({place, name}, page) or (page.scripted and not _has_fixed_anchors(name, page))
    return None if found else Evidence("fragment_missing", clean(f"#{name}"))


def _is_whole_page(answer: Answer) -> bool:
    whole = answer.status == 200 and not answer.truncated and answer.problem is None
    return whole and answer.content_type in _HTML


def _is_name(name: str) -> bool:
    """Whether this looks like the name of a place in the HTML. "top" is one that every page has."""
    if not name.strip() or name.lower() == "top":
        return False
    return not (_STATE.fullmatch(name) or _ON_DEMAND.fullmatch(name))


def _is_scripted_site(url: str) -> bool:
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return True
    return any(".".join(labels[place:]) in _SCRIPTED_SITES for place in range(len(labels)))


def _leads_somewhere(spellings: set[str], page: PageAnchors) -> bool:
    if not spellings.isdisjoint(page.names):
        return True
    prefixed = {f"{_GITHUB}{name}".lower() for name in spellings}
    return any(name.lower() in prefixed for name in page.names if name[: len(_GITHUB)].lower() == _GITHUB)


def _has_fixed_anchors(name: str, page: PageAnchors) -> bool:
    """Whether this page with scripts has all its anchors from the server, so that `name` is none of theirs."""
    if _WIDGET.fullmatch(name) or len(_folded(page.shown)) < _LONG_TEXT or not _names_its_places(page):
        return False
    return name.casefold() not in page.code.casefold() and not _made_from_heading(name, page)


def _names_its_places(page: PageAnchors) -> bool:
    """Two headings at least, and half of all, have names; or some have, and the links within the page all lead somewhere."""
    if page.named_headings >= 2 and page.named_headings * 2 >= len(page.headings):
        return True
    inner = {name for name in page.inner if _is_name(name) and not _WIDGET.fullmatch(name)}
    linked = len(inner) >= 2 and all(_leads_somewhere({name, unquote(name)}, page) for name in inner)
    return linked and (page.named_headings > 0 or not page.headings)


def _made_from_heading(name: str, page: PageAnchors) -> bool:
    """Whether a script may make the name from a heading: "schoene-gruesse-2" from "Schöne Grüße!"."""
    bare = _COUNTED.sub("", name)
    for spelt in (str, _with_umlauts_spelt, _without_foreign_letters):
        wanted = _folded(spelt(bare))
        given = [_folded(spelt(heading)) for heading in page.headings]
        if any(wanted in heading or (len(heading) >= 4 and heading in wanted) for heading in given):
            return True
    return False


def _with_umlauts_spelt(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)


def _without_foreign_letters(text: str) -> str:
    return unicodedata.normalize("NFC", text).encode("ascii", "ignore").decode()


@dataclass(frozen=True, slots=True)
class _Quote:
    """A text directive, its parts decoded: `[prefix-,]start[,end][,-suffix]`."""

    start: str
    end: str
    prefix: str
    suffix: str


def _quotes(directive: str) -> Iterator[_Quote]:
    """The text directives that browsers would read; they pass over those that are malformed."""
    for part in directive.split("&"):
        if part.startswith("text="):
            tokens = part.removeprefix("text=").split(",")
            prefix = tokens.pop(0)[:-1] if tokens[0].endswith("-") else ""
            suffix = tokens.pop()[1:] if tokens and tokens[-1].startswith("-") else ""
            if len(tokens) in {1, 2} and all(tokens):
                yield _Quote(
                    unquote(tokens[0]), unquote(tokens[-1]) if tokens[1:] else "", unquote(prefix), unquote(suffix)
                )


def _missing_text(quotes: tuple[_Quote, ...], page: PageAnchors) -> Evidence | None:
    """The first text, if none of them is there. What a browser hides may stand in the middle of one, or be one."""
    text = _folded(page.text)
    shown = text if page.shown == page.text else _folded(page.shown)
    if any(_stands(quote, stream) for quote in quotes for stream in (text, shown)):
        return None
    if any(_stands_apart(quote.start, text) for quote in quotes):
        return None
    if page.scripted:
        code = _folded(_TAG.sub("", _ESCAPE.sub(_unescaped, page.code)))
        if len(shown) < _LONG_TEXT or any(_folded(quote.start) in code for quote in quotes):
            return None
    return Evidence("text_fragment_missing", clean(quotes[0].start))


def _stands(quote: _Quote, text: str) -> bool:
    """Whether the folded `text` has the quote; with more than a thousand places to look at, that is taken for granted."""
    start, end, prefix, suffix = map(_folded, (quote.start, quote.end, quote.prefix, quote.suffix))
    if not start or text.count(start) > _OCCURRENCES or (end and text.count(end) > _OCCURRENCES):
        return True
    last = (
        max((place for place in _places(end, text) if _follows(suffix, text, place + len(end))), default=-1)
        if end
        else -1
    )
    for place in _places(start, text):
        behind = place + len(start)
        if prefix in text[max(0, place - len(prefix) - _SLACK) : place]:
            there = behind <= last if end else _follows(suffix, text, behind)
            if there:
                return True
    return False


def _places(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _follows(suffix: str, text: str, behind: int) -> bool:
    return suffix in text[behind : behind + len(suffix) + _SLACK]


def _stands_apart(quote: str, text: str) -> bool:
    """Whether the words of a longer quote follow one another with little in between, which styles may hide from readers."""
    words = [word for word in map(_folded, quote.split()) if word]
    if len(words) < _EDITED:
        return False
    reach = sum(map(len, words)) + _GAP
    return any(_in_order(words, text[place : place + reach]) for place in islice(_places(words[0], text), _OCCURRENCES))


def _in_order(words: list[str], text: str) -> bool:
    behind = 0
    for word in words:
        place = text.find(word, behind)
        if place < 0:
            return False
        behind = place + len(word)
    return True


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else " "


def _folded(text: str) -> str:
    """Letters and digits alone, without case, accents, hyphens, blanks and punctuation."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
