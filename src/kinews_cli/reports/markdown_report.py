"""The report as GitHub-flavoured Markdown: for a comment, an issue or the summary of a job.

Foreign text must stay text: besides what CommonMark knows, GitHub makes links of "@name", "#12", "GH-12" and of bare addresses,
and formulas of "$...$". A link to GitHub itself would leave a trace at the place that it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kinews_cli.border import printable
from kinews_cli.markdown_escaping import escaped, target
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.verdict import Verdict
from kinews_cli.reading.urls import find_urls
from kinews_cli.reports.counts import counted, severity_counts
from kinews_cli.reports.places import repository_path
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import summary_texts
from kinews_cli.rules.catalogue import BY_CODE

LIMIT = 60_000  # GitHub takes 65,536 characters for a comment; whoever posts it may want to add a line
_NOTE = 1_000  # kept free for the note on what was left out
_LONGEST = 1_000  # characters of one text
# What GitHub would read more into: a mention, an issue (also of GitLab: "!12"), a bare address.
_MEANT = re.compile(r"@(?=\w)|[#!](?=\d)|(?<=\bGH-)(?=\d)|(?<=\bwww)\.|:(?=//)", re.IGNORECASE)
_GLUE = "&#8203;"  # a zero-width space ends what would be a reference
_OWN = re.compile(r"(?:^|\.)(?:github\.com|githubusercontent\.com)$")


def report_markdown(report: Report, limit: int = LIMIT) -> bytes:
    """At most `limit` bytes, and so characters, of UTF-8; what does not fit is counted at the end."""
    page, words = _Page(limit - _NOTE), _Words(report.root, _refused(report))
    page.add(_head(report))
    for severity in Severity:
        _table(page, words, [finding for finding in report.findings if finding.severity is severity])
    remarks = page.fitting("", (f"- note: {_text(remark)}\n" for remark in report.remarks))
    page.left_remarks = len(report.remarks) - len(remarks)
    page.add("".join(remarks))
    _evidence(page, words, [finding for finding in report.findings if finding.evidence])
    return ("\n".join(page.blocks) + _left_out(page)).encode("utf-8", "backslashreplace")


def _refused(report: Report) -> frozenset[str]:
    """Addresses that kinews does not open: to unsubscribe, say. Nobody should by a slip of the finger."""
    known = (each for dossier in report.dossiers for each in dossier.facts.items())
    return frozenset(url for url, facts in known if facts.check.verdict is Verdict.REFUSED)


@dataclass(slots=True)
class _Page:
    """Blocks of lines, as long as there is room for them."""

    room: int
    blocks: list[str] = field(default_factory=list)
    left_findings: list[Finding] = field(default_factory=list)
    left_remarks: int = 0
    left_evidence: int = 0

    def add(self, block: str) -> None:
        """A block for which there is room; an empty one is none."""
        if block:
            self.room -= _size(block) + 1
            self.blocks.append(block)

    def fitting(self, frame: str, items: Iterable[str]) -> list[str]:
        """As many of the first `items` as there is room for, together with what stands around them."""
        room = self.room - _size(frame) - 1
        fitting: list[str] = []
        for item in items:
            room -= _size(item)
            if room < 0:
                break
            fitting.append(item)
        return fitting


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _head(report: Report) -> str:
    return "## kinews\n\n" + "".join(f"{sentence}.  \n" for sentence in summary_texts(report))


def _table(page: _Page, words: _Words, findings: Sequence[Finding]) -> None:
    """The findings of one severity."""
    if not findings:
        return
    title = counted(len(findings), findings[0].severity.value)
    head = f"### {title}\n\n| Place | Rule | Finding |\n| --- | --- | --- |\n"
    # A worse kind that does not fit whole leaves no room for a lesser one.
    rows = [] if page.left_findings else page.fitting(head, map(words.row, findings))
    page.left_findings += findings[len(rows) :]
    page.add(head + "".join(rows) if rows else "")


def _evidence(page: _Page, words: _Words, findings: Sequence[Finding]) -> None:
    begin, end = "<details>\n<summary>Evidence</summary>\n\n", "\n</details>\n"
    shown = page.fitting(begin + end, map(words.evidence, findings))
    page.left_evidence = len(findings) - len(shown)
    page.add(begin + "".join(shown) + end if shown else "")


def _left_out(page: _Page) -> str:
    left = severity_counts(page.left_findings)
    shares = ", ".join(counted(count, severity.value) for severity, count in left.items() if count)
    what = [f"{counted(len(page.left_findings), 'finding')} ({shares})"] if shares else []
    what += [counted(page.left_remarks, "remark")] if page.left_remarks else []
    what += [f"the evidence of {counted(page.left_evidence, 'finding')}"] if page.left_evidence else []
    return f"\nLeft out, for the report would be too long: {', '.join(what)}.\n" if what else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Findings in words. `refused` are addresses that are shown but not linked."""

    root: Path | None
    refused: frozenset[str]

    def row(self, finding: Finding) -> str:
        said = [self._linked(finding.message)]
        if finding.url is not None and finding.url not in finding.message:
            said.append(self._address(finding.url))
        if finding.fix is not None:
            said.append(f"{'Fix' if finding.fix.safe else 'Unsafe fix'}: {self._linked(finding.fix.message)}")
        rule = f"{finding.code} {BY_CODE[finding.code].slug}"
        return f"| {self._place(finding)} | {rule} | {'<br>'.join(said)} |\n"

    def evidence(self, finding: Finding) -> str:
        signals = "; ".join(f"{_text(item.signal)}: {_text(item.value)}" for item in finding.evidence)
        return f"- {self._place(finding)} {finding.code}: {signals}\n"

    def _place(self, finding: Finding) -> str:
        numbers = "".join(f":{number}" for number in (finding.line, finding.column) if number is not None)
        return f"{_text(printable(repository_path(finding.path, self.root)))}{numbers}"

    def _linked(self, text: str) -> str:
        """`text` in which addresses can be followed."""
        parts: list[str] = []
        position = 0
        for found in find_urls(text):
            parts += [_text(text[position : found.start]), self._address(found.url)]
            position = found.end
        return "".join([*parts, _text(text[position:])])

    def _address(self, url: str) -> str:
        """A link, or code where it should not be followed by mistake or would leave a trace."""
        shown = target(url)
        return f"`{shown}`" if url in self.refused or _is_githubs(url) or "://" not in shown else f"<{shown}>"


def _is_githubs(url: str) -> bool:
    try:
        return bool(_OWN.search(urlsplit(url).hostname or ""))
    except ValueError:
        return True


def _text(text: str) -> str:
    """`text` on one line of a table or a list, as nothing but text. It stands behind something, so no line begins with it."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    inner = escaped(f"x{short}")[1:].replace("$", "<span>$</span>")
    return _MEANT.sub(lambda sign: f"&#{ord(sign[0])};" if sign[0] in (".", ":") else sign[0] + _GLUE, inner)
