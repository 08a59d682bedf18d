from __future__ import annotations

import re

import pytest

from dossiers import dossier
from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.reports.cells import cells
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import COLOURED
from kinews_cli.reports.text_report import View, report_text
from kinews_cli.values import replace
from reports.rich import REPORT

TEXT = "KI News #6\n\nEin Titel\n\nText.\n\nPaper: https://arxiv.org/abs/2005.05535\n"
FIX = Fix('write "(englisch)" behind the address', True, (Edit(7, 41, 41, " (englisch)"),))
FINDING = Finding(
    "KN301", Severity.WARNING, "no mark", "006.txt", 7, 8, 40, "https://arxiv.org/abs/2005.05535", fix=FIX
)


def shown(*findings: Finding, **view: object) -> list[str]:
    report = Report((dossier(TEXT, path="006.txt"),), findings)
    return report_text(report, View(**view)).decode().splitlines()  # type: ignore[arg-type]


def test_a_finding_comes_with_its_line_a_caret_and_what_would_mend_it() -> None:
    assert shown(FINDING)[:5] == [
        "006.txt:7:8: KN301 warning: no mark",
        "    7 | Paper: https://arxiv.org/abs/2005.05535",
        "      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        '        fix: write "(englisch)" behind the address',
        "",
    ]


def test_a_fix_that_may_change_the_meaning_is_called_unsafe() -> None:
    assert "        unsafe fix: remove it" in shown(replace(FINDING, fix=Fix("remove it", False, ())))


def test_a_finding_about_a_file_has_no_line_to_show() -> None:
    assert shown(replace(FINDING, line=None, column=None, fix=None))[:2] == ["006.txt: KN301 warning: no mark", ""]
    assert shown(replace(FINDING, path="kinews.toml", fix=None))[:2] == ["kinews.toml:7:8: KN301 warning: no mark", ""]


def test_a_finding_about_a_whole_line_marks_no_place_in_it() -> None:
    lines = shown(replace(FINDING, column=None, fix=None))
    assert lines[:3] == ["006.txt:7: KN301 warning: no mark", "    7 | Paper: https://arxiv.org/abs/2005.05535", ""]


def test_quietly_it_is_a_line_a_finding() -> None:
    assert shown(FINDING, quiet=True) == [
        '006.txt:7:8: KN301 warning: no mark (fix: write "(englisch)" behind the address)'
    ]
    assert shown(quiet=True) == []


def test_place_code_and_message_stand_on_one_line_for_grep() -> None:
    found = [line for line in report_text(REPORT).decode().splitlines() if re.match(r"issues/\d+\.txt:.*KN\d+ ", line)]
    assert len(found) == len(REPORT.findings)


def test_at_the_end_it_is_counted() -> None:
    assert report_text(REPORT).decode().splitlines()[-5:] == [
        "10 links: 2 ok, 1 moved, 1 broken, 1 blocked, 1 unreachable, 1 refused, 3 unchecked",
        "note: issues/007.txt: read as UTF-8",
        "10 findings: 2 errors, 5 warnings, 3 notes",
        "2 fixable with --fix (1 more with --unsafe-fixes)",
        "1 finding suppressed by the configuration",
    ]


@pytest.mark.parametrize(
    ("safe", "unsafe", "line"),
    [
        (2, 0, "2 fixable with --fix"),
        (0, 1, "1 fixable with --fix --unsafe-fixes"),
        (1, 2, "1 fixable with --fix (2 more with --unsafe-fixes)"),
    ],
)
def test_it_says_how_to_have_them_fixed(safe: int, unsafe: int, line: str) -> None:
    findings = [FINDING] * safe + [replace(FINDING, fix=Fix("x", False, ()))] * unsafe
    assert shown(*findings)[-1] == line


def test_where_nothing_is_fixable_nothing_is_said_of_it() -> None:
    assert shown(replace(FINDING, fix=None))[-1] == "1 finding: 1 warning"
    assert shown()[-1] == "no findings"


def test_verbosely_each_link_is_named() -> None:
    assert any("unchecked   https://arxiv.org/abs/2005.05535 (offline)" in line for line in shown(verbose=True))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_lines_of_an_issue_fit_the_terminal(width: int) -> None:
    lines = report_text(REPORT, View(width=width)).decode().splitlines()
    assert max(cells(line) for line in lines if re.match(r" {,5}\d* \| ", line)) <= width


def test_colour_is_for_the_severity_and_its_carets() -> None:
    text = "\n".join(shown(FINDING, shades=COLOURED))
    assert re.findall(r"\x1b\[33m(.*?)\x1b\[0m", text) == ["warning", "^" * 32]
    assert "\x1b" not in "\n".join(shown(FINDING))


def test_hostile_texts_command_neither_a_terminal_nor_a_log_of_ci() -> None:
    text = report_text(REPORT).decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
