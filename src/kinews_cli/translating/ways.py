"""The ways of a text through an engine.

Up to three, each only where the one before failed: with placeholders; with other placeholders that cover the terms of the
glossary too, or sentence by sentence; and in pieces around what is protected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice

from kinews_cli.model.translation import Segment
from kinews_cli.translating.engines.engine import Engine
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.protection import Damage, Form, Kept, Protected, in_pieces, protect
from kinews_cli.translating.sentences import in_parts, sentences
from kinews_cli.translating.terms import terms_in


class Kind(Enum):
    """What kind of trouble: it decides which way comes next."""

    ENGINE = "the engine or the way to it"
    DAMAGE = "something protected, or a name, was lost"
    CONTENT = "the answer is no translation"


@dataclass(frozen=True, slots=True)
class Trouble:
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One way for one text: what travels, and how the answers become its translation."""

    texts: tuple[str, ...]
    assemble: Callable[[Sequence[str]], str | Damage]


@dataclass(slots=True)
class Job:
    """A text, the segments that wait for it, and why it failed so far."""

    text: str
    segments: list[Segment]
    trouble: Trouble | None = None
    done: bool = False
    lost: frozenset[str] = frozenset()  # terms that an answer lacked
    spare: str | None = None  # a translation that only lacks a term of the glossary


@dataclass(frozen=True, slots=True)
class Ways:
    """The plans for texts with an engine and a glossary; each way may have none."""

    engine: Engine
    glossary: Glossary

    def first(self, job: Job) -> Plan:
        return self._placeholders(protect(job.text, Form.BRACES), job.text)

    def second(self, job: Job) -> Plan | None:
        match job.trouble:
            case Trouble(Kind.DAMAGE):
                return self._placeholders(protect(job.text, Form.WORD, self._lost(job)), job.text)
            case Trouble(Kind.CONTENT):
                return self._by_sentence(job.text)
            case _:
                return self.first(job)

    def last(self, job: Job) -> Plan | None:
        match job.trouble:
            case Trouble(Kind.DAMAGE) if job.spare is None:
                return self._around(job)
            case Trouble(Kind.ENGINE) | None:
                return self.first(job)
            case _:
                return None

    def _lost(self, job: Job) -> tuple[Kept, ...]:
        """The terms that answers lacked; what they had is better left to the engine, which inflects."""
        return tuple(term for term in terms_in(job.text, self.glossary) if term.text in job.lost)

    def _placeholders(self, protected: Protected, text: str) -> Plan:
        if not protected.travels:
            # Without terms nothing was changed: the text stands for itself.
            return Plan((), lambda _: protected.restore(protected.text) if protected.tokens else text)
        return Plan(self._parts(protected.text), lambda answers: protected.restore(" ".join(answers)))

    def _by_sentence(self, text: str) -> Plan | None:
        """Engines that mirror, cut off or repeat a paragraph often do well with its sentences."""
        protected = protect(text, Form.BRACES)
        parts = sentences(protected.text)
        if len(parts) < 2 or self.engine.sentences:
            return None
        return Plan(parts, lambda answers: protected.restore(" ".join(answers)))

    def _around(self, job: Job) -> Plan:
        names = [term for term in terms_in(job.text, self.glossary) if term.name or term.text in job.lost]
        pieces = in_pieces(job.text, names)
        parts = [self._parts(piece) for piece in pieces.texts]

        def assemble(answers: Sequence[str]) -> str:
            following = iter(answers)
            return pieces.restore([" ".join(islice(following, len(part))) for part in parts])

        return Plan(tuple(chain.from_iterable(parts)), assemble)

    def _parts(self, text: str) -> tuple[str, ...]:
        longest = self.engine.limits.longest
        if not self.engine.sentences:
            return in_parts(text, longest)
        return tuple(part for sentence in sentences(text) for part in in_parts(sentence, longest))
