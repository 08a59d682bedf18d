"""Findings and verdicts as JSON, version 1. `report.schema.json` beside this file describes it and comes with the package."""

from __future__ import annotations

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.issue import Link
from kinews_cli.plain import Json, check_json, dump, finding_json
from kinews_cli.reports.counts import fixable, severity_counts, verdict_counts
from kinews_cli.reports.report import Report

SCHEMA_VERSION = 1


def report_json(report: Report) -> bytes:
    """The whole report; see `summary_json` for what it counts."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "issues": [
            {"path": dossier.issue.path, "links": [_link(dossier, link) for link in dossier.issue.links()]}
            for dossier in report.dossiers
        ],
        "findings": [finding_json(finding) for finding in report.findings],
        "suppressed": [finding_json(finding) for finding in report.suppressed],
        "summary": summary_json(report),
    }
    return dump(document)


def summary_json(report: Report) -> Json:
    """The seven verdicts, which add up to `links`; findings by severity; what the run cost.

    `fixable` are the findings that `--fix` would end, `unsafely_fixable` those that need `--unsafe-fixes` too.
    """
    verdicts, severities = verdict_counts(report.dossiers), severity_counts(report.findings)
    fixes = fixable(report.findings)
    return {
        "links": sum(verdicts.values()),
        **{verdict.value: count for verdict, count in verdicts.items()},
        "findings": len(report.findings),
        **{f"{severity.value}s": count for severity, count in severities.items()},
        "suppressed": len(report.suppressed),
        "fixable": fixes.safe,
        "unsafely_fixable": fixes.unsafe,
        "requests": report.effort.requests,
        "from_cache": report.effort.from_cache,
        "seconds": round(report.effort.seconds, 3),
    }


def _link(dossier: Dossier, link: Link) -> Json:
    return {
        "url": link.url,
        "line": link.line,
        "column": link.column,
        "label": link.label,
        **check_json(dossier.of(link).check),
    }
