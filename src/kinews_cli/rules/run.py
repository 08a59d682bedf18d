"""The table of rules that are applied, and their application."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.rules import descriptions, folder, furniture, leftovers, links, marks, sources, text, translation

_TABLE: dict[str, Callable[[Dossier], Iterable[Finding]]] = {
    "KN101": text.no_title,
    "KN102": text.no_number,
    "KN103": text.article_without_links,
    "KN104": text.empty_section,
    "KN105": text.duplicate_title,
    "KN106": text.doubtful_title,
    "KN107": folder.number_repeats,
    "KN108": folder.number_skips,
    "KN109": furniture.furniture,
    "KN110": leftovers.placeholder,
    "KN111": leftovers.machine_talk,
    "KN201": links.broken,
    "KN202": links.moved,
    "KN203": links.unreachable,
    "KN204": links.insecure,
    "KN205": links.tracking_parameters,
    "KN206": links.duplicate_link,
    "KN207": links.label_missing,
    "KN208": links.fragment_missing,
    "KN209": links.shortener,
    "KN210": links.refused,
    "KN211": folder.linked_before,
    "KN301": marks.mark_missing,
    "KN302": marks.mark_wrong,
    "KN303": marks.language_unknown,
    "KN304": marks.signals_disagree,
    "KN401": sources.withdrawn,
    "KN402": sources.retracted,
    "KN403": sources.corrected,
    "KN404": sources.newer_version,
    "KN405": sources.published_meanwhile,
    "KN406": sources.video_gone,
    "KN407": sources.repository_archived,
    "KN408": sources.renamed,
    "KN409": descriptions.year_differs,
    "KN410": descriptions.label_names_another,
    "KN411": sources.published_after_issue,
    "KN412": sources.concern,
    "KN413": sources.repository_replaced,
    "KN414": sources.same_work_twice,
    "KN415": sources.page_expired,
    **{f"KN50{number}": translation.rule(f"KN50{number}") for number in range(1, 9)},
}
# What is said of suppressions is not said of one issue: `rules/suppressions.py` does.
APPLIED = frozenset(_TABLE) | {"KN112", "KN113"}
ABOUT_NEIGHBOURS = frozenset({"KN107", "KN108", "KN211"})
_NEEDS_LINKS = ("KN201", "KN202", "KN203", "KN204", "KN208", "KN3", "KN4")


def find(dossier: Dossier, codes: frozenset[str]) -> tuple[Finding, ...]:
    """What the rules with these codes say, in the order of the text."""
    found = [finding for code, rule in _TABLE.items() if code in codes for finding in rule(dossier)]
    return tuple(sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0, finding.code)))


def need_sources(codes: frozenset[str]) -> bool:
    """Do any of these rules ask what the links' targets are?"""
    return any(code.startswith(("KN3", "KN4")) for code in codes & APPLIED)


def need_links(codes: frozenset[str]) -> bool:
    """Do any of these rules ask what became of the links?"""
    return any(code.startswith(_NEEDS_LINKS) for code in codes & APPLIED)


def need_https(codes: frozenset[str]) -> bool:
    """Do any of these rules ask whether a page is there over https too?"""
    return "KN204" in codes


def reaches(findings: Iterable[Finding], fail_on: str) -> bool:
    """Is any finding as severe as `fail_on` ("error", "warning", "never")?"""
    severe = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set[Severity]()}
    return any(finding.severity in severe[fail_on] for finding in findings)
