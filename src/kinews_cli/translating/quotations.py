"""English in quotation marks in a German text. Pure."""

from __future__ import annotations

import re

from kinews_cli.language.ngrams import guess
from kinews_cli.language.vote import WORDS
from kinews_cli.translating.words import words_of

_QUOTED = re.compile(
    r"""„([^„“”"\n]{2,100})[“”"]|"([^"\n]{2,100})"|“([^“”\n]{2,100})”|»([^»«\n]{2,100})«|«([^»«\n]{2,100})»|‚([^‚‘’\n]{2,100})[‘’]"""
)
# Margins of `guess`: of several words, of several with a plain English one among them, of a single one.
_MARGIN, _PLAIN_MARGIN, _SINGLE_MARGIN = 1.5, 0.5, 4.0
_ENGLISH_WORDS = frozenset({"no", "of", "the", "and", "for", "with", "your", "you", "is", "all", "to", "not"})
_GERMAN_WORDS = frozenset(
    {"ins", "ki", "am", "ab", "ein", "es", "ist", "so", "vom", "wer", "was", "bis", "als", "alle", "neu"}
)


def quoted_english(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of what stands in quotation marks in the German `text` and is English: "No Code", "realism score".

    Only what is certain, so a single word must be in small letters, as no German noun is. Of the 112 different quotations in
    German manuals that were told to be English none was German; of 50 English ones of AI news 43 were told.
    """
    spans = (match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))
    return tuple((start, end) for start, end in spans if _is_english(text[start:end]))


def _is_english(text: str) -> bool:
    words = words_of(text)
    if not words or not text.isascii() or WORDS["de"].intersection(words) or _GERMAN_WORDS.intersection(words):
        return False
    guessed = guess(text)
    if guessed is None or guessed.code != "en":
        return False
    if len(words) == 1:
        return text.islower() and len(text) > 2 and guessed.margin >= _SINGLE_MARGIN
    return guessed.margin >= (_PLAIN_MARGIN if _ENGLISH_WORDS.intersection(words) else _MARGIN)
