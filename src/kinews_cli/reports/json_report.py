"""Findings and verdicts as JSON, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Link
from kinews_cli.plain import Json, check_json, dump, finding_json
from kinews_cli.reports.counts import Effort, verdict_counts

SCHEMA_VERSION = 1


def report_json(dossiers: Sequence[Dossier], findings: Sequence[Finding], effort: Effort) -> bytes:
    """The whole report; `summary` holds the seven counts, which add up to `links`."""
    counts = verdict_counts(dossiers)
    document = {
        "schema_version": SCHEMA_VERSION,
        "issues": [
            {"path": dossier.issue.path, "links": [_link(dossier, link) for link in dossier.issue.links()]}
            for dossier in dossiers
        ],
        "findings": [finding_json(finding) for finding in findings],
        "summary": {
            "links": sum(counts.values()),
            **{verdict.value: count for verdict, count in counts.items()},
            "requests": effort.requests,
            "from_cache": effort.from_cache,
            "seconds": round(effort.seconds, 3),
        },
    }
    return dump(document)


def _link(dossier: Dossier, link: Link) -> Json:
    return {
        "url": link.url,
        "line": link.line,
        "column": link.column,
        "label": link.label,
        **check_json(dossier.of(link).check),
    }
