"""What an answer leaves out: its end, or a sentence. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kinews_cli.translating.words import sentences_of, words_of

_QUOTES_BEHIND = r"[\s\"“”„»«›‹)\]’‘'*_]*$"
_ENDED = re.compile(rf"[.!?…]{_QUOTES_BEHIND}")
_CLOSED = re.compile(rf"[.!?…:;]{_QUOTES_BEHIND}")
_OPEN = re.compile(r"[\w,–-]\s*$")
_ABBREVIATED = re.compile(r"(?:\b(?:usw|etc|bzw|ca|evtl|ggf|inkl|vgl|Inc|Ltd|Co|Corp|Jr)|\b[^\W\d_]|[0-9])\.\s*$")
# Behind these no English sentence ends.
_OPEN_ENDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "because", "by", "for", "from", "if", "into", "its", "of", "or", "than",
    "that", "the", "their", "to", "with",
})  # fmt: skip
_LONG = 6  # words from which on lengths can be compared
_SENTENCES = 40  # more are not compared one by one: that takes time in proportion to the square of their number
_USUAL = 0.93  # characters of English for one of German
_FULL = 0.9  # from this ratio on nothing is missing
# How much better "one is missing" must explain the lengths than "two have become one", in squares of logarithms. With 0.05,
# 0.2 % of the good pairs are taken for incomplete, and seven of ten that lack their last sentence and passed all else are not.
_BETTER = 0.05


def omission(source: str, answer: str) -> str | None:
    """What `answer` leaves out of the German `source`; None where nothing is to be seen."""
    if len(source.split()) < _LONG:
        return None
    if _breaks_off(source, answer):
        return "the answer breaks off"
    return "a part of the text is missing" if _lacks_sentence(source, answer) else None


def _breaks_off(source: str, answer: str) -> bool:
    """A sentence that does not end. Engines keep the full stop: of 15,400 pairs by humans 25 lack it."""
    if _ENDED.search(source) is None or _CLOSED.search(answer) is not None:
        return False
    open_end = bool(_OPEN_ENDS.intersection(words_of(answer)[-1:])) or len(answer) < 0.75 * len(source)
    return open_end or (_OPEN.search(answer) is not None and _ABBREVIATED.search(source) is None)


def _lacks_sentence(source: str, answer: str) -> bool:
    asked, said = _lengths(source), _lengths(answer)
    ratio = len(answer) / len(source)
    if len(said) >= len(asked) or ratio >= _FULL:
        return False
    if ratio < 0.65 or not said:
        return True
    if len(said) + 1 != len(asked) or len(asked) > _SENTENCES:
        return False
    places = range(len(said))
    missing = min(_distance([*asked[:at], *asked[at + 1 :]], said) for at in (*places, len(said)))
    joined = min(_distance([*asked[:at], asked[at] + asked[at + 1], *asked[at + 2 :]], said) for at in places)
    return joined - missing > _BETTER


def _lengths(text: str) -> list[int]:
    return [len(sentence) for sentence in sentences_of(text) if len(words_of(sentence)) > 2]


def _distance(asked: Sequence[int], said: Sequence[int]) -> float:
    return sum(math.log(there / (_USUAL * here)) ** 2 for here, there in zip(asked, said, strict=True))
