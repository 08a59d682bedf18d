"""Links in a line of text: where a URL begins and ends, its label and its mark.

A line of its own, "Label: URL (englisch)", keeps the whole rest as URL: real addresses end in punctuation too (18 of 6,032
counted). In running text the punctuation behind a URL belongs to the sentence.
"""

from __future__ import annotations

import re

from kinews_cli.model.issue import Link
from kinews_cli.reading.marks import mark_behind

# A URL ends at a blank, an invisible character, or a quotation mark or bracket that no URL holds unescaped.
_URL = re.compile(r"https?://[^\s<>\"“”„‟‘’‚«»‹›`\u200b-\u200f\u2028\u2029\u2060\ufeff]+", re.IGNORECASE)
_FINAL = ".,;:!?…*_'"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LABEL_LIMIT = 140  # the longest label counted is a sentence of 120 characters


def find_links(text: str, number: int) -> tuple[Link, ...]:
    """The links of line `number`, in order. Only a link line gives its link a label."""
    matches = list(_URL.finditer(text))
    if len(matches) == 1:
        alone = _link_line(text, number, matches[0])
        if alone is not None:
            return (alone,)
    return tuple(_inline(text, number, match) for match in matches)


def is_link_line(text: str) -> bool:
    """Is the line nothing but a label, a URL and perhaps a mark?"""
    matches = list(_URL.finditer(text))
    return len(matches) == 1 and _link_line(text, 1, matches[0]) is not None


def _link_line(text: str, number: int, match: re.Match[str]) -> Link | None:
    before = text[: match.start()].strip()
    label = before.removesuffix(":").rstrip()
    if len(label) > _LABEL_LIMIT or (before and not before.endswith(":")):
        return None
    mark = mark_behind(text, match.end())
    behind = match.end() if mark is None else mark.column - 1 + len(mark.written)
    if text[behind:].strip():
        return None
    return Link(label, match[0], mark, number, match.start() + 1, match.end() + 1)


def _inline(text: str, number: int, match: re.Match[str]) -> Link:
    url = _without_final_punctuation(match[0])
    end = match.start() + len(url)
    return Link("", url, mark_behind(text, end), number, match.start() + 1, end + 1)


def _without_final_punctuation(url: str) -> str:
    opened = {bracket: url.count(bracket) for pair in _PAIRS.items() for bracket in pair}
    end = len(url)
    while end > len("https://"):
        last = url[end - 1]
        if last in _PAIRS and opened[last] > opened[_PAIRS[last]]:
            opened[last] -= 1
        elif last not in _FINAL:
            break
        end -= 1
    return url[:end]
