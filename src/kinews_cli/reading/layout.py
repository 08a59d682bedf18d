"""How an issue is laid out: what makes a line a title is decided once for the whole issue, then applied throughout.

Mixing the layouts costs more than any single rule is worth (measured on 102 issues): a short line between blank lines is a
title in one issue and a short paragraph in the next.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from kinews_cli.reading.body import Body
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import FAR, Shape, is_capitals
from kinews_cli.values import Value

_LEAST = 3
_WIDTHS = range(50, 101)


class TitleForms(Protocol):
    """What is known of single lines before the layout is decided."""

    def may_be_title(self, shape: Shape) -> bool: ...

    def gap_above(self, shape: Shape) -> int: ...

    def gap_below(self, shape: Shape) -> int: ...


class Gaps(StrEnum):
    """Where titles stand when nothing else marks them."""

    SINGLE = "titles stand between blank lines"
    DOUBLE = "titles stand below wider gaps than the usual one"
    GLUED = "titles stand directly above their text"
    NONE = "there are no blank lines; titles are short lines above long ones"


class Layout(Value, frozen=True):
    """The decisions about an issue. `signs` are the decorations that make headings, outermost first."""

    gaps: Gaps
    unit: int  # the usual number of blank lines between paragraphs
    width: int | None  # the column at which lines were wrapped
    signs: tuple[tuple[str, int], ...]
    reason: str


def decide_layout(body: Body, forms: TitleForms, rules: Rules, *, markdown: bool = False) -> Layout:
    """The layout of an issue whose furniture and contents are known. In Markdown a single underline makes a heading."""
    unit = _usual_gap(body.lines)
    width = wrap_width(body.lines) if rules.on("unwrap") else None
    signs = _signs(body.lines, rules, markdown=markdown) if rules.on("decorated") else ()
    gaps, reason = _gaps(body.lines, unit, width, forms, rules)
    return Layout(gaps, unit, width, signs, reason)


def _usual_gap(body: Sequence[Shape]) -> int:
    """The commonest number of blank lines between two lines, where there are any."""
    gaps = Counter(shape.above for shape in body if 0 < shape.above < FAR)
    return min((gap for gap, count in gaps.items() if count == max(gaps.values())), default=1)


def wrap_width(body: Sequence[Shape]) -> int | None:
    """The column at which running text was wrapped, or None.

    Lines of wrapped text are about equally long: of the lines that go on directly below, most end within a word's length
    of the longest one.
    """
    going_on = [
        len(s.normal)
        for s in body
        if s.below == 0 and not s.link_line and not s.rule and s.decoration is None and len(s.normal) > 40
    ]
    if len(going_on) < 4:
        return None
    going_on.sort()
    width = going_on[int(len(going_on) * 0.95)]
    if width not in _WIDTHS:
        return None
    if sum(len(s.normal) > width + 2 and not s.urls for s in body) > 0.5 * len(going_on):
        return None  # wrapped text has no long lines
    near = sum(width - 14 <= length <= width + 2 for length in going_on)
    return width if near >= 0.6 * len(going_on) else None


def ends_at_column(shape: Shape, below: Shape, width: int | None) -> bool:
    """Did the line end because the next word did not fit?"""
    if width is None:
        return False
    first = below.normal.partition(" ")[0]
    return len(shape.normal) + 1 + len(first) > width - 1


def _signs(body: Sequence[Shape], rules: Rules, *, markdown: bool) -> tuple[tuple[str, int], ...]:
    """The decorations that mark headings in this issue, outermost first."""
    marked = [(shape, sign_of(shape, rules)) for shape in body]
    counts = Counter(sign for _, sign in marked if sign is not None)
    trusted = {sign for sign, count in counts.items() if count >= _needed(sign[0], counts, markdown=markdown)}
    follows = Counter(
        (one, other)
        for (_, one), (_, other) in itertools.pairwise(marked)
        if one is not None and other is not None and one in trusted and other in trusted and one != other
    )

    first = {sign: place for place, (_, sign) in reversed(list(enumerate(marked))) if sign is not None}

    def outside(sign: tuple[str, int]) -> tuple[int, int, int]:
        inner = sum(follows[other, sign] > follows[sign, other] or _encloses(other, sign) for other in trusted)
        return inner, sign[1], first[sign]  # where nothing else tells, the outermost comes first

    return tuple(sorted(trusted, key=outside))


def sign_of(shape: Shape, rules: Rules) -> tuple[str, int] | None:
    """How a line is decorated: sign and rank."""
    decoration = shape.decoration
    capitals = rules.on("capitals") and is_capitals(shape.bare) and len(shape.bare) <= 80 and not shape.urls
    if decoration is None:
        if capitals and shape.above >= 1 and shape.marker is None:
            return "CAPITALS", 1
        return None
    if decoration.sign in {"*", "**"}:
        return decoration.sign, 1 if capitals else 2
    return decoration.sign, decoration.rank


def _encloses(one: tuple[str, int], other: tuple[str, int]) -> bool:
    return one[0] == other[0] and one[1] < other[1]


def _needed(sign: str, counts: Counter[tuple[str, int]], *, markdown: bool) -> int:
    """How often a sign must stand: "# " is the author's word even once; stars and capitals also stress single lines."""
    if sign == "#" or (markdown and sign.startswith("underline")):
        return 1
    family = sum(count for (other, _), count in counts.items() if other == sign)
    if sign.startswith(("underline", "= =", "[edit]")):
        return 1 if family >= 2 else 2
    return 1 if sign in {"*", "**"} and family >= _LEAST else 2 if sign == "CAPITALS" and family >= _LEAST else _LEAST


def _gaps(body: Sequence[Shape], unit: int, width: int | None, forms: TitleForms, rules: Rules) -> tuple[Gaps, str]:
    candidates = [shape for shape in body if forms.may_be_title(shape)]
    wide = [shape for shape in candidates if unit < shape.above < FAR]
    if rules.on("double-gap") and len(wide) >= _LEAST:
        return Gaps.DOUBLE, f"{len(wide)} short lines stand below gaps wider than {unit}"
    blank = sum(shape.above > 0 for shape in body)
    if len(body) >= 8 and blank <= 0.1 * len(body):
        return Gaps.NONE, f"only {blank} of {len(body)} lines have a blank line above"
    below = {shape.index: following for shape, following in itertools.pairwise(body)}
    glued = [
        shape
        for shape in candidates
        if forms.gap_above(shape) >= 1
        and forms.gap_below(shape) == 0
        and shape.index in below
        and not ends_at_column(shape, below[shape.index], width)
    ]
    alone = [s for s in candidates if forms.gap_above(s) >= 1 and 1 <= forms.gap_below(s) < FAR]
    if rules.on("glued") and len(glued) >= _LEAST and len(glued) >= len(alone):
        return Gaps.GLUED, f"{len(glued)} short lines stand directly above text, {len(alone)} between blank lines"
    return Gaps.SINGLE, f"{len(alone)} short lines stand between blank lines"
