"""How wide text is on a terminal, and lines that fit one.

A terminal gives Chinese characters and most emoji two cells (Unicode Standard Annex 11: W and F), accents that stand on
their own and joiners none. What it makes of an emoji of several characters is its own affair, so this is a close guess.
"""

from __future__ import annotations

import re
import unicodedata

from kinews_cli.lazy_patterns import lazy_pattern

_COLOUR = lazy_pattern(r"\033\[[0-9;]*m")  # commands a terminal, takes no cell
_NOTHING = {"Mn", "Me", "Cf"}
_SOFT_HYPHEN = "\u00ad"  # a format character, but terminals show it


def cells(text: str) -> int:
    """The number of cells that `text` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cells_of, _COLOUR.sub("", text)))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in _NOTHING and character != _SOFT_HYPHEN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(line: str, width: int) -> str:
    """`line` broken at blanks where it is wider than `width`; it goes on below its own beginning, a little further in.

    What has no blank, such as an address, stays whole.
    """
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    if cells(line) <= width or width < 2 * len(indent):
        return line
    lines: list[str] = []
    begun = ""
    for word in _words(line):
        longer = f"{begun}{word}"
        if begun.strip() and cells(longer.rstrip()) > width:
            lines.append(begun.rstrip())
            longer = indent + word.lstrip()
        begun = longer
    return "\n".join([*lines, begun.rstrip()])


def _words(line: str) -> list[str]:
    """The words, each with the blanks before it: columns keep their distance."""
    return re.findall(r" *[^ ]+| +$", line)
