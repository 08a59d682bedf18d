from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from dossiers import dossier, facts
from kinews_cli.model.finding import Finding, Fix, Severity
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reports.github_report import report_github
from kinews_cli.reports.report import Report
from kinews_cli.values import replace
from reports.rich import HOSTILE, REPORT

FINDING = Finding("KN201", Severity.ERROR, "broken: HTTP 410", "issues/006.txt", 9, 19, 47)


def lines(*findings: Finding, root: Path | None = None) -> list[str]:
    return report_github(Report((), findings, root=root)).decode().splitlines()


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner reads it: it knows these codes and no others."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {name: decoded(value, "25|0A|0D|3A|2C") for name, value in properties.items()}, decoded(match[3])


def decoded(text: str, codes: str = "25|0A|0D") -> str:
    return re.sub(f"%({codes})", lambda sign: unquote(sign[0]), text)


def test_a_finding_is_an_annotation_at_its_place() -> None:
    command, properties, message = read(lines(FINDING)[0])
    assert command == "error"
    assert properties == {
        "file": "issues/006.txt",
        "line": "9",
        "col": "19",
        "endColumn": "47",
        "title": "KN201 link-broken",
    }
    assert message == "broken: HTTP 410"


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")]
)
def test_each_severity_has_its_command(severity: Severity, command: str) -> None:
    assert lines(replace(FINDING, severity=severity))[0].startswith(f"::{command} file=")


def test_what_concerns_the_whole_file_names_no_place_in_it() -> None:
    assert list(read(lines(replace(FINDING, line=None, column=None, end_column=None))[0])[1]) == ["file", "title"]
    assert list(read(lines(replace(FINDING, end_column=None))[0])[1]) == ["file", "line", "col", "title"]
    assert list(read(lines(replace(FINDING, column=None))[0])[1]) == ["file", "line", "title"]


def test_what_would_mend_it_stands_in_a_line_of_its_own() -> None:
    safe, unsafe = (replace(FINDING, fix=Fix("write it", safe, ())) for safe in (True, False))
    assert read(lines(safe)[0])[2] == "broken: HTTP 410\nFix: write it"
    assert read(lines(unsafe)[0])[2] == "broken: HTTP 410\nUnsafe fix: write it"


def test_the_address_is_told_unless_the_message_names_it() -> None:
    url = "https://a.example/%20"
    assert read(lines(replace(FINDING, url=url))[0])[2] == f"broken: HTTP 410\n{url}"
    assert read(lines(replace(FINDING, url=url, message=f"broken: {url}"))[0])[2] == f"broken: {url}"


def test_hostile_texts_give_no_command() -> None:
    hostile = replace(FINDING, message=HOSTILE, path=f"a,b:c\n{HOSTILE}", fix=Fix(HOSTILE, True, ()))
    annotation, *summary = lines(hostile)
    command, properties, message = read(annotation)
    assert command == "error"
    assert list(properties) == ["file", "line", "col", "endColumn", "title"]
    assert properties["file"].startswith("a,b:c ")
    assert "%0A::stop-commands" in message  # as the text has it, not as a new line
    assert message.count("\n") == 1
    assert summary == ["1 finding: 1 error; no links", "1 fixable with --fix"]


def test_ten_of_a_kind_are_shown_and_a_line_says_how_many_more_there_are() -> None:
    findings = [replace(FINDING, line=line) for line in range(1, 14)]
    findings += [replace(FINDING, severity=Severity.NOTE, line=line) for line in range(1, 12)]
    findings.append(replace(FINDING, severity=Severity.WARNING))
    shown = lines(*findings)
    kinds = [line.partition(" ")[0] for line in shown if line.startswith("::")]
    assert kinds == ["::error"] * 10 + ["::warning"] + ["::notice"] * 10
    assert shown[-2] == "4 more without an annotation, for GitHub shows ten of a kind: 3 errors, 1 note"
    assert shown[-1] == "25 findings: 13 errors, 1 warning, 11 notes; no links"


def test_what_is_suppressed_is_counted_and_nothing_more() -> None:
    report = Report((), (FINDING,), suppressed=(replace(FINDING, line=1), replace(FINDING, line=2)))
    told = report_github(report).decode().splitlines()
    assert told[1:] == ["1 finding: 1 error; no links", "2 findings suppressed by the configuration"]


def test_that_there_was_no_network_is_said_once() -> None:
    url = "https://a.example/"
    lost = dossier(
        f"KI News #6\n\nTitel\n\nText.\n\nA: {url}\n", {url: facts(Check(Verdict.UNREACHABLE, "no_network"))}
    )
    told = report_github(Report((lost,), ())).decode().splitlines()
    assert told == ["no findings; 1 link: 1 unreachable", "no network: 1 link could not be looked at"]


def test_paths_begin_at_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter").mkdir()
    monkeypatch.chdir(tmp_path / "letter")
    assert read(lines(FINDING, root=tmp_path)[0])[1]["file"] == "letter/issues/006.txt"


def test_every_line_is_a_command_or_begins_with_a_number() -> None:
    for line in report_github(REPORT).decode().splitlines():
        assert line.startswith("::") or line[0].isdigit()
