from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from dossiers import OK, dossier, facts
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.json_report import report_json
from kinews_cli.reports.report import Report
from reports.rich import REPORT

URL = "https://a.example/x"
TEXT = f"KI News #6\n\nTitel\n\nText.\n\nLabel: {URL}\n"


def test_everything_that_is_known_about_a_link() -> None:
    hop = Hop(URL, 301, "https://b.example/")
    evidence = (Evidence("permanent_url", "https://b.example/"),)
    check = Check(Verdict.MOVED, "redirect", 200, hop.location, (hop,), 2, "2026-11-23T08:00:00Z", evidence, 1.23456)
    report = json.loads(report_json(Report((dossier(TEXT, {URL: facts(check)}),), (), Effort(3, 0, 2.34567))))
    assert report["issues"] == [
        {
            "path": "006.txt",
            "links": [
                {
                    "url": URL,
                    "line": 7,
                    "column": 8,
                    "label": "Label",
                    "verdict": "moved",
                    "reason": "redirect",
                    "status": 200,
                    "final_url": "https://b.example/",
                    "hops": [{"url": URL, "status": 301, "location": "https://b.example/"}],
                    "tries": 2,
                    "seconds": 1.235,
                    "checked_at": "2026-11-23T08:00:00Z",
                    "evidence": [{"signal": "permanent_url", "value": "https://b.example/"}],
                }
            ],
        }
    ]
    assert report["summary"] == {
        **dict.fromkeys([verdict.value for verdict in Verdict], 0),
        "links": 1,
        "moved": 1,
        **dict.fromkeys(["findings", "errors", "warnings", "notes", "suppressed", "fixable", "unsafely_fixable"], 0),
        "requests": 3,
        "from_cache": 0,
        "seconds": 2.346,
    }


def test_the_bytes_are_those_that_scripts_and_differences_are_used_to() -> None:
    written = report_json(Report((dossier("KI News #6\n\nGrüße\n\nText.\n"),), ())).decode()
    assert written.startswith('{\n  "schema_version": 1,\n  "issues": [\n    {\n      "path": "006.txt",\n')
    assert '      "links": []\n    }\n  ],\n  "findings": [],\n' in written
    assert written.endswith("}\n")
    known = report_json(Report((dossier(TEXT, {URL: facts(OK)}),), ()))
    assert known == (json.dumps(json.loads(known), indent=2, ensure_ascii=False) + "\n").encode()


def test_a_time_that_is_not_known_is_null() -> None:
    report = json.loads(report_json(Report((dossier(TEXT, {URL: facts(OK)}),), ())))
    assert report["issues"][0]["links"][0]["seconds"] is None


def schema(package: str, name: str) -> Any:
    return json.loads(files(package).joinpath(name).read_text("utf-8"))


SCHEMA = schema("kinews_cli.reports", "report.schema.json")


def test_the_report_fits_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(report_json(REPORT)), SCHEMA)


@pytest.mark.parametrize(
    "missing", [("summary",), ("summary", "broken"), ("findings", 0, "fix"), ("issues", 0, "links")]
)
def test_the_schema_misses_what_is_not_there(missing: tuple[str | int, ...]) -> None:
    document = inner = json.loads(report_json(REPORT))
    for key in missing[:-1]:
        inner = inner[key]
    del inner[missing[-1]]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)


@pytest.mark.parametrize("name", ["evidence", "check", "finding", "fix"])
def test_what_stands_in_reports_and_editions_is_described_alike(name: str) -> None:
    assert SCHEMA["$defs"][name] == schema("kinews_cli.editions", "edition.schema.json")["$defs"][name]


def test_the_counts_of_findings() -> None:
    summary = json.loads(report_json(REPORT))["summary"]
    assert (summary["findings"], summary["errors"], summary["warnings"], summary["notes"]) == (10, 2, 5, 3)
    assert (summary["fixable"], summary["unsafely_fixable"], summary["suppressed"]) == (2, 1, 1)


def test_what_is_suppressed_is_told_apart() -> None:
    document = json.loads(report_json(REPORT))
    assert [finding["code"] for finding in document["suppressed"]] == ["KN103"]
    assert "KN103" not in {finding["code"] for finding in document["findings"]}
