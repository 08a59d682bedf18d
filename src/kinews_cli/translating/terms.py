"""Which terms of a text are to stand in its translation, and which of them an answer lacks. Pure.

Terms travel as they are written first: engines inflect and order them better than any placeholder. Only where an answer
lacks one is the text sent again with that term protected.
"""

from __future__ import annotations

import re
from collections import Counter

from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.protection import Kept
from kinews_cli.translating.quotations import quoted_english
from kinews_cli.values import Value


class Lost(Value, frozen=True):
    """What of the terms an answer lacks, in English: names and quoted English must be there, other terms should be."""

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    unused: str = ""  # the terms for a reader, with their German


def terms_in(text: str, glossary: Glossary) -> tuple[Kept, ...]:
    """The terms of `text` with what they are in English, in order and without overlaps."""
    quoted = [Kept(start, end, text[start:end], name=True) for start, end in quoted_english(text)]
    listed = [Kept(match.start, match.end, match.term.english, match.term.keeps) for match in glossary.in_text(text)]
    free = [term for term in listed if not any(term.start < other.end and other.start < term.end for other in quoted)]
    return tuple(sorted([*quoted, *free], key=lambda term: term.start))


def lost_terms(text: str, answer: str, glossary: Glossary) -> Lost:
    """What of the terms of `text` its translation `answer` lacks."""
    missing = [match for match in glossary.missing(text, answer) if not match.term.keeps]
    names = Counter(term.text for term in terms_in(text, glossary) if term.name)
    return Lost(
        names=tuple(name for name, times in names.items() if _count(name, answer) < times),
        terms=tuple(match.term.english for match in missing),
        unused=", ".join(f"{match.written} = {match.term.english}" for match in missing),
    )


def doubled_names(text: str, answer: str, glossary: Glossary) -> tuple[str, ...]:
    """Names that stand in `answer` one after the other, though not in `text`: engines stutter beside what they do not know."""
    names = {term.text for term in terms_in(text, glossary) if term.name}
    return tuple(
        name
        for name in sorted(names)
        if (twice := re.compile(rf"{re.escape(name)}\W+{re.escape(name)}", re.IGNORECASE)).search(answer)
        and not twice.search(text)
    )


def _count(name: str, text: str) -> int:
    """How often; quoted English may begin with a capital or not, a name may have a genitive or a plural."""
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?:es|s|['’]s?)?(?!\w)", text, re.IGNORECASE))
