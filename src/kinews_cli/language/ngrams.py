"""The language of a title by the pieces of its words: for texts too short to have function words.

A logistic regression over 8,000 pieces of one to four letters and whole words, in `ngrams.txt`; `benchmarks/languages_train.py`
says what it was made from, `benchmarks/languages.py` measures it. Of the fifteen detectors that were compared on 1,071 titles
the two best ones bring 26 MB of a beta, or four packages with parts that download; this table has 115 KB and needs nothing.

Eight languages are told apart; a ninth answer, "some other language", keeps Danish or Catalan from being called by the
nearest name. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kinews_cli.values import Value

LANGUAGES = ("de", "en", "fr", "es", "nl", "it", "pt", "pl")
OTHER = "xx"
ZERO = ord("O")  # in the table a weight is a letter: "O" is 0, "P" 1, "N" -1
_TABLE = Path(__file__).with_name("ngrams.txt")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 400
_LETTERS = 24  # of a word: what is longer is no word


class Guess(Value, frozen=True):
    """The likeliest language (`OTHER` is one), the one after it, and how far they are apart.

    A margin of 1 is right 19 times of 20, one of 2 49 times of 50 (measured on titles of pages).
    """

    code: str
    margin: float
    runner_up: str

    def __str__(self) -> str:
        """As evidence: the code first, such as "en (2.4 before nl)"."""
        return f"{self.code} ({self.margin:.1f} before {self.runner_up})"


def guess(text: str) -> Guess | None:
    """The likeliest language of `text`; None where no piece of it is known."""
    step, bias, weights = _table()
    known = [weights[piece] for piece in pieces(text) if piece in weights]
    if not known:
        return None
    scale = step / len(known) ** 0.5
    sums = [sum(column) - ZERO * len(known) for column in zip(*known, strict=True)]
    scores = sorted(
        ((start + total * scale, code) for start, total, code in zip(bias, sums, (*LANGUAGES, OTHER), strict=True)),
        reverse=True,
    )
    return Guess(scores[0][1], scores[0][0] - scores[1][0], scores[1][1])


def pieces(text: str) -> set[str]:
    """Two to four letters in a row, and whole words: "er" has "^e", "er", "r$", "^er", "er$", "^er$"."""
    return set(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower())[:_WORDS]:
        framed = f"^{word[:_LETTERS]}$"
        for size in (2, 3, 4):
            for start in range(len(framed) - size + 1):
                yield framed[start : start + size]
        if len(word) > 2:
            yield framed


@cache
def _table() -> tuple[float, tuple[float, ...], dict[str, bytes]]:
    head, *lines = _TABLE.read_text(encoding="utf-8").splitlines()
    step, *bias = map(float, head.split())
    rows = (line.split(" ") for line in lines)
    return step, tuple(bias), {piece: weights.encode("ascii") for piece, weights in rows}
