"""`kinews check --fix` and `--diff`: the files written, or the diff shown, and what is said of it."""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kinews_cli.border import printable
from kinews_cli.cli.output import put, say_aside
from kinews_cli.model.finding import Finding
from kinews_cli.pipeline.checking import CheckOptions
from kinews_cli.pipeline.fixing import Change, Fixed, fix, write
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rendering import render, render_bytes
from kinews_cli.reports.counts import counted
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import COMMAND, HARMLESS, shown_path
from kinews_cli.values import replace

_ENCODINGS = {"cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for. `diff` shows what would be written and writes nothing, whatever else is asked."""

    write: bool = False
    unsafe: bool = False
    diff: bool = False
    quiet: bool = False


def carry_out(report: Report, options: CheckOptions, wish: Wish) -> Report:
    """Do as wished; the report on what then stands in the files.

    The text that came from standard input goes to standard output, and whatever is printed later to standard error. Raises
    OutputError where a file cannot be written or has changed meanwhile.
    """
    fixed = fix(report, options, unsafe=wish.unsafe)
    if wish.diff:
        put("".join(diff_lines(fixed.changes)).encode("utf-8", "surrogatepass"), None)
        if not wish.quiet:
            say_aside(said_of(fixed, done=False))
        return report
    write(fixed.changes)
    for dossier in fixed.report.dossiers:
        if dossier.issue.from_stdin:
            put(render_bytes(dossier.issue), None)
            sys.stdout = sys.stderr
    return replace(fixed.report, remarks=(*fixed.report.remarks, *said_of(fixed, done=True)))


def said_of(fixed: Fixed, *, done: bool) -> Iterator[str]:
    """Such as "fixed 3 findings in 1 file: KN202, KN205 (2)"; what the encoding of a file does not allow."""
    verb = "fixed" if done else "would fix"
    if fixed.findings:
        count, files = counted(len(fixed.findings), "finding"), counted(len(fixed.changes), "file")
        yield f"{verb} {count} in {files}: {_codes(fixed.findings)}"
    elif not done:
        yield "would fix nothing"
    encodings = {dossier.issue.path: dossier.issue.encoding for dossier in fixed.report.dossiers}
    for finding in fixed.unwritable:
        place = f"{shown_path(finding.path)}:{finding.line}"
        encoding = _ENCODINGS.get(encodings[finding.path], encodings[finding.path])
        yield f"{place}: {finding.code} was not fixed: the file is {encoding}, which has no such characters"


def diff_lines(changes: Iterable[Change]) -> Iterator[str]:
    """A unified diff, line ends included: those of the files, so that it can be applied; CR alone is shown as LF."""
    for change in changes:
        name = shown_path(change.before.path)
        before, after = _lines(render(change.before)), _lines(render(change.after))
        for line in difflib.unified_diff(before, after, name, name):
            yield _safe(line)


def _lines(text: str) -> list[str]:
    lines = [line.text + ("\n" if line.end == "\r" else line.end) for line in split_lines(text)]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n\\ No newline at end of file\n"
    return lines


def _safe(line: str) -> str:
    """A line of a foreign text: it commands no terminal, and no log of CI, which obeys "::" behind blanks and "##[" anywhere."""
    body = line.rstrip("\r\n")
    shown = body if body.isprintable() else "".join(map(_shown, re.split(r"([\t\n])", body)))
    if shown.startswith(" ") and shown.lstrip().startswith("::"):
        shown = shown.replace("::", "\\u{3a}\\u{3a}", 1)
    return shown.replace(COMMAND, HARMLESS) + line[len(body) :]


def _shown(part: str) -> str:
    return part if part in {"\t", "\n"} else printable(part)


def _codes(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.code for finding in findings)
    return ", ".join(code if count == 1 else f"{code} ({count})" for code, count in sorted(counts.items()))
