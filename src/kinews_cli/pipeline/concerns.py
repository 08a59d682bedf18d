"""What is wrong with the translated texts of an issue: asked of the checks, or known from an earlier run.

The checks need the words of two languages and the terms of the glossary, which is half the time that a hook has. What they
said of a text holds as long as the text, its translation, the glossary and the checks themselves are the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kinews_cli import __version__, translating
from kinews_cli.border import clean
from kinews_cli.model.dossier import Place
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering
from kinews_cli.pipeline.glossary import NewsletterGlossary
from kinews_cli.store import Store
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.translating.states import HAS_TEXT

TEXT_CODES = frozenset({"KN503", "KN504", "KN505", "KN506", "KN507"})

_LONGEST = 2000  # characters of a clause

Concerns = Mapping[Place, Mapping[str, str]]


def concerns_in(
    issue: Issue, renderings: Mapping[Place, Rendering], glossary: NewsletterGlossary, store: Store | None
) -> Concerns:
    """What is to be said of each translated text, by the code of the rule, where there is anything. `store` learns it.

    Raises ConfigError and InputError for a glossary that is none.
    """
    texts = dict(_translated(issue, renderings))
    keys = _keys(texts, glossary) if store is not None else {}
    known = store.concerns(keys.values()) if store is not None else {}
    said = {where: _only_ours(known[key]) for where, key in keys.items() if key in known}
    if missing := texts.keys() - said.keys():
        from kinews_cli.translating.concerns import text_concerns  # half the time of a hook, see above

        for where in missing:
            said[where] = text_concerns(*texts[where], glossary.terms)
            if store is not None:
                store.keep_concerns(keys[where], said[where])
    return {where: concerns for where, concerns in said.items() if concerns}


def _translated(issue: Issue, renderings: Mapping[Place, Rendering]) -> Iterator[tuple[Place, tuple[str, str]]]:
    for segment in segments_of(issue):
        rendering = renderings.get(place(segment))
        if rendering is not None and rendering.state in HAS_TEXT:
            yield place(segment), (segment.text, rendering.text)


def _keys(texts: Mapping[Place, tuple[str, str]], glossary: NewsletterGlossary) -> dict[Place, str]:
    """A fingerprint of all that decides what is said of each text."""
    if not texts:
        return {}
    import hashlib  # a draft without a translation needs none

    basis = hashlib.sha256(_checks() + hashlib.sha256(glossary.content).digest())
    keys = {}
    for where, (source, text) in texts.items():
        digest = basis.copy()
        digest.update(f"{len(source)} {source}{text}".encode("utf-8", "surrogatepass"))
        keys[where] = digest.hexdigest()
    return keys


@cache
def _checks() -> bytes:
    """A fingerprint of the checks: of their source, for a number that has to be raised by hand is forgotten.

    What is a letter and what a small one is Python's to say.
    """
    import hashlib

    digest = hashlib.sha256(f"{__version__} {unicodedata.unidata_version}".encode())
    house = Path(translating.__file__).parent.parent
    for path in (
        house / "border.py",
        *sorted((house / "language").iterdir()),
        *sorted((house / "translating").iterdir()),
    ):
        if path.suffix in {".py", ".txt", ".tsv"} and path.is_file():
            digest.update(path.read_bytes())
    return digest.digest()


def _only_ours(concerns: Mapping[str, str]) -> dict[str, str]:
    """Without what a cache of somebody else may have brought in."""
    return {code: clean(clause, limit=_LONGEST) for code, clause in concerns.items() if code in TEXT_CODES}
