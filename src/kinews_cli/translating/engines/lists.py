"""What engines that take lists of texts over our web have in common: tries, halves, one time limit, faults in our words."""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from kinews_cli.border import clean
from kinews_cli.translating.engines.engine import EngineFault, Limits
from kinews_cli.translating.engines.patience import PASSING, patiently
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import REDIRECTS, Web
from kinews_cli.web.retry_after import asked_pause

ANSWER_LIMIT = 1024 * 1024
_DEADLINE = 12.0  # seconds without an answer; the run leaves an engine alone after the third time, a build has a minute
_SMALL = 1_000  # characters a request, once a service has been too slow for more
_REQUESTS = 30  # for one call
# A service that refuses texts as short as that for their size refuses all: one with a text limit of 500 would be of no use.
_SHORT = 500  # characters
_SHORT_REFUSALS = 2  # one after the other
# Reasons of the web for which no connection stood that could have carried a text.
_NEVER_LEFT = {
    "dns", "dns_temporary", "connection_refused", "network_unreachable", "non_public", "port", "scheme", "credentials",
    "tls_expired", "tls_self_signed", "tls_name", "tls_untrusted", "throttled", "host_silent",
}  # fmt: skip
_BROKEN_OFF = {"connection_reset", "connection_closed"}  # may be the network's fault, and go well the second time
_FATAL_FAILURES = {"non_public", "port", "scheme", "credentials", "odd_url", "tls_expired", "tls_name"}


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The service wants fewer texts in one request. `fault` is what remains where there is only one."""

    fault: EngineFault


Found = Sequence[str | EngineFault] | EngineFault | TooMuch


class ListEngine(ABC):
    """An engine over `Web`. The key travels in no address and stands in no reason."""

    name: ClassVar[str]
    limits: ClassVar[Limits]
    fatal: ClassVar[Mapping[int, str]]  # statuses after which no request makes sense, and why
    sentences = False

    def __init__(self, web: Web, host: str, key: str | None, deadline: float | None) -> None:
        self._web = web
        self._key = key
        self._deadline = _DEADLINE if deadline is None else deadline
        self._portion = self.limits.characters
        self._short_refused = 0  # short texts, one after the other
        self.sends_to = host

    @property
    def glossary_native(self) -> bool:
        return False

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        """As `Engine` says. What is too much for the service goes in halves; the time limit begins anew with each answer."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._deadline
        found: list[str | EngineFault] = []
        waiting = _portions(texts, self._portion)
        for _ in range(_REQUESTS):
            if not waiting:
                return found
            part = waiting.pop(0)
            answers = self._or_hopeless(part, await self._ask(part, until))
            if isinstance(answers, TooMuch) and len(part) > 1:
                middle = len(part) // 2
                waiting[:0] = [part[:middle], part[middle:]]
            elif isinstance(answers, EngineFault) and answers.transport:
                rest = len(texts) - len(found) - len(part)
                return [*found, *[answers] * len(part), *[replace(answers, sent=False)] * rest]
            else:
                found += _each(answers, len(part))
                until = clock() + self._deadline
        given_up = EngineFault(f"{self.sends_to}: it refused too many requests", transport=False, sent=False)
        return [*found, *[given_up] * (len(texts) - len(found))]

    def _or_hopeless(self, part: Sequence[str], answers: Found) -> Found:
        """What was found, or the end of it where no text is short enough for the service."""
        if not isinstance(answers, TooMuch):
            self._short_refused = 0
        elif len(part) == 1 and len(part[0]) < _SHORT:
            self._short_refused += 1
            if self._short_refused >= _SHORT_REFUSALS:
                return replace(answers.fault, fatal=True, transport=True)
        return answers

    async def close(self) -> None:  # noqa: B027 - not for subclasses to fill in
        """The web belongs to whoever made it."""

    @abstractmethod
    async def send(self, texts: Sequence[str], until: float) -> Answer | Failure:
        """One request."""

    @abstractmethod
    def translations(self, value: Any) -> Any:
        """Of an answer's JSON: the list of translations, if it is one."""

    def refusal(self, answer: Answer, count: int) -> Found | None:  # noqa: ARG002 - for those that override it
        """What a status means that this service gives a meaning of its own; `count` texts were sent."""
        said = self.said(answer)
        return TooMuch(self.fault(f"HTTP 413{said}", transport=False)) if answer.status == 413 else None

    def fault(self, reason: str, *, fatal: bool = False, transport: bool = True, sent: bool = True) -> EngineFault:
        return EngineFault(f"{self.sends_to}: {reason}", fatal=fatal, transport=transport, sent=sent)

    def said(self, answer: Answer) -> str:
        """What the service says is wrong, as the end of a sentence, without the key should it repeat that."""
        value = parsed(answer)
        words = value.get("error") or value.get("message") if isinstance(value, dict) else None
        if not isinstance(words, str):
            return ""
        return ", " + clean(words.replace(self._key, "***") if self._key else words, limit=120)

    async def _ask(self, part: Sequence[str], until: float) -> Found:
        answer = await patiently(lambda: self.send(part, until), _pause, until)
        if isinstance(answer, Failure):
            if answer.reason == "timeout":
                self._portion = _SMALL
            return self.failed(answer)
        return self._judged(answer, len(part))

    def failed(self, failure: Failure) -> EngineFault:
        return self.fault(
            failure.detail, fatal=failure.reason in _FATAL_FAILURES, sent=failure.reason not in _NEVER_LEFT
        )

    def _judged(self, answer: Answer, count: int) -> Found:
        status = answer.status
        own = self.refusal(answer, count)
        if own is not None:
            return own
        if status in REDIRECTS:  # followed, a redirect would carry texts and key elsewhere
            return self.fault(f"leads elsewhere (HTTP {status})", fatal=True)
        if status == 429 and asked_pause(answer):
            return self.fault(f"wants to be left alone for {asked_pause(answer):.0f} s (HTTP 429)", fatal=True)
        if status in self.fatal:
            return self.fault(f"{self.fatal[status]} (HTTP {status})", fatal=True)
        if status != 200:
            return self.fault(f"HTTP {status}{self.said(answer)}")
        if answer.truncated or answer.problem is not None:
            return self.fault("the answer is cut off")
        return self._read(answer, count)

    def _read(self, answer: Answer, count: int) -> Found:
        texts = self.translations(parsed(answer))
        if not isinstance(texts, list) or not any(isinstance(text, str) for text in texts):
            return self.fault(f"the answer holds no translations{self.said(answer)}")
        if len(texts) != count:
            return self.fault(f"{count} texts were sent, {len(texts)} came back")
        missing = self.fault("no translation for this text", transport=False)
        return [text if isinstance(text, str) else missing for text in texts]


def parsed(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _pause(answer: Answer | Failure) -> float | None:
    if isinstance(answer, Failure):
        return 0.0 if answer.reason in _BROKEN_OFF else None
    return asked_pause(answer) if answer.status in PASSING else None


def _each(answers: Found, count: int) -> Sequence[str | EngineFault]:
    if isinstance(answers, TooMuch):
        answers = answers.fault
    return [answers] * count if isinstance(answers, EngineFault) else answers


def _portions(texts: Sequence[str], characters: int) -> list[Sequence[str]]:
    """The texts in order, cut where a portion would have more characters."""
    portions: list[list[str]] = []
    size = characters
    for text in texts:
        if size + len(text) > characters:
            portions.append([])
            size = 0
        portions[-1].append(text)
        size += len(text)
    return [tuple(portion) for portion in portions]
