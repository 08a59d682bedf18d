from __future__ import annotations

from xml.etree import ElementTree as ET

from lxml import etree  # type: ignore[import-untyped]

from dossiers import OK, dossier, facts
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.reports.junit_report import report_junit
from kinews_cli.reports.report import Report
from kinews_cli.values import replace
from reports.rich import FOLDER, REPORT

SCHEMA = etree.XMLSchema(etree.parse(FOLDER / "junit.xsd"))
URL = "https://a.example/x"
TEXT = f"KI News #6\n\nTitel\n\nText.\n\nLabel: {URL}\n\nNoch einmal: {URL}\n"


def cases(report: Report) -> dict[str, ET.Element]:
    SCHEMA.assertValid(etree.fromstring(report_junit(report)))
    return {case.get("name", ""): case for case in ET.fromstring(report_junit(report)).iter("testcase")}


def made(*findings: Finding, text: str = TEXT) -> Report:
    return Report((dossier(text, {URL: facts(OK)}),), findings)


def test_it_is_valid() -> None:
    assert len(cases(REPORT)) == 13


def test_a_finding_is_a_failed_case_whose_type_is_its_severity() -> None:
    found = cases(REPORT)["KN201 link-broken: https://www.gone.example/weg"]
    failure = found.find("failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert failure.get("message", "").startswith("broken: HTTP 410")
    assert (failure.text or "").splitlines()[0].startswith("issues/006.txt:9:19: KN201 error: broken: HTTP 410")
    assert "status: 410" in (failure.text or "").splitlines()


def test_a_link_without_a_finding_is_a_passed_case_and_one_not_looked_at_a_skipped_one() -> None:
    found = cases(REPORT)
    assert list(found["link: https://www.wall.example/a"]) == []
    skipped = found["link: https://www.odd.example/"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "unchecked: offline"


def test_a_suppressed_finding_is_a_skipped_case_and_its_link_no_passed_one() -> None:
    known = Finding("KN201", Severity.ERROR, "broken: HTTP 410", "006.txt", 7, 8, 27, URL)
    report = Report((dossier(TEXT, {URL: facts(OK)}),), (), suppressed=(known, replace(known, line=9)))
    names = [f"KN201 link-broken: {URL}", f"KN201 link-broken: {URL} (2)"]
    assert list(cases(report)) == names
    for case in cases(report).values():
        (skipped,) = case
        assert (skipped.tag, skipped.get("message")) == ("skipped", "suppressed by the configuration")


def test_counts_are_those_of_the_cases() -> None:
    root = ET.fromstring(report_junit(REPORT))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("13", "10", "0")
    counted = ("tests", "failures", "skipped")
    suites = {suite.get("name"): tuple(suite.get(count) for count in counted) for suite in root}
    assert suites == {"issues/006.txt": ("9", "8", "1"), "issues/007.txt": ("4", "2", "1")}


def test_names_are_distinct_and_outlast_inserted_lines() -> None:
    twice = [Finding("KN205", Severity.WARNING, "follows readers", "006.txt", line, 8, 27, URL) for line in (7, 9)]
    moved = [replace(finding, line=(finding.line or 0) + 10) for finding in twice]
    names = list(cases(made(*twice)))
    assert names == [f"KN205 tracking-parameters: {URL}", f"KN205 tracking-parameters: {URL} (2)"]
    assert list(cases(made(*moved))) == names


def test_an_issue_with_nothing_to_say_has_a_case() -> None:
    assert list(cases(made(text="KI News #6\n\nTitel\n\nText.\n"))) == ["no findings"]


def test_a_finding_about_another_file_has_a_suite_of_its_own() -> None:
    about = Finding("KN102", Severity.WARNING, "a word on the settings", "kinews.toml", 3)
    assert cases(made(about))["KN102 no-number: a word on the settings"].get("classname") == "kinews.toml"


def test_what_xml_cannot_hold_is_left_out() -> None:
    hostile = "a\x00b\x0bc\ud800d\uffffe\U0001fffef]]>&<g>"
    found = cases(made(Finding("KN101", Severity.ERROR, hostile, "006.txt", 3, 1)))
    assert "KN101 no-title: abcde\U0001fffef]]>&<g>" in {name.replace("b c", "bc") for name in found}
