"""Findings with their usual severity and their place."""

from __future__ import annotations

from kinews_cli.model.finding import Finding, Fix, Severity
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.verdict import Evidence
from kinews_cli.rules.catalogue import BY_CODE


def at_line(
    code: str,
    message: str,
    issue: Issue,
    line: int | None = None,
    *,
    severity: Severity | None = None,
    fix: Fix | None = None,
) -> Finding:
    """A finding about a line, or about the issue as a whole."""
    return Finding(code, severity or BY_CODE[code].severity, message, issue.path, line, 1 if line else None, fix=fix)


def at_link(
    code: str,
    message: str,
    issue: Issue,
    link: Link,
    *,
    severity: Severity | None = None,
    evidence: tuple[Evidence, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """A finding about a link; its span is the URL."""
    return Finding(
        code,
        severity or BY_CODE[code].severity,
        message,
        issue.path,
        link.line,
        link.column,
        link.end_column,
        link.url,
        evidence,
        fix,
    )
