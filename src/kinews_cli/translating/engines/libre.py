"""LibreTranslate: POST /translate with a list of texts."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from kinews_cli.border import clean
from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits, Setup
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

_DEADLINE = 30.0  # seconds for all texts of one call; a server without a graphics card needs about a second a paragraph
_ANSWER_LIMIT = 1024 * 1024
# 400: too much for one request, or one text it cannot take; 413: too large. With fewer texts it may go.
_TOO_MUCH = {400, 413}
# What a single text is refused for where no other one will fare better: "de is not supported", "... target language ..."
_LANGUAGE = re.compile(r"language|not supported", re.IGNORECASE)
# What is a text's own fault: "request (2100) exceeds text limit (2000)"
_SIZE = re.compile(r"limit|too (long|large|big)", re.IGNORECASE)
_REFUSALS = 2  # single texts one after the other, and it is the server that refuses
_REQUESTS = 30  # for one call
# Reasons of the web for which no connection stood that could have carried a text.
_NEVER_LEFT = {
    "dns", "dns_temporary", "connection_refused", "network_unreachable", "non_public", "port", "scheme", "credentials",
    "tls_expired", "tls_self_signed", "tls_name", "tls_untrusted",
}  # fmt: skip
_FATAL = {401: "it wants a key", 403: "it refuses the key, or wants one", 429: "its quota is used up"}


class Libre:
    """A LibreTranslate server. The key travels in the body, never in an address."""

    name = "libre"
    limits = Limits(texts=40, characters=8_000, longest=2_000)

    def __init__(self, web: Web, root: str, key: str | None = None, *, deadline: float = _DEADLINE) -> None:
        self._web = web
        self._url = root.rstrip("/") + "/translate"
        self._key = key
        self._deadline = deadline
        self._refused = 0  # single texts, one after the other
        self.sends_to = urlsplit(root).netloc

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        """As `Engine` says. What is too much for the server goes in halves, all of them within one time limit."""
        until = asyncio.get_running_loop().time() + self._deadline
        found: list[str | EngineFault] = []
        waiting = [tuple(texts)]
        for _ in range(_REQUESTS):
            if not waiting:
                return found
            part = waiting.pop()
            answer = await self._web.post_json(self._url, self._request(part), limit=_ANSWER_LIMIT, until=until)
            if isinstance(answer, Answer) and answer.status in _TOO_MUCH and len(part) > 1:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
                continue
            answers = self._judged(answer, len(part))
            if isinstance(answers, EngineFault) and (answers.fatal or isinstance(answer, Failure)):
                return [*found, *[answers] * (len(texts) - len(found))]
            found += [answers] * len(part) if isinstance(answers, EngineFault) else answers
        given_up = EngineFault(f"{self.sends_to}: it refused too many requests", transport=False)
        return [*found, *[given_up] * (len(texts) - len(found))]

    async def close(self) -> None:
        """The web belongs to whoever made it."""

    def _request(self, texts: Sequence[str]) -> dict[str, Any]:
        request: dict[str, Any] = {"q": list(texts), "source": "de", "target": "en", "format": "text"}
        return {**request, "api_key": self._key} if self._key else request

    def _judged(self, answer: Answer | Failure, count: int) -> list[str | EngineFault] | EngineFault:
        if isinstance(answer, Failure):
            return EngineFault(f"{self.sends_to}: {answer.detail}", sent=answer.reason not in _NEVER_LEFT)
        if answer.status in _TOO_MUCH:
            return self._refusal(answer)
        self._refused = 0
        return self._read(answer, count)

    def _refusal(self, answer: Answer) -> EngineFault:
        """A single text was refused: for its size, as one of many, or as any other would be."""
        said = self._said(_json(answer))
        sized = answer.status == 413 or _SIZE.search(said) is not None
        self._refused += 0 if sized else 1
        hopeless = not sized and (self._refused >= _REFUSALS or _LANGUAGE.search(said) is not None)
        return EngineFault(f"{self.sends_to}: HTTP {answer.status}{said}", fatal=hopeless, transport=hopeless)

    def _read(self, answer: Answer, count: int) -> list[str | EngineFault] | EngineFault:
        if answer.status in _FATAL:
            return EngineFault(f"{self.sends_to}: {_FATAL[answer.status]} (HTTP {answer.status})", fatal=True)
        value = _json(answer)
        if answer.status != 200:
            return EngineFault(f"{self.sends_to}: HTTP {answer.status}{self._said(value)}")
        if answer.truncated or answer.problem is not None:
            return EngineFault(f"{self.sends_to}: the answer is cut off")
        texts = value.get("translatedText") if isinstance(value, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return EngineFault(f"{self.sends_to}: the answer is none of LibreTranslate{self._said(value)}")
        if len(texts) != count:
            return EngineFault(f"{self.sends_to}: {count} texts were sent, {len(texts)} came back")
        return list(texts)

    def _said(self, value: Any) -> str:
        """What the server says is wrong, without the key should it repeat that."""
        error = value.get("error") if isinstance(value, dict) else None
        if not isinstance(error, str):
            return ""
        return ", " + clean(error.replace(self._key, "***") if self._key else error, limit=120)


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def make_engine(setup: Setup) -> Engine:
    """Raises ConfigError without an address: there is no public server to fall back on."""
    if setup.engine_url is None:
        raise ConfigError(
            "The engine libre needs the address of a LibreTranslate server: --engine-url http://localhost:5000"
        )
    return Libre(setup.web, setup.engine_url, setup.libre_key)
