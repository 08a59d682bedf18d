"""Which line is what: the issue's title, titles of articles and sections, headings, paragraphs, list items, links.

In this order: furniture, because it passes every test of a title; lists of contents; the layout of the whole issue; titles in
that layout. Every line keeps the reason why it was taken for what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinews_cli.reading.body import Body
from kinews_cli.reading.contents import find_contents
from kinews_cli.reading.furniture import furniture_reasons
from kinews_cli.reading.head import find_issue_title
from kinews_cli.reading.joined import join_links
from kinews_cli.reading.layout import Layout, decide_layout
from kinews_cli.reading.lines import Line
from kinews_cli.reading.settings import DEFAULT_SETTINGS, ReadingSettings
from kinews_cli.reading.shapes import Shape, shapes_of
from kinews_cli.reading.taken import Kind, Taken
from kinews_cli.reading.titles import TitleFinder, Verdict
from kinews_cli.values import Value

_AUTHORS = Verdict("the author says so")
_AUTHORS_RANKS = 2  # "# " and "## "
_WEAK = {"CAPITALS", "*", "**"}  # they also stress single lines, or stand above a title


class Split(Value, frozen=True):
    """The non-blank lines of an issue with what they were taken for, and the layout that was found."""

    taken: tuple[Taken, ...]
    layout: Layout


def split_issue(
    lines: Sequence[Line], settings: ReadingSettings = DEFAULT_SETTINGS, *, markdown: bool = False
) -> Split:
    """What each non-blank line is, in order. `markdown`: "#" marks headings of any rank; elsewhere it is the author's word."""
    rules = settings.rules
    shapes = shapes_of(lines, settings.marks)
    said = _said(shapes, settings, markdown=markdown)
    named = {index for index, what in said.items() if what == "title"}
    furniture = furniture_reasons(shapes, rules)
    _obey(said, furniture)
    title = find_issue_title(shapes, furniture, rules, named)
    _obey(said, furniture)
    contents = find_contents(shapes, furniture, rules)
    skipped = {*furniture, *contents.lines, *([title] if title is not None else [])}
    body = Body(shapes, skipped)
    finder = TitleFinder(body, rules, named)
    layout = decide_layout(body, finder, rules, markdown=markdown)
    titles = _titles(finder, layout, shapes, markdown=markdown)
    titles |= {index: Verdict(reason) for index, reason in contents.named.items() if index not in skipped}
    titles |= dict.fromkeys(named - {title}, _AUTHORS)
    taken = [_taken(shape, furniture, title, titles, contents.lines) for shape in shapes]
    return Split(tuple(join_links(taken, settings.marks, named)), layout)


def _titles(finder: TitleFinder, layout: Layout, shapes: Sequence[Shape], *, markdown: bool) -> dict[int, Verdict]:
    """Decorated headings, and the titles in bare text unless the decorated ones carry the issue."""
    decorated = finder.decorated(layout) if layout.signs else {}
    plain = {**finder.plain(layout), **finder.linked()}
    more = len(plain.keys() - decorated.keys()) >= len(decorated)
    # outside Markdown "#" may be the author's help with two titles that were missed among many that were found
    weak = all(sign in _WEAK or (sign == "#" and not markdown) for sign, _ in layout.signs) and more
    return {**plain, **decorated} if weak or not _carry_the_issue(decorated, shapes) else decorated


def _taken(
    shape: Shape,
    furniture: Mapping[int, str],
    title: int | None,
    titles: Mapping[int, Verdict],
    contents: Mapping[int, str],
) -> Taken:
    if shape.index in furniture:
        return Taken(shape, Kind.FURNITURE, furniture[shape.index])
    if shape.index == title:
        return Taken(shape, Kind.ISSUE_TITLE, "the first line that is no furniture and looks like a title")
    if shape.index in titles:
        return _as_title(shape, titles[shape.index])
    return _as_text(shape, contents.get(shape.index))


def _said(shapes: Sequence[Shape], settings: ReadingSettings, *, markdown: bool) -> dict[int, str]:
    """What the author said that a line is ("title", "furniture"): in the configuration, or by "# " or "## " before it."""
    decided = settings.decided()
    said = {shape.index: decided[shape.normal] for shape in shapes if shape.normal in decided}
    if not markdown:
        for shape in shapes:
            if (
                shape.decoration is not None
                and shape.decoration.sign == "#"
                and shape.decoration.rank <= _AUTHORS_RANKS
            ):
                said.setdefault(shape.index, "title")
    return said


def _obey(said: Mapping[int, str], furniture: dict[int, str]) -> None:
    """What the author set is never overruled."""
    for index, what in said.items():
        if what == "furniture":
            furniture[index] = "the author says so"
        else:
            furniture.pop(index, None)


def _carry_the_issue(titles: dict[int, Verdict], shapes: Sequence[Shape]) -> bool:
    """Are the decorated headings the issue's titles, rather than a few stressed lines? They then reach through the text."""
    if len(titles) < 2:
        return False
    return max(titles) - min(titles) >= 0.4 * len(shapes) or len(titles) >= 5


def _as_title(shape: Shape, verdict: Verdict) -> Taken:
    return Taken(shape, Kind.HEADING if verdict.heading else Kind.TITLE, verdict.reason, verdict.doubt)


def _as_text(shape: Shape, contents: str | None) -> Taken:
    if shape.link_line and contents is None:
        return Taken(shape, Kind.LINK, "a label and an address, nothing else")
    if shape.marker is not None:
        return Taken(shape, Kind.LIST_ITEM, contents or f'begins with the list mark "{shape.marker}"')
    return Taken(shape, Kind.TEXT, contents or "running text")
