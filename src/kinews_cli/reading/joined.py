"""Link lines that were wrapped: the label above its URL, the mark or the rest below it, a URL in angle brackets on two lines.

Mail programs wrap at a column and cut before a long URL: "Label:" stays alone, and so does the mark behind the URL.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Link, Mark
from kinews_cli.reading.body import ends_a_sentence
from kinews_cli.reading.lines import Line
from kinews_cli.reading.links import find_links, link_line, opens_wrapped_url
from kinews_cli.reading.marks import MarkSpellings
from kinews_cli.reading.taken import Kind, Taken
from kinews_cli.values import replace

_REST = lazy_pattern(r"(?=\S*[-_/=%&?\d])[^\s<>()\[\]\"„“”]{3,200}(?<![.,;:!?])")
_OPEN = {Kind.TEXT, Kind.LINK, Kind.LIST_ITEM}
_HALF_LINE = 40
_LONGEST_LABEL = 120
_DUMMY = "https://label.example/"  # a label alone reads as one only before a URL


def join_links(taken: Sequence[Taken], marks: MarkSpellings, said: Collection[int] = ()) -> list[Taken]:
    """The lines, where those that make up one link line follow each other as LINK and say so in `joined`.

    `said` are the lines that the author called titles, by their place: they stay so.
    """
    result = list(taken)
    for index, entry in enumerate(result):
        if index + 1 < len(result) and "<http" in entry.line.text and _is_wrapped(entry, result[index + 1]):
            result[index], result[index + 1] = _as_one(entry, result[index + 1], marks)
            continue
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
                mark = link.mark or _on_line(labelled.mark, above.line)
                found[entry.line.number] = (replace(link, label=labelled.label, mark=mark),)
        elif "<http" in above.line.text and _is_wrapped(above, entry):
            found.update(_wrapped_url(above.line, entry.line, marks))
        elif entry.joined:
            before = found.get(above.line.number) or find_links(above.line.text, above.line.number, marks)
            mark = _on_line(marks.leading(entry.line.text), entry.line)
            rest = "" if mark is not None else entry.line.text.strip().replace("&amp;", "&")
            last = replace(before[-1], url=before[-1].url + rest, mark=before[-1].mark or mark)
            found[above.line.number] = (*before[:-1], last)
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


def _on_line(mark: Mark | None, line: Line) -> Mark | None:
    return replace(mark, line=line.number) if mark is not None else None


def _is_wrapped(above: Taken, below: Taken) -> bool:
    """Does a URL in angle brackets begin in one line and end in the next?"""
    if not _follows(above, below) or above.kind not in _OPEN or below.kind not in _OPEN:
        return False
    rest, closed, _ = below.line.text.strip().partition(">")
    whole = closed and rest and not any(character.isspace() for character in rest)
    return bool(whole) and opens_wrapped_url(above.line.text) is not None


def _as_one(above: Taken, below: Taken, marks: MarkSpellings) -> tuple[Taken, Taken]:
    """The two lines as one link line, or as one paragraph where text goes on behind the URL."""
    whole = above.line.text.rstrip() + below.line.text.strip()
    kind = Kind.LINK if link_line(whole, above.line.number, marks) is not None else Kind.TEXT
    reason = "an address in angle brackets that was wrapped"
    return replace(above, kind=kind, reason=reason), replace(below, kind=kind, reason=reason, joined=True)


def _wrapped_url(line: Line, below: Line, marks: MarkSpellings) -> dict[int, tuple[Link, ...]]:
    """The links of two lines over which a URL in angle brackets goes."""
    text, rest = line.text.rstrip(), below.text.strip()
    end = len(text) + 1
    behind = below.text.index(">") + 1
    own = find_links(text + rest[: rest.index(">") + 1], line.number, marks)
    whole = link_line(text + rest, line.number, marks)
    mark = _on_line(marks.behind(below.text, behind), below)
    first = [replace(link, end_column=min(link.end_column, end)) for link in own]
    first[-1] = replace(first[-1], label=whole.label if whole is not None else first[-1].label, mark=mark)
    return {
        line.number: tuple(first),
        below.number: find_links(" " * behind + below.text[behind:], below.number, marks),
    }
