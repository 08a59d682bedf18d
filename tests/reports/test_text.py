from __future__ import annotations

from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.reports.text import COLOURED, findings_text

FIX = Fix('write "(englisch)" behind the address', True, (Edit(9, 29, 29, " (englisch)"),))


def shown(fix: Fix | None) -> str:
    (line,) = findings_text([Finding("KN301", Severity.WARNING, "no mark", "006.txt", 9, 10, fix=fix)])
    return line


def test_a_finding_is_a_line() -> None:
    assert shown(None) == "006.txt:9:10: KN301 warning: no mark"


def test_what_a_fix_would_do_stands_behind_the_message() -> None:
    assert shown(FIX) == '006.txt:9:10: KN301 warning: no mark (fix: write "(englisch)" behind the address)'


def test_a_fix_that_may_change_the_meaning_is_called_unsafe() -> None:
    assert shown(Fix("remove it", False, ())).endswith("no mark (unsafe fix: remove it)")


def test_what_a_fix_quotes_cannot_command_a_terminal() -> None:
    assert shown(Fix("write \x1b[2Jhttps://a.example", True, ())).endswith("(fix: write \\u{1b}[2Jhttps://a.example)")


def test_colour_is_for_the_severity_alone() -> None:
    (line,) = findings_text([Finding("KN301", Severity.WARNING, "no mark", "006.txt", 9, 10, fix=FIX)], COLOURED)
    assert "\x1b[33mwarning\x1b[0m: no mark (fix" in line
