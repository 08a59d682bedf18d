"""The report for a terminal: each finding with the line it is about, a caret under the place and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.border import printable
from kinews_cli.model.finding import Finding
from kinews_cli.reports.excerpt import SourceLines, excerpt
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import (
    COMMAND,
    HARMLESS,
    PLAIN,
    Shades,
    finding_line,
    findings_summary,
    findings_text,
    fixable_text,
    no_network_text,
    shaded,
    suppressed_text,
    verdict_lines,
    verdicts_text,
)
from kinews_cli.values import Value, field

_GUTTER = 5  # cells for the number of the line
_LEAST = 20  # cells of the line itself, however narrow the terminal


class View(Value, frozen=True):
    """How the report is to look. `quiet`: a line a finding and nothing else. `verbose`: also every link.

    `width` is for the lines of the issue, in cells; what kinews says itself is broken where it is shown.
    """

    quiet: bool = False
    verbose: bool = False
    width: int = 100
    shades: Shades = field(default_factory=lambda: PLAIN)


def report_text(report: Report, view: View | None = None) -> bytes:
    """Lines in UTF-8: the findings, then (unless quiet) what was looked at and how many there are."""
    view = view or View()
    lines = findings_text(report.findings, view.shades) if view.quiet else _findings(report, view)
    ending = () if view.quiet else _ending(report)
    every = verdict_lines(report.dossiers) if view.verbose else ()
    text = "".join(f"{line}\n" for line in (*lines, *every, *ending))
    return text.replace(COMMAND, HARMLESS).encode("utf-8", "backslashreplace")


def _findings(report: Report, view: View) -> Iterator[str]:
    lines = SourceLines(report.dossiers)
    for finding in report.findings:
        yield finding_line(finding, view.shades)
        line = lines.get(finding.path, finding.line)
        if line is not None:
            yield from _excerpt(finding, line, view)
        if finding.fix is not None:
            word = "fix" if finding.fix.safe else "unsafe fix"
            yield f"{' ' * (_GUTTER + 3)}{word}: {printable(finding.fix.message)}"
        yield ""


def _excerpt(finding: Finding, line: str, view: View) -> Iterator[str]:
    width = max(view.width - _GUTTER - len(" | "), _LEAST)
    shown = excerpt(line, finding.column, finding.end_column, width)
    yield f"{finding.line:>{_GUTTER}} | {shown.text}".rstrip()
    if shown.carets:
        place = shown.carets.rstrip("^")
        yield f"{'':>{_GUTTER}} | {place}{shaded(shown.carets.lstrip(), finding.severity, view.shades)}"


def _ending(report: Report) -> Iterator[str]:
    yield verdicts_text(report.dossiers)
    yield from (line for line in (no_network_text(report.dossiers),) if line)
    yield from (f"note: {remark}" for remark in report.remarks)
    yield findings_summary(report.findings)
    yield from (line for line in (fixable_text(report.findings), suppressed_text(report.suppressed)) if line)
