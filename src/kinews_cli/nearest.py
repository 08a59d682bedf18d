"""What somebody meant who wrote a word that there is none of."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The one of the `known` words that is most like `word`, if any is like it at all: 1 is the same, 0 nothing in common."""
    from difflib import get_close_matches  # after a slip of the pen, and only then

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=likeness)), None)
