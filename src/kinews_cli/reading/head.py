"""The head of an issue: its title, and what the page put above and below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading.body import Body
from kinews_cli.reading.furniture import is_dated, is_sentence
from kinews_cli.reading.layout import sign_of
from kinews_cli.reading.phrases import greets
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import Shape
from kinews_cli.reading.titles import TitleFinder

_REACH = 14  # lines among which the title stands
_CALL = 60  # characters up to which a line with "!" or a colon may still be the page's
_COUNTED = lazy_pattern(r"\w.*\s\d{1,4}$")
_BAR = lazy_pattern(r"\s[|·•∙›»]\s")
_NUMBERED = lazy_pattern(
    r"#\s?\d|(?-i:^[A-Z]{1,5}[\s-]?\d{2,4}\b)|\b(?:nr|no|vol|num)\.?\s?\d|\b(?:ausgabe|issue|folge|episode|edition|heft|brief|letter|newsletter|news|nummer|number)\b.{0,12}\d"
    r"|\b\d{1,3}\s?/\s?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d\W*$"
    r"|\b(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|october|december)\b"
    r"|\b(?:newsletter|rundbrief|rundmail|wochenschau|depesche|gazette|weekly|digest|roundup|bulletin|monthly)\b",
    re.IGNORECASE,
)


def find_issue_title(
    shapes: Sequence[Shape], furniture: dict[int, str], rules: Rules, titles: Collection[int] = ()
) -> int | None:
    """The line that names the issue, by its place; what the page put around it is added to `furniture`.

    Of the short lines above the first sentence, one that counts (a number, a year, a month) or is marked as a heading is
    the title rather than another; else the first. `titles` are the lines that the author called titles.
    """
    head = _lines_above_the_text(shapes, furniture, titles)
    finder = TitleFinder(Body(shapes, furniture), rules)
    candidates = [
        s
        for s in head
        if s.marker is None
        and not s.urls
        and (finder.may_be_title(s) or sign_of(s, rules) is not None or _ends_in_date(s))
    ]
    # a line that the author marked as a title is the issue's only where none stands above it
    candidates = [s for place, s in enumerate(candidates) if place == 0 or s.index not in titles]
    if not candidates:
        return None
    # a browser writes the page's name before the title; the title itself follows on a line of its own
    again = {s.index for s in candidates if any(s.bare in o.bare for o in candidates if o.index < s.index)}
    dated = {s.index for s in candidates if s.below == 0 and is_dated(shapes[s.index + 1].normal)}
    title = max(
        candidates, key=lambda s: (_weight(s, rules) + 2 * (s.index in again) + 2 * (s.index in dated), -s.index)
    )
    title = _line_above(title, candidates)
    for shape in head:
        if shape.index < title.index and not greets(shape.normal):
            furniture.setdefault(shape.index, "stands above the issue's title")
        elif shape.index > title.index and (
            _between_title_and_furniture(shape, shapes, furniture) or _below_title(shape, title)
        ):
            furniture[shape.index] = "stands between the issue's title and its byline"
    return title.index


def _lines_above_the_text(shapes: Sequence[Shape], furniture: dict[int, str], titles: Collection[int]) -> list[Shape]:
    """The short lines up to the first sentence; below a line that the author called a title there is text."""
    head: list[Shape] = []
    for shape in shapes[:_REACH]:
        if shape.index in furniture:
            continue
        if greets(shape.normal) or (is_sentence(shape) and (len(shape.normal) > _CALL or _is_statement(shape.normal))):
            break
        head.append(shape)
        if shape.index in titles and len(head) > 1:
            break
    return head


def _ends_in_date(shape: Shape) -> bool:
    return re.search(r"\d\.$", shape.normal) is not None and len(shape.normal) <= _CALL


def _is_statement(text: str) -> bool:
    """A sentence of some words that ends in a full stop, rather than a title that ends in a date ("Brief vom 16.04.")."""
    return text.endswith((".", ",")) and len(text.split()) >= 5 and not text[-2:-1].isdigit()


def _weight(shape: Shape, rules: Rules) -> int:
    weight = 3 if _NUMBERED.search(shape.bare) else 0
    sign = sign_of(shape, rules)
    weight += 2 if sign is not None and sign[0] != "*" and sign[1] == 1 else 0
    if " " not in shape.bare:
        weight -= 2 if 0 in {shape.above, shape.below} else 1
    weight += 2 if not weight and _COUNTED.search(shape.bare) else 0
    weight -= 4 if _BAR.search(shape.bare) else 0
    return weight


def _line_above(title: Shape, candidates: Sequence[Shape]) -> Shape:
    """Of two lines directly below each other the upper one is the title, the lower one says when or which."""
    if title.above == 0:
        upper = next(
            (s for s in candidates if s.index == title.index - 1 and " " in s.bare and not _BAR.search(s.bare)), None
        )
        return upper if upper is not None and upper.bare not in title.bare else title
    return title


def _below_title(shape: Shape, title: Shape) -> bool:
    """Directly below the title, and saying only when or which."""
    return (
        shape.index == title.index + 1
        and shape.above == 0
        and len(shape.normal) <= _CALL
        and bool(_NUMBERED.search(shape.normal))
    )


def _between_title_and_furniture(shape: Shape, shapes: Sequence[Shape], furniture: dict[int, str]) -> bool:
    below = shape.index + 1
    return below < len(shapes) and below in furniture and not shapes[below].rule
