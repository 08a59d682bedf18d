"""The report as JUnit XML: for the test pages of Jenkins, GitLab, Azure and others.

A suite for each issue. In it a failed case for each finding, whose `type` is the severity, as linters write it, and a skipped
one where the configuration suppresses it; a passed case for each link of which no rule has anything to say, and a skipped one
where it was not looked at. Viewers count skipped cases and show why; they leave out what stands in properties. Names hold no
line numbers: a viewer that compares two runs by name must not take a finding for a new one because a line was inserted above.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

from kinews_cli.border import printable, visible
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Link
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports.places import repository_path
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import finding_line
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.values import replace

# XML 1.0 has no way to write these, not even as references; what is hidden has been removed before.
_ILLEGAL = re.compile("[\ufffe\uffff]")


def report_junit(report: Report) -> bytes:
    suites = {dossier.issue.path: list[ET.Element]() for dossier in report.dossiers}
    told = {(finding.path, finding.url) for finding in (*report.findings, *report.suppressed)}
    for finding in report.findings:
        suites.setdefault(finding.path, []).append(_failed(finding, repository_path(finding.path, report.root)))
    for finding in report.suppressed:
        suites.setdefault(finding.path, []).append(_suppressed(finding))
    for dossier in report.dossiers:
        path = dossier.issue.path
        suites[path] += [_passed(dossier, link) for link in dossier.issue.links() if (path, link.url) not in told]
    root = ET.Element("testsuites", name="kinews", tests="0", failures="0", errors="0")
    root.set("time", f"{report.effort.seconds:.3f}")
    root.extend(_suite(repository_path(path, report.root), cases) for path, cases in suites.items())
    for count in ("tests", "failures"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _suite(path: str, cases: list[ET.Element]) -> ET.Element:
    # Viewers take a suite without a case for a run that went wrong.
    cases = cases or [ET.Element("testcase", name="no findings")]
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    name_of_file = _text(printable(path))
    suite = ET.Element("testsuite", {"name": name_of_file, **{name: str(count) for name, count in counts.items()}})
    seen = Counter[str]()
    for case in cases:
        name = case.get("name", "")
        seen[name] += 1
        case.set("name", f"{name} ({seen[name]})" if seen[name] > 1 else name)
        case.set("classname", name_of_file)
    suite.extend(cases)
    return suite


def _failed(finding: Finding, path: str) -> ET.Element:
    case = _case(finding)
    failure = ET.SubElement(case, "failure", type=finding.severity.value, message=_text(finding.message))
    details = [finding_line(replace(finding, path=path))]
    if finding.fix is not None:
        details.append(f"{'fix' if finding.fix.safe else 'unsafe fix'}: {finding.fix.message}")
    details += [f"{evidence.signal}: {evidence.value}" for evidence in finding.evidence]
    failure.text = "\n".join(map(_text, details))
    return case


def _suppressed(finding: Finding) -> ET.Element:
    case = _case(finding)
    ET.SubElement(case, "skipped", message="suppressed by the configuration")
    return case


def _case(finding: Finding) -> ET.Element:
    subject = finding.url or finding.message
    return ET.Element("testcase", name=_text(f"{finding.code} {BY_CODE[finding.code].slug}: {subject}"))


def _passed(dossier: Dossier, link: Link) -> ET.Element:
    case = ET.Element("testcase", name=_text(f"link: {link.url}"))
    check = dossier.of(link).check
    if check.verdict is Verdict.UNCHECKED:
        ET.SubElement(case, "skipped", message=_text(f"unchecked: {check.reason.replace('_', ' ')}"))
    return case


def _text(text: str) -> str:
    """`text` on one line, with nothing in it that XML cannot hold."""
    return _ILLEGAL.sub("", visible(text))
