"""What can be seen of a line by itself and by the lines around it, before anything is decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Link
from kinews_cli.reading.lines import Line
from kinews_cli.reading.links import link_line
from kinews_cli.reading.marks import DEFAULT_MARKS, MarkSpellings
from kinews_cli.reading.urls import count_urls
from kinews_cli.values import Value

FAR = 99  # blank lines above the first line and below the last
_LONGEST_HEADING = 200
_FENCES = {"```", "~~~"}
_LONGEST = 2000  # characters looked at: no heading, mark or greeting is longer

_MARKER = lazy_pattern(r"(?:[-*•–·‣◦▪■●○]|[a-zA-Z]\)|\(?\d{1,2}\)|\([a-z]\))(?=\s)")
_NUMBER = lazy_pattern(r"(\d{1,3})[.)]\s+(?=\S)")
_HASH = lazy_pattern(r"(#{1,6})\s+(\S.*)")
_WIKI = lazy_pattern(r"(={2,6})\s*([^=\s].*?)\s*\1")
_FRAME = lazy_pattern(
    r"(\+{2,}|-{2,}|~{2,}|>{2,}|\*{3,}|:{2,}|_{3,})\s*([^\s+\-~<>*:_].*?)\s*(?:\+{2,}|-{2,}|~{2,}|<{2,}|\*{3,}|:{2,}|_{3,})"
)
_EDIT = lazy_pattern(r"(\S.*?)\s?\[\s?(?:bearbeiten|edit|quelltext bearbeiten|edit source)\b[^\[\]]*\]", re.IGNORECASE)
_STARRED = lazy_pattern(r"\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|__([^_]+)__")
_RULE = lazy_pattern(r"([-=_*~+#^\"'.·•—–])(?:\s?\1){2,}")


class Decoration(Value, frozen=True):
    """How a heading is marked: the sign, the rank within the sign (1 is outermost), and the text without it."""

    sign: str
    rank: int
    bare: str


class Shape(Value, eq=False):  # not frozen, as Line
    """A non-blank line. `above` and `below` count the blank lines there."""

    index: int  # among the non-blank lines
    line: Line
    above: int
    below: int
    marker: str | None
    number: int | None
    decoration: Decoration | None
    rule: str | None  # the sign that the line is drawn with
    link: Link | None  # of a line that holds nothing else
    urls: int
    code: bool  # between code fences, or indented by four blanks or a tab

    @property
    def normal(self) -> str:
        return self.line.normal

    @property
    def link_line(self) -> bool:
        return self.link is not None

    @property
    def bare(self) -> str:
        """The text without signs around it."""
        return self.decoration.bare if self.decoration is not None else self.line.normal

    @property
    def indented(self) -> bool:
        return self.line.text[:1].isspace()


def shapes_of(lines: Sequence[Line], marks: MarkSpellings = DEFAULT_MARKS) -> list[Shape]:
    """The non-blank lines in order."""
    full = [line for line in lines if not line.blank]
    shapes: list[Shape] = []
    fence = ""
    for index, line in enumerate(full):
        mark = line.normal[:3] if line.normal[:3] in _FENCES and line.normal[3:6] != line.normal[:3] else ""
        code = bool(fence or mark) or line.text.startswith(("    ", "\t"))
        fence = ("" if mark == fence else fence) if fence else mark
        above = line.number - full[index - 1].number - 1 if index else FAR
        below = full[index + 1].number - line.number - 1 if index + 1 < len(full) else FAR
        link = link_line(line.text, line.number, marks) if "://" in line.text else None
        shapes.append(_shape(index, line, above, below, full[index + 1] if below == 0 else None, link, code=code))
    return shapes


def _shape(
    index: int, line: Line, above: int, below: int, next_line: Line | None, link: Link | None, *, code: bool
) -> Shape:
    head = line.normal[:_LONGEST]
    lettered = head[:1].isalpha()
    long = len(head) > _LONGEST_HEADING
    rule = _RULE.fullmatch(head) if head and not head[0].isalnum() else None
    marker = None if rule or (lettered and head[1:2] != ")") else _MARKER.match(head)
    number = _NUMBER.match(head) if not lettered else None
    return Shape(
        index,
        line,
        above,
        below,
        marker[0] if marker else None,
        int(number[1]) if number else None,
        None
        if rule or code or (long and head[0] != "#") or len(line.normal) > _LONGEST
        else _decoration(head, next_line),
        rule[1] if rule else None,
        link,
        1 if link is not None else count_urls(line.text) if "://" in line.text else 0,
        code,
    )


def _decoration(head: str, next_line: Line | None) -> Decoration | None:
    if not head[:1].isalnum() and (framed := _framed(head)) is not None:
        return framed
    if head.endswith("]") and (match := _EDIT.fullmatch(head)):
        return Decoration("[edit]", 1, undecorated(match[1]))
    if next_line is not None and any(character.isalnum() for character in head):
        drawn = _RULE.fullmatch(next_line.normal[:_LONGEST])
        # an underline is about as long as what it stands under; a rule across the page is no underline
        if drawn and len(head) <= 100 and 0.5 * len(head) <= len(next_line.normal) <= 1.5 * len(head) + 4:
            return Decoration(f"underline {drawn[1]}", 1, undecorated(head))
    return None


def _framed(head: str) -> Decoration | None:
    """The decoration of a line that begins with a sign."""
    if match := _HASH.fullmatch(head):
        return Decoration("#", len(match[1]), undecorated(match[2].rstrip("#").rstrip() or match[2]))
    if match := _WIKI.fullmatch(head):
        return Decoration("= =", len(match[1]), undecorated(match[2]))
    if match := _FRAME.fullmatch(head):
        return Decoration(match[1][0] * 2, 1, undecorated(match[2]))
    if (match := _STARRED.fullmatch(head)) and (bare := match[1] or match[2] or match[3]):
        return Decoration("**" if match[1] else "*", 1, bare.strip())
    return None


def undecorated(text: str) -> str:
    """The text without stars around it."""
    match = _STARRED.fullmatch(text) if text[:1] in {"*", "_"} else None
    return (match[1] or match[2] or match[3]).strip() if match else text


def is_capitals(text: str) -> bool:
    """A short text with four letters or more, all of them capitals."""
    return len(text) <= 100 and text.isupper() and sum(character.isalpha() for character in text) >= 4
