"""Where a URL begins and ends in German and English text. The one place that knows; everybody who needs URLs asks here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.values import Value

# A URL ends at a blank, an invisible character, or a quotation mark or bracket that no URL holds unescaped.
_ENDS = r"\s<>\"“”„‟‘’‚«»‹›`|\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff"
_WHOLE = lazy_pattern(rf"https?://[^{_ENDS}]+", re.IGNORECASE)
_TO_BRACKET = lazy_pattern(rf"https?://(?:[^{_ENDS}()\[\]{{}}]+|(?=[(\[{{]))", re.IGNORECASE)
_FROM_BRACKET = lazy_pattern(rf"[^{_ENDS}()\[\]{{}}]*")
_ABBREVIATED = lazy_pattern(r"(?:(?<![a-z])(?:co|inc|ltd|corp|jr|sr|dr|st|bros)|[._][a-z])\.$", re.IGNORECASE)
_FINAL = ".,;:!?…*_'~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SCHEME = len("http://")


class FoundUrl(Value, frozen=True):
    """A URL in a line: as it is written between `start` and `end` (from 0), and as it is meant."""

    start: int
    end: int
    written: str

    @property
    def url(self) -> str:
        """HTML's "&amp;" stands for "&": text copied out of a page's source keeps it."""
        return self.written.replace("&amp;", "&")


def find_urls(text: str, *, whole: bool = False) -> Iterator[FoundUrl]:
    """The URLs of a line of running text, without the punctuation of the sentence around them.

    `whole`: the line holds nothing else behind its URL, so that the whole rest belongs to it but for one full stop.
    """
    if "://" not in text:
        return
    position = 0
    form = _WHOLE if whole else _TO_BRACKET
    while match := form.search(text, position):
        position = match.end() if whole else _end(text, match.end())
        found = text[match.start() : position]
        written = _without_full_stop(found) if whole else _bare(found)
        if len(written) > _SCHEME and written[_SCHEME:].strip("/"):
            yield FoundUrl(match.start(), match.start() + len(written), written)


def count_urls(text: str) -> int:
    return sum(1 for _ in find_urls(text))


def _without_full_stop(written: str) -> str:
    """One full stop or comma at the end of a line belongs to the line, unless it is that of an abbreviation."""
    if written[-1] not in ".," or _ABBREVIATED.search(written):
        return written
    return written[:-1]


def _end(text: str, position: int) -> int:
    """Where a URL ends that has reached `position`: before the first bracket that closes what was opened outside it.

    Each character is looked at once, however many URLs and brackets a line holds.
    """
    opened = dict.fromkeys(_PAIRS.values(), 0)
    while position < len(text):
        character = text[position]
        if character in opened:
            opened[character] += 1
        elif opened.get(_PAIRS.get(character, ""), 0):
            opened[_PAIRS[character]] -= 1
        else:
            break
        rest = _FROM_BRACKET.match(text, position + 1)
        position = rest.end() if rest else position + 1
    return position


def _bare(written: str) -> str:
    """Without final punctuation."""
    end = len(written)
    while end > _SCHEME and written[end - 1] in _FINAL:
        end -= 1
    # an opening bracket at the very end has lost its text to the rules above
    while end > _SCHEME and written[end - 1] in "([{":
        end -= 1
    return written[:end]
