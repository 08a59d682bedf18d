"""One report in every format: the golden files in tests/fixtures/reports, and the counts, which agree."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import msgspec
import pytest

from dossiers import dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.reports.formats import Format, renderer
from kinews_cli.reports.report import Report
from reports.rich import FOLDER, REPORT

GOLDEN = {
    Format.TEXT: "report.txt",
    Format.JSON: "report.json",
    Format.GITHUB: "report.github",
    Format.SARIF: "report.sarif",
    Format.JUNIT: "report.junit.xml",
    Format.MARKDOWN: "report.md",
}
ERRORS, WARNINGS, NOTES = 2, 5, 3


def rendered(name: Format) -> str:
    return renderer(name)(REPORT).decode()


def without_the_rules(text: str, name: Format) -> str:
    """SARIF explains every rule there is; what the catalogue says of them is not this golden file's to keep."""
    if name is not Format.SARIF:
        return text
    log = json.loads(text)
    del log["runs"][0]["tool"]
    for result in log["runs"][0]["results"]:
        del result["ruleIndex"]
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", GOLDEN)
def test_it_is_the_golden_one(name: Format) -> None:
    golden = (FOLDER / GOLDEN[name]).read_bytes().decode()
    assert without_the_rules(rendered(name), name) == golden


@pytest.mark.parametrize("name", GOLDEN)
def test_it_ends_with_a_whole_line(name: Format) -> None:
    assert rendered(name).endswith("\n")


def severities(name: Format) -> Counter[str]:
    """How many findings of each severity a format shows."""
    text = rendered(name)
    match name:
        case Format.TEXT:
            found = re.findall(r"^issues/.*?: KN\d+ (\w+):", text, re.MULTILINE)
        case Format.JSON:
            found = [finding["severity"] for finding in json.loads(text)["findings"]]
        case Format.GITHUB:
            found = [word.replace("notice", "note") for word in re.findall(r"^::(\w+) ", text, re.MULTILINE)]
        case Format.SARIF:
            found = [result["level"] for result in json.loads(text)["runs"][0]["results"]]
        case Format.JUNIT:
            found = [failure.get("type", "") for failure in ET.fromstring(text).iter("failure")]
        case Format.HTML:
            found = re.findall(r"<span class=\"severity (\w+)\">", text)
        case Format.MARKDOWN:
            tables = re.split(r"^### \d+ (\w+?)s?$", text, flags=re.MULTILINE)[1:]
            found = [
                word for word, table in zip(*[iter(tables)] * 2, strict=True) for _ in re.findall(r"\| KN\d+ ", table)
            ]
    return Counter(found)


@pytest.mark.parametrize("name", list(Format))
def test_all_show_the_same_findings(name: Format) -> None:
    counts = {Severity.ERROR.value: ERRORS, Severity.WARNING.value: WARNINGS, Severity.NOTE.value: NOTES}
    assert severities(name) == counts


def test_all_count_alike() -> None:
    findings = "10 findings: 2 errors, 5 warnings, 3 notes"
    links = "10 links: 2 ok, 1 moved, 1 broken, 1 blocked, 1 unreachable, 1 refused, 3 unchecked"
    others = ("2 fixable with --fix (1 more with --unsafe-fixes)", "1 finding suppressed by the configuration")
    for name in (Format.TEXT, Format.GITHUB, Format.MARKDOWN):
        for text in (findings, links, *others):
            assert text in rendered(name)
    summary = json.loads(rendered(Format.JSON))["summary"]
    assert json.loads(rendered(Format.SARIF))["runs"][0]["properties"]["summary"] == summary
    verdicts = ("ok", "moved", "broken", "blocked", "unreachable", "refused", "unchecked")
    assert [summary[verdict] for verdict in verdicts] == [2, 1, 1, 1, 1, 1, 3]
    assert summary["links"] == 10
    assert (summary["findings"], summary["errors"], summary["warnings"], summary["notes"]) == (
        10,
        ERRORS,
        WARNINGS,
        NOTES,
    )
    assert summary["suppressed"] == 1
    suites = ET.fromstring(rendered(Format.JUNIT))
    assert suites.get("failures") == "10"
    skipped = Counter((case.get("message") or "").partition(" ")[0].strip(":") for case in suites.iter("skipped"))
    assert skipped == {
        "suppressed": 1,
        "unchecked": 1,
    }  # of two links more that are unchecked a rule has something to say
    page = re.sub(r"<[^>]*>", "", rendered(Format.HTML))
    assert "2 errors, 5 warnings, 3 notes" in page
    for text in ("10 links", *others):
        assert text in page


class TestANameThatIsNoUtf8:
    """A file may be called 004<FF><FE>.txt, and another one beside it 004.txt: no format takes one for the other."""

    ODD, PLAIN = "issues/004\udcff\udcfe.txt", "issues/004.txt"
    REPORT = Report(
        tuple(dossier("KI News #4\n\nTitel\n\nText.\n\nA: https://a.example/x\n", path=path) for path in (ODD, PLAIN)),
        tuple(Finding("KN106", Severity.WARNING, "a title?", path, 3, 1) for path in (ODD, PLAIN)),
    )

    @pytest.mark.parametrize("name", [name for name in Format if name is not Format.SARIF])
    def test_its_bytes_are_shown(self, name: Format) -> None:
        text = renderer(name)(self.REPORT).decode()
        shown = "issues/004\\\\xff\\\\xfe.txt" if name in (Format.JSON, Format.MARKDOWN) else "issues/004\\xff\\xfe.txt"
        assert text.count(shown) == text.count(self.PLAIN) > 0
        assert text.count("issues/004") == 2 * text.count(self.PLAIN)

    def test_a_strict_reader_takes_the_json(self) -> None:
        told = msgspec.json.decode(renderer(Format.JSON)(self.REPORT))
        names = [r"issues/004\xff\xfe.txt", self.PLAIN]
        assert [issue["path"] for issue in told["issues"]] == [finding["path"] for finding in told["findings"]] == names

    def test_sarif_has_its_bytes_percent_coded(self) -> None:
        (run,) = msgspec.json.decode(renderer(Format.SARIF)(self.REPORT))["runs"]
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
        assert places == ["issues/004%FF%FE.txt", self.PLAIN]
        assert unquote_to_bytes(places[0]) == os.fsencode(self.ODD)
