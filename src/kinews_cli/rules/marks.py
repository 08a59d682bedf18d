"""KN3xx: the marks on sources in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.language.policy import MARK_WORDS, Agreement, judge
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Link
from kinews_cli.model.verdict import Verdict
from kinews_cli.rules.place import at_link

_SEEN = {Verdict.OK, Verdict.MOVED}


def mark_missing(dossier: Dossier) -> Iterator[Finding]:
    for link in _judged(dossier, Agreement.MISSING):
        language = dossier.of(link).language
        word = MARK_WORDS[dossier.issue.language].get(language.code or "", language.code)
        message = f"the source is not in German: mark it {word}"
        yield at_link("KN301", message, dossier.issue, link, evidence=language.evidence)


def mark_wrong(dossier: Dossier) -> Iterator[Finding]:
    for link in _judged(dossier, Agreement.WRONG):
        language = dossier.of(link).language
        right = MARK_WORDS[dossier.issue.language].get(language.code or "", language.code)
        written = link.mark.written if link.mark else ""
        message = f'the mark says "{written}", the source is {str(right).strip("()")}'
        yield at_link("KN302", message, dossier.issue, link, evidence=language.evidence)


def language_unknown(dossier: Dossier) -> Iterator[Finding]:
    """Only of pages that were seen: of the others nothing was to be learned."""
    for link in _judged(dossier, Agreement.UNKNOWN):
        facts = dossier.of(link)
        if facts.check.verdict in _SEEN and facts.kind in dossier.marked_kinds and link.mark is None:
            message = "nothing tells for certain which language the source is in"
            yield at_link("KN303", message, dossier.issue, link, evidence=facts.language.evidence)


def _judged(dossier: Dossier, agreement: Agreement) -> Iterator[Link]:
    for link in dossier.issue.links():
        facts = dossier.of(link)
        found = judge(link.mark, facts.kind, facts.language, dossier.marked_kinds, dossier.issue.language)
        if found is agreement:
            yield link
