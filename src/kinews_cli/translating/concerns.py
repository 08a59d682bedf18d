"""What is wrong or doubtful about a translation, whoever wrote it. Pure; the source of the KN5xx rules and of the review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from kinews_cli.model.translation import Rendering, State
from kinews_cli.translating.glossary import Glossary, Term
from kinews_cli.translating.terms import lost_terms
from kinews_cli.translating.verify import lost_numbers, lost_urls, odd_length, wrong_language

HAS_TEXT = frozenset({State.ACCEPTED, State.MACHINE, State.STALE})


def _missing(_source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return "not translated" if rendering.state is State.UNTRANSLATED else None


def _stale(_source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return "changed since its translation was accepted" if rendering.state is State.STALE else None


def _refused(_source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return None if rendering.refused is None else f"the engine's answer was not used: {rendering.refused}"


def _number(source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return _lacks("number", lost_numbers(source, rendering.text))


def _address(source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return _lacks("address", lost_urls(source, rendering.text))


def _language(source: str, rendering: Rendering, glossary: Glossary) -> str | None:
    is_name = any(term.keeps and term.german == rendering.text for term in glossary.terms)
    return None if is_name else wrong_language(source, rendering.text)


def _length(source: str, rendering: Rendering, _glossary: Glossary) -> str | None:
    return odd_length(source, rendering.text)


def _terms(source: str, rendering: Rendering, glossary: Glossary) -> str | None:
    lost = lost_terms(source, rendering.text, glossary)
    unused = f"the translation does not use {lost.unused}" if lost.terms else None
    return _lacks("name", lost.names) or unused


def _lacks(what: str, lost: tuple[str, ...]) -> str | None:
    return f"the translation lacks the {what} {', '.join(lost)}" if lost else None


_Check = Callable[[str, Rendering, Glossary], str | None]
_OF_STATES: Mapping[str, _Check] = {"KN501": _missing, "KN502": _stale, "KN508": _refused}
_OF_TEXTS: Mapping[str, _Check] = {
    "KN503": _number,
    "KN504": _address,
    "KN505": _terms,
    "KN506": _language,
    "KN507": _length,
}


def concern(code: str, source: str, rendering: Rendering, glossary: Glossary) -> str | None:
    """What the rule `code` has to say of the `rendering` of a German text, a clause without a full stop; None: nothing."""
    check = _OF_STATES.get(code)
    if check is None and rendering.state in HAS_TEXT:
        check = _OF_TEXTS[code]
    return check(source, rendering, glossary) if check is not None else None


@cache
def glossary_of(pairs: tuple[tuple[str, str], ...]) -> Glossary:
    """The glossary of a dossier, where terms that stay as they are have the same text twice."""
    return Glossary(tuple(Term(german, english, keeps=german == english) for german, english in pairs))
