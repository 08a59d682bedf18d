"""DeepL: POST /v2/translate with a list of texts, the key in a header, the glossary kept by the service."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.deepl_glossary import Account, KeptGlossary
from kinews_cli.translating.engines.engine import Engine, Limits, Setup
from kinews_cli.translating.engines.lists import ANSWER_LIMIT, ListEngine
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

_FREE, _PRO = "https://api-free.deepl.com", "https://api.deepl.com"  # a key is valid at one of them, and shows which
# A library that refuses a header says what stood in it: what it would refuse must not come so far.
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_REQUEST: Mapping[str, Any] = {
    "source_lang": "DE",  # known; and without it no glossary is applied
    "target_lang": "EN-US",  # plain EN is there for old programs only, and leaves open which English it is
    # A line end within a text is layout, no end of a sentence; and full stops are for DeepL to judge, it knows "z. B.".
    "split_sentences": "nonewlines",
    # Labels and titles begin in lower case and have no full stop: they are not to be "corrected".
    "preserve_formatting": True,
}


class DeepL(ListEngine):
    """DeepL's API, or one that answers like it below `root`.

    No `context` is sent: the texts of one request do not share it, so each would need its own request, and all that
    surrounds a text would leave this machine twice.
    """

    name = "deepl"
    # A request holds 128 KiB; in JSON a character has at most twelve bytes.
    limits = Limits(texts=50, characters=10_000, longest=5_000)
    fatal: ClassVar[Mapping[int, str]] = {
        401: "it refuses the key",
        403: "it refuses the key",
        429: "too many requests",
        456: "the key's quota is used up",
    }

    def __init__(
        self,
        web: Web,
        root: str,
        key: str,
        glossary: Sequence[tuple[str, str]] = (),
        *,
        deadline: float | None = None,
    ) -> None:
        super().__init__(web, urlsplit(root).netloc, key, deadline)
        self._account = Account(web, root.rstrip("/"), {"Authorization": f"DeepL-Auth-Key {key}"})
        self._glossary = KeptGlossary(self._account, glossary)

    @property
    def glossary_native(self) -> bool:
        return not self._glossary.refused

    async def send(self, texts: Sequence[str], until: float) -> Answer | Failure:
        for _ in range(2):
            glossary = await self._glossary.needed_by(texts, until)
            if isinstance(glossary, Failure):
                return glossary
            request = {**_REQUEST, "text": list(texts)} | ({"glossary_id": glossary} if glossary else {})
            answer = await self._account.post("/v2/translate", request, until, limit=ANSWER_LIMIT)
            if glossary is None or isinstance(answer, Failure) or answer.status != 404:
                return answer
            self._glossary.forget()  # somebody has deleted it: it is made anew, once
        return answer

    def translations(self, value: Any) -> Any:
        found = value.get("translations") if isinstance(value, dict) else None
        if not isinstance(found, list):
            return None
        return [each.get("text") if isinstance(each, dict) else None for each in found]


def make_engine(setup: Setup) -> Engine:
    """Raises ConfigError without a key, or with one that cannot be one."""
    key = setup.keys.get("deepl", "").strip()
    if not key:
        raise ConfigError("The engine deepl needs a key: set KINEWS_DEEPL_KEY in the environment.")
    if not _KEY.fullmatch(key):
        raise ConfigError("The key for DeepL (KINEWS_DEEPL_KEY) must be plain ASCII without blanks.")
    root = setup.engine_url or (_FREE if key.endswith(":fx") else _PRO)
    return DeepL(setup.web, root, key, setup.glossary)
