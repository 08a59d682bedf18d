"""Which text is a PDF's title: what the document calls itself, where that is one, else what its first page shows largest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kinews_cli.border import clean

# Names of programs, of files and of nothing, as they stand in the titles of documents (counted on 45 files).
_PROGRAM = re.compile(
    r"microsoft (?:word|powerpoint|excel)|adobe \w+|quarkxpress|powerpoint|latex|untitled|unbenannt", re.IGNORECASE
)
_FILE = re.compile(
    r".*\.(?:docx?|pdf|tex|dvi|indd|pptx?|odt|odp|rtf|pages|key|qxd|e?ps|xlsx?|md|html?|ai|pmd|fm|cdr|txt)",
    re.IGNORECASE,
)
_EXTENSIONS = {"docx", "pptx", "indd", "pages", "xlsx"}
_NOTHING = re.compile(
    r"(?:untitled|unbenannt|ohne titel|sans titre|sin t[ií]tulo|no title|title|titel|titre|document|dokument|main|paper|draft|"
    r"entwurf|manuscript|presentation|pr[äa]sentation|slides?|folie|vorlage|template|new|neu|final)[\s\d_()-]*",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:published|presented|accepted|submitted|under review|in proceedings|proceedings of|journal of|volume|vol\.|arxiv:|"
    r"preprint|research article|original paper|review article|technical report|working paper|issn|isbn|doi:?|https?:|www\.|"
    r"contents|inhalt|abstract)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_STANDING = 200  # letters of a page: fewer are a cover made of pictures, and prove nothing
_LARGER = 1.2  # times the size of the running text
_WORDS = range(3, 31)
_LONGEST = 16  # letters of a word: of a longer one the blanks were lost (German compounds: see _glued)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text on a page and its size in points."""

    text: str
    size: float


def is_title(title: str, page: str) -> bool:
    """May `title`, which the document gives itself, be believed, beside the text of its first pages?

    It has two words, names neither a file nor a program, and most of its words stand on the page: "IEEE Paper Template in
    A4 (V1)" is the title of thousands of papers.
    """
    words = _WORD.findall(title.lower())
    if len(words) < 2 or _PROGRAM.match(title) or _FILE.fullmatch(title) or _NOTHING.fullmatch(title):
        return False
    if sum(map(len, words)) < 0.5 * len(title) or (" " not in title):
        return False
    standing = _folded(page)
    if len(standing) < _STANDING:
        return True
    long = [word for word in words if len(word) > 3] or words
    return sum(word in standing for word in long) >= 0.6 * len(long)


def biggest_text(spans: Sequence[Span], rejected: Sequence[str] = ()) -> str | None:
    """What stands largest on the page, in one place, above the running text; None where that is no title's words.

    `rejected` is what the document calls itself: "Microsoft Word - Opening a lab.docx" is no title, but what stands largest
    beside it without sharing a word is the heading of a series.
    """
    lines = [line for line in _lines(spans) if _WORD.search(line.text)]
    body = _body_size(lines)
    if body is None:
        return None
    largest = max(round(line.size, 1) for line in lines)
    if largest < _LARGER * body:
        return None
    places = [number for number, line in enumerate(lines) if abs(line.size - largest) < 0.3]
    if places != list(range(places[0], places[-1] + 1)):
        return None  # headings of equal size all over the page
    title = _as_title([lines[number].text for number in places])
    return title if title is not None and all(_share_a_word(title, other) for other in rejected) else None


def _as_title(lines: Sequence[str]) -> str | None:
    text = clean(" ".join(lines))
    words = _WORD.findall(text)
    if len(words) not in _WORDS or _HEADER.match(text) or _NOTHING.fullmatch(text) or _FILE.fullmatch(text):
        return None
    if (
        sum(map(len, words)) < 0.6 * len(text)
        or _glued(words)
        or sum(len(word) == 1 for word in words) > len(words) / 3
    ):
        return None
    return text


def _share_a_word(title: str, rejected: str) -> bool:
    program = _PROGRAM.match(rejected)
    named = set(_WORD.findall(rejected[program.end() :].lower())) if program else set()
    named = {word for word in named - _EXTENSIONS if len(word) > 3}
    return len(named) < 2 or not named.isdisjoint(_WORD.findall(title.lower()))


def _glued(words: Sequence[str]) -> bool:
    """Blanks lost or put between letters, as happens where a file places each glyph."""
    return sum(len(word) > _LONGEST for word in words) * 4 > len(words) or sum(map(len, words)) / len(words) < 2.5


def _lines(spans: Sequence[Span]) -> Iterator[Span]:
    """Pieces of one size in a row, joined; a line's end ends nothing but adds a blank."""
    text, size = "", 0.0
    for span in spans:
        if not span.text.strip():
            text += " "
        elif abs(span.size - size) < 0.3:
            text += span.text
        else:
            if text.strip():
                yield Span(clean(text, limit=2_000), size)
            text, size = span.text, span.size
    if text.strip():
        yield Span(clean(text, limit=2_000), size)


def _body_size(lines: Sequence[Span]) -> float | None:
    """The size in which most letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    if letters.total() < _STANDING:
        return None
    return letters.most_common(1)[0][0]


def _folded(page: str) -> str:
    """The letters of a page without the hyphens and blanks that its lines put between them."""
    return "".join(_WORD.findall(page.lower()))
