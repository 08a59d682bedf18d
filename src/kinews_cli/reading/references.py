"""References: "[3]" in the text, and "[3] https://..." at the end of the article or of the issue.

The link belongs to the article that holds the "[3]"; its line stays where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Link
from kinews_cli.reading.links import reference_name
from kinews_cli.reading.taken import Taken
from kinews_cli.values import replace

_MARKER = lazy_pattern(r"\[(\w{1,20})\](?!\()")
_NEAREST = 100  # parts above in which a reference is sought that is not defined there
_NUMBERED = lazy_pattern(r"\s*\(?(\d{1,3})[.):]\s+<?https?://", re.IGNORECASE)


def place_references(links: list[list[Link]], entries: Sequence[Sequence[Taken]]) -> list[list[Link]]:
    """Links by part, those of references moved to the part whose text names them.

    A part's own text comes first; then the nearest part above that names the reference and does not define it itself; then
    any other. What nobody names stays.
    """
    defined = [_defined(part) for part in entries]
    names = [set(lines.values()) for lines in defined]
    naming: dict[str, list[int]] = defaultdict(list)
    for part, (text, definitions) in enumerate(zip(entries, defined, strict=True)):
        for name in _named(text, definitions):
            naming[name].append(part)
    moved: list[list[Link]] = [[] for _ in links]
    for part, found in enumerate(links):
        for link in found:
            defining = defined[part].get(link.line)
            home = _home(defining, part, naming[defining], names) if defining is not None else part
            moved[home].append(link if defining is None else replace(link, reference=defining))
    return moved


def _home(name: str, part: int, naming: Sequence[int], defined: Sequence[set[str]]) -> int:
    """The part to which a link belongs that `part` defines; `naming` are the parts that name it, in order."""
    place = bisect_left(naming, part)
    if naming[place : place + 1] == [part]:
        return part
    # at the end of the issue a number stands for one place; where numbers repeat, each list belongs to the text above it
    above = naming[max(0, place - _NEAREST) : place][::-1]
    own = (index for index in above if name not in defined[index])
    return next(own, next(iter(above), next(iter(naming[place : place + 1]), part)))


def _defined(part: Sequence[Taken]) -> dict[int, str]:
    """The references that the lines of a part define, by line."""
    found: dict[int, str] = {}
    for entry in part:
        text = entry.line.text
        name = reference_name(text)
        if name is None and (match := _NUMBERED.match(text)):
            name = match[1]
        if name is not None:
            found[entry.line.number] = name
    return found


def _named(part: Sequence[Taken], definitions: dict[int, str]) -> set[str]:
    """The references that the text of a part names."""
    return {name for entry in part if entry.line.number not in definitions for name in _MARKER.findall(entry.line.text)}
