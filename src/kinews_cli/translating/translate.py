"""Pending segments through an engine into the translation file, each answer verified before it is believed.

A text travels up to three ways, each only where the one before failed: with placeholders, with other placeholders that
cover plain numbers too, and in pieces around what is protected. What no way brings home stays untranslated, with a reason.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from kinews_cli.border import clean
from kinews_cli.model.translation import Segment
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits
from kinews_cli.translating.pofile import TranslationFile
from kinews_cli.translating.protection import Damage, Form, Protected, in_pieces, protect
from kinews_cli.translating.verify import error_text, fault

OnSegment = Callable[[Segment, str], None]
_FAULTS = 3  # one after the other, and the engine is left alone for this run
_PATIENCE = 25.0  # seconds spent on nothing but faults; an engine that says nothing must not cost a minute
# not behind "3." and "z. B."
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?…])\s+(?=[A-ZÄÖÜ„“\"»(])")
_UNCHANGED = "unchanged"  # the "engine" of texts in which there is nothing to translate


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
    file: TranslationFile, engine: Engine, *, today: str, on_segment: OnSegment | None = None
) -> TranslationReport:
    """Ask `engine` for what is pending in `file` and record each answer there as it comes; `on_segment` hears of it then.

    Cancelled, it leaves in `file` what has come. Equal texts are sent once. `today`: an ISO date for the record.
    """
    return await _Run(file, engine, today, on_segment).run()


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
    reason: str | None = None
    done: bool = False


@dataclass
class _Breaker:
    """Says when an engine is to be left alone for the rest of the run."""

    reason: str | None = None
    row: int = 0
    seconds: float = 0.0

    def note(self, faults: Sequence[EngineFault], asked: int, seconds: float) -> None:
        """One request: its faults, the number of its texts, and how long it took."""
        fatal = next((found for found in faults if found.fatal), None)
        transport = [found for found in faults if found.transport]
        if fatal is not None:
            self.reason = fatal.reason
        elif len(transport) < asked:
            self.row, self.seconds = 0, 0.0
        else:
            self.row += 1
            self.seconds += seconds
            if self.row >= _FAULTS or self.seconds >= _PATIENCE:
                self.reason = transport[-1].reason


@dataclass
class _Run:
    file: TranslationFile
    engine: Engine
    today: str
    on_segment: OnSegment | None
    answers: dict[str, str] = field(default_factory=dict)  # what was sent and came back, by text
    faults: dict[str, EngineFault] = field(default_factory=dict)
    breaker: _Breaker = field(default_factory=_Breaker)
    asked: set[str] = field(default_factory=set)  # texts of segments
    sent: set[str] = field(default_factory=set)  # those of them that left this machine, in part at least
    translated: int = 0
    characters: int = 0
    requests: int = 0

    async def run(self) -> TranslationReport:
        jobs = _jobs(self.file.pending())
        for way in (_with_braces, _with_words, _around):
            left = [job for job in jobs if not job.done]
            await self._go({job.text: way(job.text, self.engine.limits.longest) for job in left}, left)
        return self._report(jobs)

    async def _go(self, plans: Mapping[str, _Plan], jobs: Sequence[_Job]) -> None:
        """Send what these plans need and has no answer yet; settle each job as soon as its last answer is there."""
        self.faults.clear()
        waiting: dict[str, list[_Job]] = {}  # by the text that travels
        for job in jobs:
            self._settle(job, plans)
            for text in () if job.done else plans[job.text].texts:
                waiting.setdefault(text, []).append(job)
        for batch in _batches((text for text in waiting if text not in self.answers), self.engine.limits):
            if self.breaker.reason is not None:
                break
            concerned = {id(job): job for text in batch for job in waiting[text]}
            self.asked.update(job.text for job in concerned.values())
            left = await self._ask(batch)
            self.sent.update(job.text for text in left for job in waiting[text])
            for job in concerned.values():
                self._settle(job, plans)

    async def _ask(self, batch: Sequence[str]) -> Sequence[str]:
        """Ask for one batch; which of its texts left this machine."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        answers = await self.engine.translate(batch)
        faults = []
        for text, answer in zip(batch, answers, strict=True):
            found = _suspect(text, answer)
            if isinstance(found, EngineFault):
                self.faults[text] = found
                faults.append(found)
            else:
                self.answers[text] = found
        self.breaker.note(faults, len(batch), loop.time() - start)
        left = [text for text in batch if text not in self.faults or self.faults[text].sent]
        self.requests += bool(left)
        self.characters += sum(map(len, left))
        return left

    def _settle(self, job: _Job, plans: Mapping[str, _Plan]) -> None:
        plan = plans[job.text]
        broken = next((self.faults[text] for text in plan.texts if text in self.faults), None)
        if broken is not None:
            job.reason = broken.reason
        elif not job.done and all(text in self.answers for text in plan.texts):
            self._finish(job, plan.assemble([self.answers[text] for text in plan.texts]), sent=bool(plan.texts))

    def _finish(self, job: _Job, result: str | Damage, *, sent: bool) -> None:
        if isinstance(result, Damage):
            job.reason = result.reason
            return
        job.reason = fault(job.text, result) if sent else None
        if job.reason is not None:
            return
        job.done = True
        for segment in job.segments:
            self.file.propose(segment, result, self.engine.name if sent else _UNCHANGED, self.today)
            self.translated += 1
            if self.on_segment is not None:
                self.on_segment(segment, result)

    def _report(self, jobs: Sequence[_Job]) -> TranslationReport:
        failed = [job for job in jobs if not job.done and job.text in self.asked]
        return TranslationReport(
            engine=self.engine.name,
            sends_to=self.engine.sends_to,
            translated=self.translated,
            sent_segments=len(self.sent),
            sent_characters=self.characters,
            requests=self.requests,
            rejected=tuple((segment, job.reason or "no answer") for job in failed for segment in job.segments),
            stopped=self.breaker.reason,
        )


def _suspect(text: str, answer: str | EngineFault) -> str | EngineFault:
    """The answer as data, or the fault it is: messages of the service come as if they were translations."""
    if isinstance(answer, EngineFault):
        return answer
    cleaned = clean(answer, limit=len(answer) + 1)
    message = error_text(text, cleaned)
    return cleaned if message is None else EngineFault(message)


def _jobs(pending: Iterable[Segment]) -> list[_Job]:
    jobs: dict[str, _Job] = {}
    for segment in pending:
        jobs.setdefault(segment.text, _Job(segment.text, [])).segments.append(segment)
    return list(jobs.values())


def _with_braces(text: str, longest: int) -> _Plan:
    return _protected(protect(text, Form.BRACES), text, longest)


def _with_words(text: str, longest: int) -> _Plan:
    return _protected(protect(text, Form.WORD, numbers=True), text, longest)


def _protected(protected: Protected, text: str, longest: int) -> _Plan:
    if not protected.travels:
        return _Plan((), lambda _: text)
    return _Plan(split_long(protected.text, longest), lambda answers: protected.restore(" ".join(answers)))


def _around(text: str, longest: int) -> _Plan:
    pieces = in_pieces(text)
    parts = [split_long(piece, longest) for piece in pieces.texts]

    def assemble(answers: Sequence[str]) -> str:
        following = iter(answers)
        return pieces.restore([" ".join(islice(following, len(part))) for part in parts])

    return _Plan(tuple(chain.from_iterable(parts)), assemble)


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


def split_long(text: str, longest: int) -> tuple[str, ...]:
    """The text in parts of at most `longest` characters: at ends of sentences, else at blanks, else anywhere."""
    parts: list[str] = []
    while len(text) > longest:
        ends = [match.start() for match in _SENTENCE_END.finditer(text, 0, longest + 2) if match.start() <= longest]
        cut = ends[-1] if ends else text.rfind(" ", 1, longest + 1)
        cut = cut if cut > 0 else longest
        parts.append(text[:cut])
        text = text[cut:].lstrip(" ")
    return (*parts, text)
