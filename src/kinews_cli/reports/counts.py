"""The counts that every report shows, so that none can disagree with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.verdict import Verdict
from kinews_cli.values import Value


class Effort(Value, frozen=True):
    """What a run cost: requests sent, links answered from the cache, seconds of wall-clock time."""

    requests: int = 0
    from_cache: int = 0
    seconds: float = 0.0


def verdict_counts(dossiers: Iterable[Dossier]) -> dict[Verdict, int]:
    """Links by verdict, each of the seven; they add up to the links found."""
    counted = Counter(dossier.of(link).check.verdict for dossier in dossiers for link in dossier.issue.links())
    return {verdict: counted[verdict] for verdict in Verdict}


def severity_counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


class Fixable(Value, frozen=True):
    """Findings that `--fix` would put an end to, and those that need `--unsafe-fixes` as well."""

    safe: int
    unsafe: int


def fixable(findings: Iterable[Finding]) -> Fixable:
    counted = Counter(finding.fix.safe for finding in findings if finding.fix is not None)
    return Fixable(counted[True], counted[False])


def counted(number: int, noun: str) -> str:
    """Such as "1 link", "2 links"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
