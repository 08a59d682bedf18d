"""KN107, KN108, KN211: an issue beside the others of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinews_cli.border import printable
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Part
from kinews_cli.model.verdict import Evidence
from kinews_cli.rules.place import at_line, at_link

# "wie letztes Mal berichtet", "in der vorigen Ausgabe": the author knows.
_LAST_TIME = lazy_pattern(
    r"\b(?:letzt|vorig|vergangen|vorherig|früher)\w*\s(?:\w+\s)?(?:ausgaben?|newsletter\w*|brief\w*|folgen?|mal|woche|monats?)\b",
    re.IGNORECASE,
)


def number_repeats(dossier: Dossier) -> Iterator[Finding]:
    other = dossier.neighbours.same_number
    if other is not None:
        message = f"{printable(other)} is number {dossier.issue.number} too"
        yield at_line("KN107", message, dossier.issue, dossier.issue.title_line)


def number_skips(dossier: Dossier) -> Iterator[Finding]:
    number, before = dossier.issue.number, dossier.neighbours.number_before
    if number is not None and before is not None and before < number - 1:
        message = f"number {number} follows on number {before}: {_missing(before + 1, number - 1)}"
        yield at_line("KN108", message, dossier.issue, dossier.issue.title_line)


def linked_before(dossier: Dossier) -> Iterator[Finding]:
    """Not where the article says so itself, nor twice for one address."""
    told: set[str] = set()
    for part in dossier.issue.parts():
        for link in part.links:
            mention = dossier.neighbours.linked.get(link.url)
            if mention is None or link.furniture or link.url in told or _says_so(part, mention.number):
                continue
            told.add(link.url)
            message = f"issue {mention.number} links this work too, in line {mention.line}"
            evidence = (Evidence("linked_in", str(mention.number)),)
            yield at_link("KN211", message, dossier.issue, link, evidence=evidence)


def _missing(first: int, last: int) -> str:
    return f"{first} is missing" if first == last else f"{first} to {last} are missing"


def _says_so(part: Part, number: int) -> bool:
    named = re.compile(
        rf"(?:#|\b(?:ausgabe|newsletter|news|brief|folge|nummer|nr\.?|no\.?|issue)\s#?)\s?{number}\b", re.IGNORECASE
    )
    return any(_LAST_TIME.search(block.text) or named.search(block.text) for block in part.blocks)
