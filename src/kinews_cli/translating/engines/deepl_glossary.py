"""A glossary that DeepL keeps for us: made where a text needs it, found again by its name, the only one of ours.

Of the two generations of its interface, v3 is the current one and sees what v2 has made; v2 is for services that answer
like DeepL and have nothing else. Accounts may keep few glossaries, so the one of an older list goes before the new one comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from kinews_cli.translating.engines.lists import parsed
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

_OURS = "kinews de-en "
_LONGEST = 1024  # bytes of a term
_MOST_DELETED = 10
_LIST_LIMIT = 2 * 1024 * 1024
_UNKNOWN = {404, 405, 501}


class Account:
    """The requests of one key. It stands in a header and nowhere else."""

    def __init__(self, web: Web, root: str, headers: Mapping[str, str]) -> None:
        self._web = web
        self._root = root
        self._headers = headers

    async def get(self, path: str, until: float, *, limit: int) -> Answer | Failure:
        return await self._web.get(self._root + path, headers=self._headers, until=until, limit=limit)

    async def post(self, path: str, value: object, until: float, *, limit: int) -> Answer | Failure:
        return await self._web.post_json(self._root + path, value, headers=self._headers, until=until, limit=limit)

    async def delete(self, path: str, until: float) -> Answer | Failure:
        return await self._web.delete(self._root + path, headers=self._headers, until=until)


class KeptGlossary:
    """`terms`: German and English. `refused`: the service keeps none for us in this run."""

    def __init__(self, account: Account, terms: Sequence[tuple[str, str]]) -> None:
        entries = {german: english for german, english in terms if _fits(german) and _fits(english)}
        self._account = account
        self._lines = "\n".join(f"{german}\t{english}" for german, english in sorted(entries.items()))
        self._stems = {stem for german in entries if (stem := _stem(german))}
        # The same list has the same name, whoever makes it; another list is another glossary.
        self._name = _OURS + hashlib.sha256(self._lines.encode()).hexdigest()[:16]
        self._id: str | None = None
        self.refused = False

    async def needed_by(self, texts: Sequence[str], until: float) -> str | Failure | None:
        """The glossary's id where a text may have one of its terms; None without; a Failure where nobody answers."""
        if self.refused or not self._occurs(texts):
            return None
        if self._id is None:
            found = await self._found_or_made(until)
            if isinstance(found, Failure):
                return found
            self._id = found
            self.refused = found is None
        return self._id

    def forget(self) -> None:
        """The service does not know it any more."""
        self._id = None

    def _occurs(self, texts: Sequence[str]) -> bool:
        """Generous: a glossary that turns out not to be needed does no harm."""
        folded = "\n".join(texts).casefold()
        return any(stem in folded for stem in self._stems)

    async def _found_or_made(self, until: float) -> str | Failure | None:
        for version in ("/v3", "/v2"):
            listed = await self._account.get(f"{version}/glossaries", until, limit=_LIST_LIMIT)
            if isinstance(listed, Failure):
                return listed
            if listed.status in _UNKNOWN and version == "/v3":
                continue
            ours = _ours(parsed(listed)) if listed.status == 200 else {}
            return ours.get(self._name) or await self._made(version, list(ours.values()), until)
        return None

    async def _made(self, version: str, old: Sequence[str], until: float) -> str | Failure | None:
        for identifier in old[:_MOST_DELETED]:
            await self._account.delete(f"{version}/glossaries/{identifier}", until)
        content = {"source_lang": "de", "target_lang": "en", "entries": self._lines, "entries_format": "tsv"}
        whole = {"dictionaries": [content]} if version == "/v3" else content
        answer = await self._account.post(
            f"{version}/glossaries", {"name": self._name, **whole}, until, limit=_LIST_LIMIT
        )
        if isinstance(answer, Failure):
            return answer
        value = parsed(answer)
        made = value.get("glossary_id") if answer.status in {200, 201} and isinstance(value, dict) else None
        return made if _is_id(made) else None


def _ours(value: Any) -> dict[str, str]:
    """Of a list of glossaries: name and id of those that bear our name."""
    listed = value.get("glossaries") if isinstance(value, dict) else None
    found = {}
    for each in listed if isinstance(listed, list) else ():
        name, identifier = (each.get("name"), each.get("glossary_id")) if isinstance(each, dict) else (None, None)
        if isinstance(name, str) and name.startswith(_OURS) and isinstance(identifier, str) and _is_id(identifier):
            found[name] = identifier
    return found


def _is_id(value: object) -> bool:
    """Such as "def3a26b-3e84-45b3-84ae-0c0aaf3525f7": it becomes part of an address."""
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isascii() and value.replace("-", "").isalnum()


def _fits(term: str) -> bool:
    """DeepL refuses a whole list for one empty, padded or overlong entry, or a control character."""
    return term == term.strip() != "" and term.isprintable() and len(term.encode()) <= _LONGEST


def _stem(term: str) -> str:
    """The beginning of a term that all its forms share: umlauts and endings come in its last letters or later words."""
    word = term.split(maxsplit=1)[0].casefold()
    return word[: max(3, len(word) - 3)]
