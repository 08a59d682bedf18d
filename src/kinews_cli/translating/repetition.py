"""Phrases that an answer repeats as engines do when they lose the thread. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kinews_cli.translating.words import sentences_of, words_of

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]")
_NEVER_TWICE = frozenset({"the", "a", "an", "of", "and", "with", "from", "for", "at", "by"})
_LONGEST = 12  # words of a phrase
_OFTEN = 3  # times that four words may stand in one text; manuals reach three


def repeats(source: str, answer: str) -> str | None:
    """What `answer` repeats and `source` does not: a phrase twice in a row, a word three times, a sentence."""
    phrase = _stuttered(_tokens(answer))
    if phrase is not None and _stuttered(_tokens(source)) is None:
        return f'the answer repeats "{" ".join(phrase)}"'
    if _repeated_sentences(answer) > _repeated_sentences(source):
        return "the answer repeats a sentence"
    often = max(_OFTEN, _loops(source) + 1)
    return "the answer repeats itself" if _loops(answer) > often else None


def _tokens(text: str) -> list[str]:
    """Words and what stands between them: a sentence may begin with the words that the one before ended with."""
    return _TOKEN.findall(text.casefold())


def _stuttered(tokens: Sequence[str]) -> Sequence[str] | None:
    """What stands in a row: three or more words twice, fewer three times, an article or a preposition twice."""
    for size in range(1, min(_LONGEST, len(tokens) // 2) + 1):
        same = 0  # tokens that equal the one `size` before them, in a row
        for at in range(size, len(tokens)):
            same = same + 1 if tokens[at] == tokens[at - size] else 0
            twice = size > 2 or tokens[at] in _NEVER_TWICE
            phrase = tokens[at - size + 1 : at + 1]
            if same >= (size if twice else 2 * size) and sum(map(str.isalpha, phrase)) >= min(size, 2):
                return phrase
    return None


def _repeated_sentences(text: str) -> int:
    sentences = Counter(tuple(words_of(sentence)) for sentence in sentences_of(text))
    return sum(times - 1 for sentence, times in sentences.items() if len(sentence) > 3)


def _loops(text: str) -> int:
    """How often the most frequent group of four words stands there."""
    words = words_of(text)
    groups = Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))
    return max(groups.values(), default=0)
