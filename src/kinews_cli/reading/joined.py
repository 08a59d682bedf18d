"""Link lines that were wrapped: the label above its URL, the mark or the rest below it, a URL in angle brackets on two lines.

Mail programs wrap at a column and cut before a long URL: "Label:" stays alone, and so does the mark behind the URL.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from kinews_cli.model.issue import Link
from kinews_cli.reading.body import ends_a_sentence
from kinews_cli.reading.lines import Line
from kinews_cli.reading.links import find_links, link_line, opens_wrapped_url
from kinews_cli.reading.marks import MarkSpellings
from kinews_cli.reading.taken import Kind, Taken

_REST = re.compile(r"(?=\S*[-_/=%&?\d])[^\s<>()\[\]\"„“”]{3,200}(?<![.,;:!?])")
_HALF_LINE = 40
_LONGEST_LABEL = 120
_DUMMY = "https://label.example/"  # a label alone reads as one only before a URL


def join_links(taken: Sequence[Taken], marks: MarkSpellings, said: Collection[int] = ()) -> list[Taken]:
    """The lines, where those that make up one link line follow each other as LINK and say so in `joined`.

    `said` are the lines that the author called titles, by their place: they stay so.
    """
    result = list(taken)
    for index, entry in enumerate(result):
        if not entry.shape.link_line or entry.kind is not Kind.LINK:
            continue
        above = result[index - 1] if index else None
        if above is not None and _follows(above, entry) and _goes_on(above, entry):
            result[index] = replace(entry, kind=Kind.TEXT, reason="the end of a sentence that was wrapped")
            continue
        if (
            above is not None
            and above.shape.index not in said
            and _follows(above, entry)
            and _begins_link(result, index - 1, _label_of(entry))
        ):
            result[index - 1] = replace(above, kind=Kind.LINK, reason="the label of the address below")
            result[index] = replace(entry, joined=True)
        below = result[index + 1] if index + 1 < len(result) else None
        if below is not None and below.kind is Kind.TEXT and _follows(entry, below) and _is_mark(below.line, marks):
            result[index + 1] = replace(below, kind=Kind.LINK, reason="the mark of the address above", joined=True)
        elif below is not None and below.kind is Kind.TEXT and _follows(entry, below) and _is_rest(entry, below.line):
            result[index + 1] = replace(below, kind=Kind.LINK, reason="the rest of the address above", joined=True)
    return result


def joined_links(taken: Sequence[Taken], marks: MarkSpellings) -> dict[int, tuple[Link, ...]]:
    """The links of each line that is only a part of a link line; a link belongs to the line where its URL begins."""
    found: dict[int, tuple[Link, ...]] = {}
    for above, entry in itertools.pairwise(taken):
        if entry.joined and entry.shape.link is not None:
            link = entry.shape.link
            behind = f" {link.label}:" if link.label else ""
            labelled = link_line(f"{above.line.text.rstrip()}{behind} {_DUMMY}", above.line.number, marks)
            if labelled is not None:
                found[entry.line.number] = (replace(link, label=labelled.label, mark=link.mark or labelled.mark),)
        elif entry.joined:
            before = found.get(above.line.number) or find_links(above.line.text, above.line.number, marks)
            mark = marks.leading(entry.line.text)
            rest = "" if mark is not None else entry.line.text.strip()
            last = replace(before[-1], url=before[-1].url + rest, mark=before[-1].mark or mark)
            found[above.line.number] = (*before[:-1], last)
        elif "<http" in above.line.text and _follows(above, entry):
            found.update(_wrapped_url(above.line, entry.line, marks))
    return found


def _follows(above: Taken, below: Taken) -> bool:
    return below.line.number == above.line.number + 1


def _goes_on(above: Taken, entry: Taken) -> bool:
    """Does the label go on from a sentence above, or from a list item that was wrapped?"""
    label = _label_of(entry)
    if above.kind is Kind.LIST_ITEM:
        return bool(label) and entry.shape.indented and not entry.shape.marker
    prose = above.kind is Kind.TEXT and len(above.line.normal) > _HALF_LINE and not ends_a_sentence(above.line.normal)
    return prose and label[:1].islower() and entry.shape.marker is None


def _begins_link(taken: Sequence[Taken], index: int, label: str) -> bool:
    """Is the line a short one that begins a paragraph and ends in a colon, or goes on below in brackets?"""
    entry = taken[index]
    alone = index == 0 or not _follows(taken[index - 1], entry) or taken[index - 1].kind is Kind.LINK
    if not alone or len(entry.line.normal) > _LONGEST_LABEL:
        return False
    if label:
        begins = entry.kind in {Kind.TEXT, Kind.LIST_ITEM, Kind.TITLE} and not ends_a_sentence(entry.line.normal)
        return begins and label.startswith("(")
    return entry.kind in {Kind.TEXT, Kind.LIST_ITEM} and entry.line.normal.endswith(":")


def _label_of(entry: Taken) -> str:
    return entry.shape.link.label if entry.shape.link is not None else ""


def _is_mark(line: Line, marks: MarkSpellings) -> bool:
    mark = marks.leading(line.text)
    return mark is not None and mark.written == line.text.strip()


def _is_rest(entry: Taken, below: Line) -> bool:
    """A URL that breaks off behind a sign, and one word below it that only a URL would hold."""
    link = entry.shape.link
    whole = link is not None and link.mark is None and entry.line.text.rstrip().endswith(link.url)
    return whole and entry.line.text.rstrip()[-1] in "/-_=&?" and _REST.fullmatch(below.text.strip()) is not None


def _wrapped_url(line: Line, below: Line, marks: MarkSpellings) -> dict[int, tuple[Link, ...]]:
    """The links of two lines over which a URL in angle brackets goes; none where none does."""
    start = opens_wrapped_url(line.text)
    rest, closed, _ = below.text.strip().partition(">")
    if start is None or not closed or not rest or any(character.isspace() for character in rest):
        return {}
    end = len(line.text.rstrip()) + 1
    whole = find_links(line.text.rstrip() + rest + ">", line.number, marks)
    behind = below.text.index(">") + 1
    return {
        line.number: tuple(replace(link, end_column=min(link.end_column, end)) for link in whole),
        below.number: find_links(" " * behind + below.text[behind:], below.number, marks),
    }
