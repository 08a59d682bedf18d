"""LibreTranslate: POST /translate with a list of texts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from kinews_cli.border import clean
from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits, Setup
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

_DEADLINE = 30.0  # seconds a request; a server without a graphics card needs about a second a paragraph
_ANSWER_LIMIT = 1024 * 1024
# 400: too much for one request, or one text it cannot take; 413: too large. With fewer texts it may go.
_TOO_MUCH = {400, 413}
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
        self.sends_to = urlsplit(root).netloc

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        until = asyncio.get_running_loop().time() + self._deadline
        answer = await self._web.post_json(self._url, self._request(texts), limit=_ANSWER_LIMIT, until=until)
        if isinstance(answer, Failure):
            return [EngineFault(f"{self.sends_to}: {answer.detail}")] * len(texts)
        if answer.status in _TOO_MUCH and len(texts) > 1:
            middle = len(texts) // 2
            return [*await self.translate(texts[:middle]), *await self.translate(texts[middle:])]
        found = self._read(answer, len(texts))
        return [found] * len(texts) if isinstance(found, EngineFault) else found

    async def close(self) -> None:
        """The web belongs to whoever made it."""

    def _request(self, texts: Sequence[str]) -> dict[str, Any]:
        request: dict[str, Any] = {"q": list(texts), "source": "de", "target": "en", "format": "text"}
        return {**request, "api_key": self._key} if self._key else request

    def _read(self, answer: Answer, count: int) -> list[str | EngineFault] | EngineFault:
        if answer.status in _FATAL:
            return EngineFault(f"{self.sends_to}: {_FATAL[answer.status]} (HTTP {answer.status})", fatal=True)
        value = _json(answer)
        if answer.status != 200:
            reason = f"{self.sends_to}: HTTP {answer.status}{self._said(value)}"
            return EngineFault(reason, transport=answer.status not in _TOO_MUCH)
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
