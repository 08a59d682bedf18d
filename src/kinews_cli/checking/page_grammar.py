"""The notation in which the tables of words are written, and the folding of texts before they are compared with them.

A table is a text: patterns stand side by side with two blanks between them, an alternation may go on in a line that starts
with "|". `<5>` stands for up to five words, `{NAME}` for a piece that is passed by that name. Each pattern matches whole words.
"""

from __future__ import annotations

import re

from kinews_cli.lazy_patterns import lazy_pattern

_FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "‘": "'", "´": "'", "`": "'", "\u00ad": None, "\u200b": None}
)
_END = lazy_pattern(r"[.!?…:]+(?=\s|$)")
_BLANK = lazy_pattern(r"[^\w'.]+|(?<!\w)'|'(?!\w)|_+|(?<=\S)\.(?=\S)")
# A colon stands inside headlines too ("404: Warum Links sterben"), so it parts nothing.
_SEGMENT = lazy_pattern(r"\s+[-|–—·•»«>‹›/~\\]+\s+|\s*[|·•»«‹›—]\s*|\s+::\s+")
_GAP = lazy_pattern(r"<(\d)>")


def words(text: str) -> str:
    """`text` folded for the tables: "Ups! Die Seite fehlt" becomes "ups . die seite fehlt".

    Lower case, umlauts spelt out, one blank between words, " . " for the end of a sentence.
    """
    folded = _END.sub(" . ", text.lower().translate(_FOLDED))
    return " ".join(_BLANK.sub(" ", folded).split()).removesuffix(" .")


def segments(title: str) -> list[str]:
    """The parts of a title between its dashes and bars, folded."""
    return [folded for part in _SEGMENT.split(title) if (folded := words(part))]


def either(text: str, **pieces: str) -> str:
    """The patterns of a table as one piece for another."""
    return "(?:" + "|".join(_patterns(text, pieces)) + ")"


def table(text: str, **pieces: str) -> re.Pattern[str]:
    """A table to search folded texts with."""
    return re.compile(rf"\b{either(text, **pieces)}\b")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def marks(text: str) -> tuple[bytes, ...]:
    """What is looked for in the source of a page, in lower case: marks side by side with two blanks between them."""
    return tuple(mark.encode() for mark in re.split(r"\s{2,}|\n", text.strip()))


def named_marks(text: str) -> tuple[tuple[bytes, str], ...]:
    """The same with the name of their maker at the beginning of each line."""
    lines = (re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines())
    return tuple((mark.encode(), name) for name, *line in lines for mark in line)


def _patterns(text: str, pieces: dict[str, str]) -> list[str]:
    joined = re.sub(r"\n\s*\|", "|", text)
    for name, piece in pieces.items():
        joined = joined.replace("{" + name + "}", piece)
    return [_GAP.sub(r"(?:[\\w']+ ){0,\1}?", pattern) for pattern in re.split(r"\s{2,}|\n", joined.strip()) if pattern]
