"""Texts to an engine, request by request, and whether what comes back belongs to them.

Engines mix up the texts of a request, answer each text with the translation of the one before, and deliver messages of
their service as if these were translations.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kinews_cli.border import clean
from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits
from kinews_cli.translating.protection import nonces_in
from kinews_cli.translating.swapping import swapped
from kinews_cli.translating.verify import error_text, unwrapped

_WINDOW = 8  # texts


@dataclass
class Conversation:
    """What was asked and what came back. `breaker` says from when on the engine is left alone."""

    engine: Engine
    breaker: Breaker
    answers: dict[str, str] = field(default_factory=dict)  # what was sent and came back, by text
    faults: dict[str, EngineFault] = field(default_factory=dict)  # texts that came back as none, until this is cleared
    characters: int = 0
    requests: int = 0
    distrusted: bool = False  # the engine answers one text with another's translation: nothing of it can be believed
    _alone: bool = False  # the engine has mixed up the texts of a request: one at a time
    _order: list[tuple[str, str]] = field(
        default_factory=list
    )  # texts that went alone, with their answers, as they came

    def batches(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Requests for the texts that have no answer yet, as long as the engine is not left alone."""
        for batch in _batches([text for text in texts if text not in self.answers], self.engine.limits):
            if self.breaker.reason is not None:
                return
            yield batch
        if self.breaker.reason is None and self._lags_behind():
            self._distrust()

    async def ask(self, batch: Sequence[str]) -> set[str]:
        """Ask for one batch, text by text where the engine mixes them up; which of its texts left this machine."""
        if self._alone and len(batch) > 1:
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
            self._alone = True
            return left | await self._ask_one_by_one(batch)
        self.faults |= faults
        self.answers |= answers
        if len(batch) == 1:
            self._order += answers.items()
            if _has_strangers(answers) or (len(self._order) % _WINDOW == 0 and self._lags_behind()):
                self._distrust()
        return left

    def _lags_behind(self) -> bool:
        """Some engines answer each text with the translation of the one before."""
        last = self._order[-2 * _WINDOW :]
        moved = swapped([text for text, _ in last], [answer for _, answer in last])
        return len(last) > 2 and len(moved) == len(last)  # of fewer, each is judged for itself

    def _distrust(self) -> None:
        self.distrusted = True
        self.breaker.reason = "its answers belong to other texts"
        self.answers.clear()

    async def _ask_one_by_one(self, batch: Sequence[str]) -> set[str]:
        left: set[str] = set()
        for text in batch:
            if self.breaker.reason is None:
                left |= await self.ask((text,))
        return left


def _suspect(text: str, answer: str | EngineFault) -> str | EngineFault:
    """The answer as data, or the fault it is: messages of the service come as if they were translations."""
    if isinstance(answer, EngineFault):
        return answer
    cleaned = unwrapped(text, clean(answer, limit=len(answer) + 1))
    message = error_text(text, cleaned)
    return cleaned if message is None else EngineFault(message)


def _mixed_up(answers: Mapping[str, str]) -> bool:
    """Do answers of one request belong to other texts of it?"""
    return _has_strangers(answers) or bool(swapped(list(answers), list(answers.values())))


def _has_strangers(answers: Mapping[str, str]) -> bool:
    """A placeholder of another text says for certain whose answer it is."""
    return any(nonces_in(answer) - nonces_in(text) for text, answer in answers.items())


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
