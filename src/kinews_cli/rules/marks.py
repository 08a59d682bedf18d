"""KN3xx: the marks on sources in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.language.decide import CONTENT_LANGUAGE, HTML_LANG, ORDER, normalise
from kinews_cli.language.policy import LANGUAGE_NAMES, MARK_WORDS, Agreement, judge, marked_as
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Link
from kinews_cli.model.source import Language
from kinews_cli.model.verdict import Verdict
from kinews_cli.rules.fixes import mark_inserted, mark_replaced, misspelt_mark
from kinews_cli.rules.place import at_link

_SEEN = {Verdict.OK, Verdict.MOVED}
_TEMPLATE = {CONTENT_LANGUAGE, HTML_LANG}


def mark_missing(dossier: Dossier) -> Iterator[Finding]:
    """Not where the label itself says which language it is: "Englischer Artikel"."""
    issue = dossier.issue
    for link in _judged(dossier, Agreement.MISSING):
        language = dossier.of(link).language
        code = language.code or ""
        names = [names[code].lower() for names in LANGUAGE_NAMES.values() if code in names]
        if any(name in link.label.lower() for name in names):
            continue
        word = MARK_WORDS[issue.language].get(code, code)
        message = f"the source is not in {_name(issue.language)}: mark it {word}"
        if (misspelt := misspelt_mark(issue, link)) is not None:
            message += f'; "{misspelt}" is no mark'
        fix = mark_inserted(issue, link, code)
        yield at_link("KN301", message, issue, link, evidence=language.evidence, fix=fix)


def mark_wrong(dossier: Dossier) -> Iterator[Finding]:
    issue = dossier.issue
    for link in _judged(dossier, Agreement.WRONG):
        language = dossier.of(link).language
        code = language.code or ""
        if link.mark is not None:
            right = _name(code)
            message = f'the mark says "{link.mark.written}", the source is in {right}'
            fix = mark_replaced(issue, link, link.mark, code)
            yield at_link("KN302", message, issue, link, evidence=language.evidence, fix=fix)


def language_unknown(dossier: Dossier) -> Iterator[Finding]:
    """Only of pages that were seen: of the others nothing was to be learned. What seems to be the issue's own needs no mark."""
    for link in _undecided(dossier):
        language = dossier.of(link).language
        if link.mark is None and len(_named(language)) < 2 and language.code != dossier.issue.language:
            message = "nothing tells for certain which language the source is in"
            yield at_link("KN303", message, dossier.issue, link, evidence=language.evidence)


def signals_disagree(dossier: Dossier) -> Iterator[Finding]:
    """Nothing is changed then, and nothing said where the author's mark is what most speaks for."""
    for link in _undecided(dossier):
        language = dossier.of(link).language
        named = _named(language)
        if len(named) > 1 and (link.mark is None or link.mark.language != language.code):
            said = ", ".join(f"{signal} {code}" for code, signal in named.items())
            message = f"signals disagree on the language of the source: {said}"
            yield at_link("KN304", message, dossier.issue, link, evidence=language.evidence)


def _undecided(dossier: Dossier) -> Iterator[Link]:
    """Links to pages that were seen, whose mark nothing settles, though the policy or the author asks for one."""
    for link in _judged(dossier, Agreement.UNKNOWN):
        if dossier.of(link).check.verdict in _SEEN:
            yield link


def _judged(dossier: Dossier, agreement: Agreement) -> Iterator[Link]:
    for link in dossier.issue.links():
        facts = dossier.of(link)
        policy = dossier.marked_kinds_of(link)
        if (
            not link.furniture
            and judge(link.mark, marked_as(facts.kind, facts.source), facts.language, policy, dossier.issue.language)
            is agreement
        ):
            yield link


def _named(language: Language) -> dict[str, str]:
    """The languages that were named, each with the first signal that did; templates count where nothing else speaks."""
    codes = {
        entry.signal: code for entry in language.evidence if (code := normalise(entry.value)) and entry.signal in ORDER
    }
    own = {signal: code for signal, code in codes.items() if signal not in _TEMPLATE} or codes
    return {code: next(signal for signal in ORDER if own.get(signal) == code) for code in own.values()}


def _name(code: str) -> str:
    return LANGUAGE_NAMES["en"].get(code, code)
