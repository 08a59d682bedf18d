"""Which terms of a text are to stand in its translation, and which of them an answer lacks. Pure.

Terms travel as they are written first: engines inflect and order them better than any placeholder. Only where an answer
lacks one is the text sent again with the term protected.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.protection import Kept
from kinews_cli.translating.quotations import quoted_english


@dataclass(frozen=True, slots=True)
class Lost:
    """What an answer lacks: names and quoted English must be there, other terms should be."""

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def terms_in(text: str, glossary: Glossary) -> tuple[Kept, ...]:
    """The terms of `text` with what they are in English, in order and without overlaps."""
    quoted = [Kept(start, end, text[start:end]) for start, end in quoted_english(text)]
    listed = [Kept(match.start, match.end, match.term.english) for match in glossary.in_text(text)]
    free = [term for term in listed if not any(term.start < other.end and other.start < term.end for other in quoted)]
    return tuple(sorted([*quoted, *free], key=lambda term: term.start))


def lost_terms(text: str, answer: str, glossary: Glossary) -> Lost:
    """What of the terms of `text` its translation `answer` lacks."""
    missing = glossary.missing(text, answer)
    folded = answer.casefold()
    quoted = [text[start:end] for start, end in quoted_english(text)]
    return Lost(
        names=(
            *(match.term.english for match in missing if match.term.keeps),
            *(written for written in quoted if written.casefold() not in folded),
        ),
        terms=tuple(f"{match.written} = {match.term.english}" for match in missing if not match.term.keeps),
    )
