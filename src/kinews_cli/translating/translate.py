"""Pending segments through an engine into the translation file, each answer verified before it is believed.

What none of the ways of `ways.py` brings home stays untranslated, with the reason beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kinews_cli.model.translation import Segment
from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.conversation import Conversation
from kinews_cli.translating.engines.engine import Engine
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.pofile import TranslationFile
from kinews_cli.translating.protection import Damage, altered
from kinews_cli.translating.terms import doubled_names, lost_terms
from kinews_cli.translating.verify import fault
from kinews_cli.translating.ways import Job, Kind, Plan, Trouble, Ways

OnSegment = Callable[[Segment, str], None]
_UNCHANGED, _GLOSSARY = "unchanged", "glossary"  # the "engines" of texts that need none
_HOLE = re.compile(r"\(\s*\)|\[\s*\]|(?<=\w)\s+[,;.](?=\s|$)")
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
    talk = Conversation(engine, breaker or Breaker())
    return await _Run(file, talk, Ways(engine, glossary or Glossary()), today, on_segment).run()


@dataclass
class _Run:
    file: TranslationFile
    talk: Conversation
    ways: Ways
    today: str
    on_segment: OnSegment | None
    asked: set[str] = field(default_factory=set)  # texts of segments
    sent: set[str] = field(default_factory=set)  # those of them that left this machine, in part at least
    given: dict[str, list[Job]] = field(default_factory=dict)  # jobs by their translation
    recorded: list[Job] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        return self.talk.engine

    async def run(self) -> TranslationReport:
        jobs = _jobs(self.file.pending())
        for way in (self.ways.first, self.ways.second, self.ways.last):
            left = [job for job in jobs if not job.done]
            plans = {job.text: plan for job in left if (plan := way(job)) is not None}
            await self._go(plans, [job for job in left if job.text in plans])
        for job in jobs:
            if not job.done and job.spare is not None:
                self._record(job, job.spare, self.engine.name)
        self._refuse([job for job in jobs if not job.done])
        return self._report(jobs)

    async def _go(self, plans: Mapping[str, Plan], jobs: Sequence[Job]) -> None:
        """Send what these plans need and has no answer yet; settle each job as soon as its last answer is there."""
        self.talk.faults.clear()
        waiting: dict[str, list[Job]] = {}  # by the text that travels
        for job in jobs:
            self._settle(job, plans)
            for text in () if job.done else plans[job.text].texts:
                waiting.setdefault(text, []).append(job)
        for batch in self.talk.batches(waiting):
            concerned = {id(job): job for text in batch for job in waiting[text]}
            self.asked.update(job.text for job in concerned.values())
            for text in await self.talk.ask(batch):
                self.sent.update(job.text for job in waiting[text])
            for job in concerned.values():
                self._settle(job, plans)
        if self.talk.distrusted:
            self._take_all_back()

    def _take_all_back(self) -> None:
        for job in self.recorded:
            self._take_back(job, self.talk.breaker.reason or "")
        self.recorded.clear()

    def _take_back(self, job: Job, reason: str) -> None:
        job.done, job.spare, job.trouble = False, None, Trouble(Kind.CONTENT, reason)
        for segment in job.segments:
            self.file.withdraw(segment)

    def _settle(self, job: Job, plans: Mapping[str, Plan]) -> None:
        plan = plans[job.text]
        broken = next((self.talk.faults[text] for text in plan.texts if text in self.talk.faults), None)
        if broken is not None:
            job.trouble = Trouble(Kind.ENGINE, broken.reason)
        elif not job.done and all(text in self.talk.answers for text in plan.texts):
            answers = [self.talk.answers[text] for text in plan.texts]
            result = plan.assemble(answers)
            if not all(answer.strip() for answer in answers):  # what stays at home would hide it: "1. " is a text too
                self._judge(job, "")
            elif plan.texts:
                self._judge(job, result)
            elif isinstance(result, str):
                self._record(job, result, _UNCHANGED if result == job.text else _GLOSSARY)

    def _judge(self, job: Job, result: str | Damage) -> None:
        """Believe what the engine made of the text, or say what is wrong with it."""
        job.trouble = self._trouble(job, result)
        if job.trouble is None and isinstance(result, str) and not self._given_before(job, result):
            self.talk.breaker.judge(None)
            self._record(job, result, self.engine.name)
        elif job.trouble is not None:
            self.talk.breaker.judge(job.trouble.reason, damaged=job.trouble.kind is Kind.DAMAGE)

    def _trouble(self, job: Job, result: str | Damage) -> Trouble | None:
        if isinstance(result, Damage):
            return Trouble(Kind.DAMAGE, result.reason)
        changed = altered(job.text, result) or _hole(job.text, result)
        if changed is not None:
            return Trouble(Kind.DAMAGE, changed)
        reason = fault(job.text, result)
        return Trouble(Kind.CONTENT, reason) if reason is not None else self._lacking(job, result)

    def _lacking(self, job: Job, result: str) -> Trouble | None:
        """Names must be there; a translation that only does not use a term is kept in case nothing better comes."""
        lost = lost_terms(job.text, result, self.ways.glossary)
        job.lost |= {*lost.names, *lost.terms}
        doubled = doubled_names(job.text, result, self.ways.glossary)
        if lost.names or doubled:
            job.lost |= {*doubled}
            return Trouble(Kind.DAMAGE, f"the answer lacks or doubles {', '.join([*lost.names, *doubled])}")
        if lost.terms and not self.engine.glossary_native:
            job.spare = job.spare or result
            return Trouble(Kind.DAMAGE, f"the answer does not use {lost.unused}")
        return None

    def _given_before(self, job: Job, result: str) -> bool:
        """One sentence for a short text and for a long one is a message of the service, whatever it says."""
        others = self.given.setdefault(result, [])
        others.append(job)
        lengths = [len(each.text) for each in others]
        if len(result.split()) < _SENTENCE or max(lengths) < _TWICE * min(lengths):
            return False
        for each in others:
            self._take_back(each, "the same answer came for different texts")
        return True

    def _record(self, job: Job, result: str, engine: str) -> None:
        job.done = True
        if engine == self.engine.name:
            self.recorded.append(job)
        for segment in job.segments:
            self.file.propose(segment, result, engine, self.today)
            if self.on_segment is not None:
                self.on_segment(segment, result)

    def _refuse(self, jobs: Iterable[Job]) -> None:
        """Only what was answered is refused: that an engine was down is said once, and is no remark on a text."""
        for job in jobs:
            if job.trouble is not None and job.trouble.kind is not Kind.ENGINE:
                for segment in job.segments:
                    self.file.refuse(segment, self.engine.name, self.today, job.trouble.reason)

    def _report(self, jobs: Sequence[Job]) -> TranslationReport:
        failed = [job for job in jobs if not job.done and job.text in self.asked]
        return TranslationReport(
            engine=self.engine.name,
            sends_to=self.engine.sends_to,
            translated=sum(len(job.segments) for job in jobs if job.done),
            sent_segments=len(self.sent),
            sent_characters=self.talk.characters,
            requests=self.talk.requests,
            rejected=tuple(
                (segment, job.trouble.reason if job.trouble is not None else "no answer")
                for job in failed
                for segment in job.segments
            ),
            stopped=self.talk.breaker.reason,
        )


def _hole(text: str, result: str) -> str | None:
    """Empty brackets and marks that stand alone are where an engine took a placeholder away, or put it elsewhere."""
    if len(_HOLE.findall(result)) > len(_HOLE.findall(text)):
        return "something is missing between the words"
    return "a link was added" if "](" in result and "](" not in text else None


def _jobs(pending: Iterable[Segment]) -> list[Job]:
    jobs: dict[str, Job] = {}
    for segment in pending:
        jobs.setdefault(segment.text, Job(segment.text, [])).segments.append(segment)
    return list(jobs.values())
