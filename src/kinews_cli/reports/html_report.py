"""What `kinews check` has found, as one page: the counts, the findings with what would put an end to them, every link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports.counts import severity_counts, verdict_counts
from kinews_cli.reports.html_page import render
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import more_counts
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.rules.links import explained

_OPEN = 3  # issues whose links are shown at once; of more, a click opens those of each


@dataclass(frozen=True, slots=True)
class _File:
    """The findings in one file, and the issue that it is, if it is one."""

    path: str
    issue: Issue | None
    findings: tuple[Finding, ...]


def report_html(report: Report) -> bytes:
    """One self-contained page in UTF-8."""
    return render(
        "check.html",
        report=report,
        verdicts=verdict_counts(report.dossiers),
        severities=severity_counts(report.findings),
        files=list(_files(report)),
        issues=[dossier for dossier in report.dossiers if any(dossier.issue.links())],
        counts=[f"{text[0].upper()}{text[1:]}" for text in more_counts(report)],
        opened=len(report.dossiers) <= _OPEN,
        refused=_refused(report),
        explained=explained,
        slug=_slug,
    )


def _files(report: Report) -> Iterator[_File]:
    """Files with findings, in their order; a finding may be about a file that is no issue, such as the configuration."""
    issues = {dossier.issue.path: dossier.issue for dossier in report.dossiers}
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, findings in by_path.items():
        yield _File(path, issues.get(path), tuple(findings))


def _refused(report: Report) -> frozenset[str]:
    """The addresses that kinews does not open; the page then offers no link that a click would open either."""
    return frozenset(
        link.url
        for dossier in report.dossiers
        for link in dossier.issue.links()
        if dossier.of(link).check.verdict is Verdict.REFUSED
    )


def _slug(code: str) -> str:
    return BY_CODE[code].slug if code in BY_CODE else ""
