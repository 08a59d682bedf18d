"""Lists of contents: lines at the top that come back as titles below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import Shape
from kinews_cli.values import Value

_HEADING = lazy_pattern(
    r"(?:inhalt(?:sverzeichnis)?|übersicht|themen(?: dieser ausgabe)?|in dieser ausgabe|auf einen blick"
    r"|in diesem (?:newsletter|heft|brief)|(?:heute|diesmal|diese woche|today|this week)\b.{0,30}"
    r"|(?:table of )?contents|in this (?:issue|edition|week's issue)|what's inside|overview|agenda|highlights)\s?[:.]?",
    re.IGNORECASE,
)
_LEADING = lazy_pattern(r"(?:[-*•–·‣◦▪■●○]|\(?\d{1,3}[.)]|[a-z]\)|\[\d{1,3}\])\s+")
_TRAILING = lazy_pattern(r"\s*(?:\.{2,}|…)\s*\d+$|\s*\[\d{1,3}\]$")
_LEAST = 2
_LONGEST = 160  # no title is longer


class Contents(Value, frozen=True):
    """`lines` of the list and its heading are text, never titles; `named` below are titles. Both with the reason."""

    lines: dict[int, str]
    named: dict[int, str]


def find_contents(shapes: Sequence[Shape], furniture: Mapping[int, str], rules: Rules) -> Contents:
    """The list of contents of an issue, if it has one."""
    if not rules.on("contents"):
        return Contents({}, {})
    keys = [_key(shape) for shape in shapes]
    last = {key: index for index, key in enumerate(keys) if key and _may_be_named(shapes[index])}
    listed: dict[int, str] = {}
    run: list[int] = []
    for shape in shapes:
        index = shape.index
        if index in furniture and not run:
            continue
        if keys[index] and last.get(keys[index], -1) > index:
            run.append(index)
            continue
        if len(run) >= _LEAST:
            break
        run = []
    if len(run) >= _LEAST and _belongs_together(run, keys, last):
        for index in run:
            listed[index] = "stands in a list of contents: the line comes back below"
        _heading_above(run[0], shapes, listed)
        named = {last[keys[index]]: "named in the list of contents" for index in run}
        return Contents(listed, named)
    return Contents({}, {})


def _belongs_together(run: Sequence[int], keys: Sequence[str], last: Mapping[str, int]) -> bool:
    """The lines come back behind the whole list, mostly in the same order, and with text between them: several lines that
    stand together twice are a notice that comes back.
    """
    places = [last[keys[index]] for index in run]
    behind = [place for place in places if place > run[-1]]
    rising = sum(one < other for one, other in itertools.pairwise(behind))
    apart = sum(other - one > 1 for one, other in itertools.pairwise(behind))
    return len(behind) == len(places) and rising >= 0.7 * (len(behind) - 1) and apart >= 0.5 * (len(behind) - 1)


def _may_be_named(shape: Shape) -> bool:
    """Below, the line stands as a title, not as a list item or inside a sentence."""
    return (shape.marker is None or shape.decoration is not None) and not shape.bare.endswith((",", ";"))


def _heading_above(first: int, shapes: Sequence[Shape], listed: dict[int, str]) -> None:
    for shape in reversed(shapes[:first]):
        if shape.rule:
            continue
        if _HEADING.fullmatch(shape.bare.strip(" :")):
            listed[shape.index] = "the heading of a list of contents"
        return


def _key(shape: Shape) -> str:
    """The text by which a title and its line in the contents are the same."""
    if shape.link_line or shape.rule or len(shape.normal) > _LONGEST:
        return ""
    text = shape.bare
    for _ in range(2):  # a list mark and a number
        leading = _LEADING.match(text)
        text = text[leading.end() :] if leading else text
    if text[-1:] in {"]", *"0123456789"}:
        text = _TRAILING.sub("", text)
    return text.casefold().strip(" .:*=+")
