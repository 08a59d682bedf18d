"""LibreTranslate: POST /translate with a list of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Engine, Limits, Setup
from kinews_cli.translating.engines.lists import ANSWER_LIMIT, Found, ListEngine, TooMuch
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

# What a single text is refused for where no other one will fare better: "de is not supported", "... target language ...",
# "Please contact the server operator to get an API key"
_HOPELESS = re.compile(r"language|not supported|api key", re.IGNORECASE)
# What is a text's own fault: "request (2100) exceeds text limit (2000)"
_SIZE = re.compile(r"limit|too (long|large|big)", re.IGNORECASE)
_REFUSALS = 2  # single texts one after the other, and it is the server that refuses


class Libre(ListEngine):
    """A LibreTranslate server. The key travels in the body, never in an address."""

    name = "libre"
    # 400 characters a second is what its models do on two cores without a graphics card: ten seconds
    limits = Limits(texts=50, characters=4_000, longest=2_000)
    fatal: ClassVar[Mapping[int, str]] = {
        401: "it wants a key",
        403: "it refuses the key, or wants one",
        429: "its quota is used up",
    }

    def __init__(self, web: Web, root: str, key: str | None = None, *, deadline: float | None = None) -> None:
        super().__init__(web, urlsplit(root).netloc, key, deadline)
        self._url = root.rstrip("/") + "/translate"
        self._refused = 0  # single texts, one after the other

    async def send(self, texts: Sequence[str], until: float) -> Answer | Failure:
        request: dict[str, Any] = {"q": list(texts), "source": "de", "target": "en", "format": "text"}
        if self._key:
            request["api_key"] = self._key
        return await self._web.post_json(self._url, request, limit=ANSWER_LIMIT, until=until)

    def translations(self, value: Any) -> Any:
        self._refused = 0
        return value.get("translatedText") if isinstance(value, dict) else None

    def refusal(self, answer: Answer, count: int) -> Found | None:
        """400 and 413: too much for one request, one text among many that it cannot take, or as any other would be."""
        if answer.status not in {400, 413}:
            return None
        said = self.said(answer)
        sized = answer.status == 413 or _SIZE.search(said) is not None
        self._refused += count == 1 and not sized
        if not sized and (self._refused >= _REFUSALS or _HOPELESS.search(said)):
            return self.fault(f"HTTP {answer.status}{said}", fatal=True)
        return TooMuch(self.fault(f"HTTP {answer.status}{said}", transport=False))


def make_engine(setup: Setup) -> Engine:
    """Raises ConfigError without an address: there is no public server to fall back on."""
    if setup.engine_url is None:
        raise ConfigError(
            "The engine libre needs the address of a LibreTranslate server: --engine-url http://localhost:5000"
        )
    return Libre(setup.web, setup.engine_url, setup.keys.get("libre"))
