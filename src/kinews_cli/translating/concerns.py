"""What is wrong or doubtful about a translated text, whoever wrote it. Pure; the source of KN503 to KN507 and of the review."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.terms import lost_terms
from kinews_cli.translating.verify import lost_numbers, lost_urls, odd_length, wrong_language


def text_concerns(source: str, text: str, glossary: Glossary) -> dict[str, str]:
    """What is to be said of the English `text` of a German one, by the code of the rule, a clause without a full stop each."""
    said = {code: check(source, text, glossary) for code, check in _CHECKS.items()}
    return {code: clause for code, clause in said.items() if clause is not None}


def _number(source: str, text: str, _glossary: Glossary) -> str | None:
    return _lacks("number", lost_numbers(source, text))


def _address(source: str, text: str, _glossary: Glossary) -> str | None:
    return _lacks("address", lost_urls(source, text))


def _language(source: str, text: str, glossary: Glossary) -> str | None:
    is_name = any(term.keeps and term.german == text for term in glossary.terms)
    return None if is_name else wrong_language(source, text)


def _length(source: str, text: str, _glossary: Glossary) -> str | None:
    return odd_length(source, text)


def _terms(source: str, text: str, glossary: Glossary) -> str | None:
    lost = lost_terms(source, text, glossary)
    unused = f"the translation does not use {lost.unused}" if lost.terms else None
    return _lacks("name", lost.names) or unused


def _lacks(what: str, lost: tuple[str, ...]) -> str | None:
    return f"the translation lacks the {what} {', '.join(lost)}" if lost else None


_CHECKS: Mapping[str, Callable[[str, str, Glossary], str | None]] = {
    "KN503": _number,
    "KN504": _address,
    "KN505": _terms,
    "KN506": _language,
    "KN507": _length,
}
