"""Findings and counts in lines of text: "path:line:column: CODE severity: message", as compilers write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kinews_cli.border import printable
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Fix, Severity
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports.counts import counted, fixable, severity_counts, verdict_counts
from kinews_cli.reports.report import Report

Shades = Mapping[Severity, str]
PLAIN: Shades = {}
# SGR codes: red, yellow, blue. Bold says nothing that the word beside it does not.
COLOURED: Shades = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.NOTE: "34"}

# GitHub's runner obeys commands of its old form wherever they stand in a line of the log: "##[error]", "##[add-mask]".
COMMAND, HARMLESS = "##[", "##\\u{5b}"


def findings_text(findings: Sequence[Finding], shades: Shades = PLAIN) -> Iterator[str]:
    """A line a finding; what its fix would do stands behind the message."""
    for finding in findings:
        yield finding_line(finding, shades) + printable(_fix_text(finding.fix))


def finding_line(finding: Finding, shades: Shades = PLAIN) -> str:
    """Place, code, severity and message, on one line so that grep finds them together."""
    place = ":".join(str(part) for part in (shown_path(finding.path), finding.line, finding.column) if part is not None)
    word = shaded(finding.severity.value, finding.severity, shades)
    return f"{place}: {finding.code} {word}: {printable(finding.message)}"


def shaded(text: str, severity: Severity, shades: Shades) -> str:
    shade = shades.get(severity)
    return f"\033[{shade}m{text}\033[0m" if shade else text


def _fix_text(fix: Fix | None) -> str:
    """Such as ' (fix: write "(englisch)" behind the address)'; empty where there is none."""
    return f" ({'fix' if fix.safe else 'unsafe fix'}: {fix.message})" if fix is not None else ""


def shown_path(path: str) -> str:
    """A path at the beginning of a line: a log of CI would take "::error" for a command."""
    shown = printable(path)
    return f"./{shown}" if shown.startswith("::") else shown


def verdict_lines(dossiers: Sequence[Dossier]) -> Iterator[str]:
    """A line a link, with its verdict and the reason."""
    for dossier in dossiers:
        for link in dossier.issue.links():
            check = dossier.of(link).check
            reason = check.reason.replace("_", " ")
            yield f"{shown_path(dossier.issue.path)}:{link.line}: {check.verdict.value:<11} {printable(link.url)} ({reason})"


def verdicts_text(dossiers: Sequence[Dossier]) -> str:
    """Such as "14 links: 12 ok, 1 moved, 1 broken"; verdicts without a link are left out."""
    counts = verdict_counts(dossiers)
    total = sum(counts.values())
    shares = ", ".join(f"{count} {verdict.value}" for verdict, count in counts.items() if count)
    return f"{counted(total, 'link')}: {shares}" if total else "no links"


def no_network_text(dossiers: Sequence[Dossier]) -> str | None:
    """The one sentence that is said when no host name could be resolved at all."""
    checks = (dossier.of(link).check for dossier in dossiers for link in dossier.issue.links())
    lost = sum(check.verdict is Verdict.UNREACHABLE and check.reason == "no_network" for check in checks)
    return f"no network: {counted(lost, 'link')} could not be looked at" if lost else None


def findings_summary(findings: Sequence[Finding]) -> str:
    """Such as "no findings", or their number by severity."""
    if not findings:
        return "no findings"
    counts = severity_counts(findings)
    shares = ", ".join(counted(count, severity.value) for severity, count in counts.items() if count)
    return f"{counted(len(findings), 'finding')}: {shares}"


def summary_texts(report: Report) -> Iterator[str]:
    """What is counted, the findings and the links first."""
    yield f"{findings_summary(report.findings)}; {verdicts_text(report.dossiers)}"
    yield from more_counts(report)


def more_counts(report: Report) -> Iterator[str]:
    """What is counted beside the findings and the links, as far as there is any of it."""
    texts = (fixable_text(report.findings), suppressed_text(report.suppressed), no_network_text(report.dossiers))
    yield from (text for text in texts if text)


def fixable_text(findings: Sequence[Finding]) -> str | None:
    """Such as "3 fixable with --fix (1 more with --unsafe-fixes)"; None where nothing is."""
    count = fixable(findings)
    if count.safe:
        more = f" ({count.unsafe} more with --unsafe-fixes)" if count.unsafe else ""
        return f"{count.safe} fixable with --fix{more}"
    return f"{count.unsafe} fixable with --fix --unsafe-fixes" if count.unsafe else None


def suppressed_text(suppressed: Sequence[Finding]) -> str | None:
    """Such as "2 findings suppressed by the configuration"; None where there is none."""
    return f"{counted(len(suppressed), 'finding')} suppressed by the configuration" if suppressed else None
