from __future__ import annotations

import json

from dossiers import OK, dossier, facts
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.json_report import report_json

URL = "https://a.example/x"
TEXT = f"KI News #6\n\nTitel\n\nText.\n\nLabel: {URL}\n"


def test_everything_that_is_known_about_a_link() -> None:
    hop = Hop(URL, 301, "https://b.example/")
    evidence = (Evidence("permanent_url", "https://b.example/"),)
    check = Check(Verdict.MOVED, "redirect", 200, hop.location, (hop,), 2, "2026-11-23T08:00:00Z", evidence, 1.23456)
    report = json.loads(report_json([dossier(TEXT, {URL: facts(check)})], (), Effort(3, 0, 2.34567)))
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
        "requests": 3,
        "from_cache": 0,
        "seconds": 2.346,
    }


def test_the_bytes_are_those_that_scripts_and_differences_are_used_to() -> None:
    written = report_json([dossier("KI News #6\n\nGrüße\n\nText.\n")], (), Effort()).decode()
    assert written.startswith('{\n  "schema_version": 1,\n  "issues": [\n    {\n      "path": "006.txt",\n')
    assert '      "links": []\n    }\n  ],\n  "findings": [],\n' in written
    assert written.endswith("}\n")
    known = report_json([dossier(TEXT, {URL: facts(OK)})], (), Effort())
    assert known == (json.dumps(json.loads(known), indent=2, ensure_ascii=False) + "\n").encode()


def test_a_time_that_is_not_known_is_null() -> None:
    report = json.loads(report_json([dossier(TEXT, {URL: facts(OK)})], (), Effort()))
    assert report["issues"][0]["links"][0]["seconds"] is None
