"""Findings as annotations of GitHub Actions: workflow commands, one a line.

GitHub shows ten annotations of a kind for a step and drops the rest without a word, so only ten are written, and a line says
how many more there are. The runner takes a line for a command that begins with "::" (or, in its old form, that holds "##["
anywhere); it reads "%", CR and LF in a message, and ":" and "," in a property, only where they are percent-coded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinews_cli.border import printable
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.reports.counts import counted, severity_counts
from kinews_cli.reports.places import repository_path
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import summary_texts
from kinews_cli.rules.catalogue import BY_CODE

SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report_github(report: Report) -> bytes:
    """The annotations, errors first, then lines for who reads the log."""
    lines = [*_annotations(report), *_ending(report)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _annotations(report: Report) -> Iterator[str]:
    for severity in Severity:
        for finding in _of(report.findings, severity)[:SHOWN]:
            yield _annotation(finding, report)


def _annotation(finding: Finding, report: Report) -> str:
    """Columns are told with their line only: a span to the end of the file breaks annotations."""
    properties = {"file": repository_path(finding.path, report.root)}
    if finding.line is not None:
        properties["line"] = str(finding.line)
        if finding.column is not None:
            properties["col"] = str(finding.column)
        if finding.column is not None and finding.end_column is not None:
            properties["endColumn"] = str(finding.end_column)
    properties["title"] = f"{finding.code} {BY_CODE[finding.code].slug}"
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_message(finding)}"


def _message(finding: Finding) -> str:
    """The lists of annotations show no line of the file, so the address is said."""
    text = printable(finding.message)
    if finding.url is not None and finding.url not in finding.message:
        text += f"\n{printable(finding.url)}"
    if finding.fix is not None:
        text += f"\n{'Fix' if finding.fix.safe else 'Unsafe fix'}: {printable(finding.fix.message)}"
    return _data(text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def _ending(report: Report) -> Iterator[str]:
    left = {severity: count - SHOWN for severity, count in severity_counts(report.findings).items() if count > SHOWN}
    if left:
        shares = ", ".join(counted(count, severity.value) for severity, count in left.items())
        yield f"{sum(left.values())} more without an annotation, for GitHub shows ten of a kind: {shares}"
    yield from summary_texts(report)


def _of(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]
