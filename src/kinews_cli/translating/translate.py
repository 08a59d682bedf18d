"""Pending segments through an engine into the translation file, each answer verified before it is believed.

A text travels up to three ways, each only where the one before failed: with placeholders; with other placeholders that
cover the terms of the glossary too, or sentence by sentence; and in pieces around what is protected. What no way brings
home stays untranslated, with the reason beside it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, islice

from kinews_cli.border import clean
from kinews_cli.model.translation import Segment
from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.pofile import TranslationFile
from kinews_cli.translating.protection import Damage, Form, Kept, Protected, altered, in_pieces, nonces_in, protect
from kinews_cli.translating.sentences import in_parts, sentences
from kinews_cli.translating.swapping import swapped
from kinews_cli.translating.terms import doubled_names, lost_terms, terms_in
from kinews_cli.translating.verify import error_text, fault, unwrapped

OnSegment = Callable[[Segment, str], None]
_UNCHANGED, _GLOSSARY = "unchanged", "glossary"  # the "engines" of texts that need none
_HOLE = re.compile(r"\(\s*\)|\[\s*\]|(?<=\w)\s+[,;.](?=\s|$)")
_WINDOW = 8  # texts
_SENTENCE = 4  # words from which on one answer to two texts is odd; "New article" may be right often
_TWICE = 2  # as long: no two texts of one meaning differ more


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """What a run did. `rejected` segments were asked for and stay untranslated; `stopped` says why the engine was left alone.

    What was sent is a statement about privacy: it counts what was handed to the service, each time, and not what found no
    way there. Texts that several segments share count once.
    """

    engine: str
    sends_to: str
    translated: int = 0  # segments
    sent_segments: int = 0
    sent_characters: int = 0
    requests: int = 0
    rejected: tuple[tuple[Segment, str], ...] = ()
    stopped: str | None = None


async def translate_pending(
    file: TranslationFile,
    engine: Engine,
    *,
    today: str,
    on_segment: OnSegment | None = None,
    glossary: Glossary | None = None,
    breaker: Breaker | None = None,
) -> TranslationReport:
    """Ask `engine` for what is pending in `file` and record each answer there as it comes; `on_segment` hears of it then.

    Cancelled, it leaves in `file` what has come. Equal texts are sent once. `today`: an ISO date for the record. `breaker`:
    what earlier issues of the run have learned about the engine.
    """
    return await _Run(file, engine, today, on_segment, glossary or Glossary(), breaker or Breaker()).run()


class _Kind(Enum):
    """What kind of trouble: it decides which way comes next."""

    ENGINE = "the engine or the way to it"
    DAMAGE = "something protected, or a name, was lost"
    CONTENT = "the answer is no translation"


@dataclass(frozen=True, slots=True)
class _Trouble:
    kind: _Kind
    reason: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """One way for one text: what travels, and how the answers become its translation."""

    texts: tuple[str, ...]
    assemble: Callable[[Sequence[str]], str | Damage]


@dataclass(slots=True)
class _Job:
    """A text, the segments that wait for it, and why it failed so far."""

    text: str
    segments: list[Segment]
    trouble: _Trouble | None = None
    done: bool = False
    lost: frozenset[str] = frozenset()  # terms that an answer lacked
    spare: str | None = None  # a translation that only lacks a term of the glossary


@dataclass
class _Run:
    file: TranslationFile
    engine: Engine
    today: str
    on_segment: OnSegment | None
    glossary: Glossary
    breaker: Breaker
    answers: dict[str, str] = field(default_factory=dict)  # what was sent and came back, by text
    faults: dict[str, EngineFault] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # texts of segments
    sent: set[str] = field(default_factory=set)  # those of them that left this machine, in part at least
    given: dict[str, list[_Job]] = field(default_factory=dict)  # jobs by their translation
    recorded: list[_Job] = field(default_factory=list)
    alone: bool = False  # the engine has mixed up the texts of a request: one at a time
    order: list[tuple[str, str]] = field(
        default_factory=list
    )  # texts that went alone, with their answers, as they came
    characters: int = 0
    requests: int = 0

    async def run(self) -> TranslationReport:
        jobs = _jobs(self.file.pending())
        for way in (self._first, self._second, self._last):
            left = [job for job in jobs if not job.done]
            plans = {job.text: plan for job in left if (plan := way(job)) is not None}
            await self._go(plans, [job for job in left if job.text in plans])
        for job in jobs:
            if not job.done and job.spare is not None:
                self._record(job, job.spare, self.engine.name)
        self._refuse([job for job in jobs if not job.done])
        return self._report(jobs)

    def _first(self, job: _Job) -> _Plan:
        return self._placeholders(protect(job.text, Form.BRACES), job.text)

    def _second(self, job: _Job) -> _Plan | None:
        match job.trouble:
            case _Trouble(_Kind.DAMAGE):
                return self._placeholders(protect(job.text, Form.WORD, self._lost(job)), job.text)
            case _Trouble(_Kind.CONTENT):
                return self._by_sentence(job.text)
            case _:
                return self._first(job)

    def _last(self, job: _Job) -> _Plan | None:
        match job.trouble:
            case _Trouble(_Kind.DAMAGE) if job.spare is None:
                return self._around(job)
            case _Trouble(_Kind.ENGINE) | None:
                return self._first(job)
            case _:
                return None

    def _lost(self, job: _Job) -> tuple[Kept, ...]:
        """The terms that answers lacked; what they had is better left to the engine, which inflects."""
        return tuple(term for term in terms_in(job.text, self.glossary) if term.text in job.lost)

    def _placeholders(self, protected: Protected, text: str) -> _Plan:
        if not protected.travels:
            # Without terms nothing was changed: the text stands for itself.
            return _Plan((), lambda _: protected.restore(protected.text) if protected.tokens else text)
        return _Plan(self._parts(protected.text), lambda answers: protected.restore(" ".join(answers)))

    def _by_sentence(self, text: str) -> _Plan | None:
        """Engines that mirror, cut off or repeat a paragraph often do well with its sentences."""
        protected = protect(text, Form.BRACES)
        parts = sentences(protected.text)
        if len(parts) < 2 or self.engine.sentences:
            return None
        return _Plan(parts, lambda answers: protected.restore(" ".join(answers)))

    def _around(self, job: _Job) -> _Plan:
        names = [term for term in terms_in(job.text, self.glossary) if term.name or term.text in job.lost]
        pieces = in_pieces(job.text, names)
        parts = [self._parts(piece) for piece in pieces.texts]

        def assemble(answers: Sequence[str]) -> str:
            following = iter(answers)
            return pieces.restore([" ".join(islice(following, len(part))) for part in parts])

        return _Plan(tuple(chain.from_iterable(parts)), assemble)

    def _parts(self, text: str) -> tuple[str, ...]:
        longest = self.engine.limits.longest
        if not self.engine.sentences:
            return in_parts(text, longest)
        return tuple(part for sentence in sentences(text) for part in in_parts(sentence, longest))

    async def _go(self, plans: Mapping[str, _Plan], jobs: Sequence[_Job]) -> None:
        """Send what these plans need and has no answer yet; settle each job as soon as its last answer is there."""
        self.faults.clear()
        waiting: dict[str, list[_Job]] = {}  # by the text that travels
        for job in jobs:
            self._settle(job, plans)
            for text in () if job.done else plans[job.text].texts:
                waiting.setdefault(text, []).append(job)
        for batch in _batches([text for text in waiting if text not in self.answers], self.engine.limits):
            if self.breaker.reason is not None:
                break
            concerned = {id(job): job for text in batch for job in waiting[text]}
            self.asked.update(job.text for job in concerned.values())
            for text in await self._ask(batch):
                self.sent.update(job.text for job in waiting[text])
            for job in concerned.values():
                self._settle(job, plans)
        if self.breaker.reason is None and self._lags_behind():
            self._distrust()

    async def _ask(self, batch: Sequence[str]) -> set[str]:
        """Ask for one batch, text by text where the engine mixes them up; which of its texts left this machine."""
        if self.alone and len(batch) > 1:
            return await self._ask_one_by_one(batch)
        loop = asyncio.get_running_loop()
        start = loop.time()
        found = [_suspect(text, answer) for text, answer in zip(batch, await self.engine.translate(batch), strict=True)]
        faults = {text: one for text, one in zip(batch, found, strict=True) if isinstance(one, EngineFault)}
        answers = {text: one for text, one in zip(batch, found, strict=True) if isinstance(one, str)}
        self.breaker.note(list(faults.values()), len(batch), loop.time() - start)
        left = {text for text in batch if text not in faults or faults[text].sent}
        self.requests += bool(left)
        self.characters += sum(map(len, left))
        if _mixed_up(answers) and len(batch) > 1:
            self.alone = True
            return left | await self._ask_one_by_one(batch)
        self.faults |= faults
        self.answers |= answers
        if len(batch) == 1:
            self.order += answers.items()
            if _has_strangers(answers) or (len(self.order) % _WINDOW == 0 and self._lags_behind()):
                self._distrust()
        return left

    def _lags_behind(self) -> bool:
        """Some engines answer each text with the translation of the one before."""
        last = self.order[-2 * _WINDOW :]
        moved = swapped([text for text, _ in last], [answer for _, answer in last])
        return len(last) > 2 and len(moved) == len(last)  # of fewer, each is judged for itself

    def _distrust(self) -> None:
        """An engine that answers one text with another's translation has said nothing that can be believed."""
        self.breaker.reason = "its answers belong to other texts"
        self.answers.clear()
        for job in self.recorded:
            self._take_back(job, self.breaker.reason)
        self.recorded.clear()

    def _take_back(self, job: _Job, reason: str) -> None:
        job.done, job.spare, job.trouble = False, None, _Trouble(_Kind.CONTENT, reason)
        for segment in job.segments:
            self.file.withdraw(segment)

    async def _ask_one_by_one(self, batch: Sequence[str]) -> set[str]:
        left: set[str] = set()
        for text in batch:
            if self.breaker.reason is None:
                left |= await self._ask((text,))
        return left

    def _settle(self, job: _Job, plans: Mapping[str, _Plan]) -> None:
        plan = plans[job.text]
        broken = next((self.faults[text] for text in plan.texts if text in self.faults), None)
        if broken is not None:
            job.trouble = _Trouble(_Kind.ENGINE, broken.reason)
        elif not job.done and all(text in self.answers for text in plan.texts):
            answers = [self.answers[text] for text in plan.texts]
            result = plan.assemble(answers)
            if not all(answer.strip() for answer in answers):  # what stays at home would hide it: "1. " is a text too
                self._judge(job, "")
            elif plan.texts:
                self._judge(job, result)
            elif isinstance(result, str):
                self._record(job, result, _UNCHANGED if result == job.text else _GLOSSARY)

    def _judge(self, job: _Job, result: str | Damage) -> None:
        """Believe what the engine made of the text, or say what is wrong with it."""
        job.trouble = self._trouble(job, result)
        if job.trouble is None and isinstance(result, str) and not self._given_before(job, result):
            self.breaker.judge(None)
            self._record(job, result, self.engine.name)
        elif job.trouble is not None:
            self.breaker.judge(job.trouble.reason, damaged=job.trouble.kind is _Kind.DAMAGE)

    def _trouble(self, job: _Job, result: str | Damage) -> _Trouble | None:
        if isinstance(result, Damage):
            return _Trouble(_Kind.DAMAGE, result.reason)
        changed = altered(job.text, result) or _hole(job.text, result)
        if changed is not None:
            return _Trouble(_Kind.DAMAGE, changed)
        reason = fault(job.text, result)
        return _Trouble(_Kind.CONTENT, reason) if reason is not None else self._lacking(job, result)

    def _lacking(self, job: _Job, result: str) -> _Trouble | None:
        """Names must be there; a translation that only does not use a term is kept in case nothing better comes."""
        lost = lost_terms(job.text, result, self.glossary)
        job.lost |= {*lost.names, *lost.terms}
        doubled = doubled_names(job.text, result, self.glossary)
        if lost.names or doubled:
            job.lost |= {*doubled}
            return _Trouble(_Kind.DAMAGE, f"the answer lacks or doubles {', '.join([*lost.names, *doubled])}")
        if lost.terms and not self.engine.glossary_native:
            job.spare = job.spare or result
            return _Trouble(_Kind.DAMAGE, f"the answer does not use {lost.unused}")
        return None

    def _given_before(self, job: _Job, result: str) -> bool:
        """One sentence for a short text and for a long one is a message of the service, whatever it says."""
        others = self.given.setdefault(result, [])
        others.append(job)
        lengths = [len(each.text) for each in others]
        if len(result.split()) < _SENTENCE or max(lengths) < _TWICE * min(lengths):
            return False
        for each in others:
            self._take_back(each, "the same answer came for different texts")
        return True

    def _record(self, job: _Job, result: str, engine: str) -> None:
        job.done = True
        if engine == self.engine.name:
            self.recorded.append(job)
        for segment in job.segments:
            self.file.propose(segment, result, engine, self.today)
            if self.on_segment is not None:
                self.on_segment(segment, result)

    def _refuse(self, jobs: Iterable[_Job]) -> None:
        """Only what was answered is refused: that an engine was down is said once, and is no remark on a text."""
        for job in jobs:
            if job.trouble is not None and job.trouble.kind is not _Kind.ENGINE:
                for segment in job.segments:
                    self.file.refuse(segment, self.engine.name, self.today, job.trouble.reason)

    def _report(self, jobs: Sequence[_Job]) -> TranslationReport:
        failed = [job for job in jobs if not job.done and job.text in self.asked]
        return TranslationReport(
            engine=self.engine.name,
            sends_to=self.engine.sends_to,
            translated=sum(len(job.segments) for job in jobs if job.done),
            sent_segments=len(self.sent),
            sent_characters=self.characters,
            requests=self.requests,
            rejected=tuple(
                (segment, job.trouble.reason if job.trouble is not None else "no answer")
                for job in failed
                for segment in job.segments
            ),
            stopped=self.breaker.reason,
        )


def _suspect(text: str, answer: str | EngineFault) -> str | EngineFault:
    """The answer as data, or the fault it is: messages of the service come as if they were translations."""
    if isinstance(answer, EngineFault):
        return answer
    cleaned = unwrapped(text, clean(answer, limit=len(answer) + 1))
    message = error_text(text, cleaned)
    return cleaned if message is None else EngineFault(message)


def _hole(text: str, result: str) -> str | None:
    """Empty brackets and marks that stand alone are where an engine took a placeholder away, or put it elsewhere."""
    if len(_HOLE.findall(result)) > len(_HOLE.findall(text)):
        return "something is missing between the words"
    return "a link was added" if "](" in result and "](" not in text else None


def _mixed_up(answers: Mapping[str, str]) -> bool:
    """Do answers of one request belong to other texts of it?"""
    return _has_strangers(answers) or bool(swapped(list(answers), list(answers.values())))


def _has_strangers(answers: Mapping[str, str]) -> bool:
    """A placeholder of another text says for certain whose answer it is."""
    return any(nonces_in(answer) - nonces_in(text) for text, answer in answers.items())


def _jobs(pending: Iterable[Segment]) -> list[_Job]:
    jobs: dict[str, _Job] = {}
    for segment in pending:
        jobs.setdefault(segment.text, _Job(segment.text, [])).segments.append(segment)
    return list(jobs.values())


def _batches(texts: Iterable[str], limits: Limits) -> Iterator[tuple[str, ...]]:
    """As many texts in one request as the engine takes, in order."""
    batch: list[str] = []
    characters = 0
    for text in texts:
        if batch and (len(batch) == limits.texts or characters + len(text) > limits.characters):
            yield tuple(batch)
            batch, characters = [], 0
        batch.append(text)
        characters += len(text)
    if batch:
        yield tuple(batch)
