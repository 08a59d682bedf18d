"""The report as SARIF 2.1.0 (OASIS): for GitHub's code scanning and editors.

What a finding means stands in the file, so consumers read its severity there. Section numbers are those of the standard.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from kinews_cli import __version__
from kinews_cli.border import visible
from kinews_cli.model.finding import Edit, Finding, Fix
from kinews_cli.plain import Json, dump, evidence_json
from kinews_cli.reports.fingerprints import fingerprints
from kinews_cli.reports.json_report import summary_json
from kinews_cli.reports.places import repository_path
from kinews_cli.reports.report import Report
from kinews_cli.rules.catalogue import RULES, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
# Not "primaryLocationLineHash": GitHub's upload action computes that one itself, and warns where it finds another.
_FINGERPRINT = "kinewsFinding/v1"
_PLACES = {rule.code: place for place, rule in enumerate(RULES)}


def report_sarif(report: Report) -> bytes:
    """One run. Columns count Unicode characters, as everywhere in kinews; counts stand in the run's `properties`."""
    names = fingerprints(report)
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report)],
        "results": [_result(finding, name, report.root) for finding, name in zip(report.findings, names, strict=True)],
        "properties": {"summary": summary_json(report)},
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver() -> Json:
    return {
        "name": "kinews",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES],
    }


def _rule(rule: Rule) -> Json:
    """No `helpUri`: `kinews explain` says the same, and comes with the version that made the file."""
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {
            "text": f"{rule.why}\n\nWhat to do: {rule.remedy}",
            "markdown": f"{rule.why}\n\n**What to do:** {rule.remedy}\n\n`kinews explain {rule.code}` says more.",
        },
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.slug]},
    }


def _invocation(report: Report) -> Json:
    notes = [{"level": "note", "message": _message(remark)} for remark in report.remarks]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": notes} if notes else {})}


def _result(finding: Finding, fingerprint: str, root: Path | None) -> Json:
    artifact = _artifact(finding.path, root)
    result = {
        "ruleId": finding.code,
        "ruleIndex": _PLACES[finding.code],
        "level": finding.severity.value,
        "message": _message(finding.message),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {"url": finding.url, "evidence": evidence_json(finding.evidence)},
    }
    return result if finding.fix is None else {**result, "fixes": [_fix(finding.fix, artifact)]}


def _message(text: str) -> Json:
    """Braces are doubled, for single ones stand for arguments (3.11.5); and foreign text must make no link (3.11.6)."""
    return {"text": visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (") or " "}


def _artifact(path: str, root: Path | None) -> Json:
    """What is no plain character of an address is percent-coded, byte for byte (RFC 3986), as the file system has it."""
    shown = repository_path(path, root)
    if Path(shown).is_absolute():
        return {"uri": Path(shown).as_uri()}
    return {"uri": quote(os.fsencode(shown)), "uriBaseId": _ROOT}


def _region(finding: Finding) -> Json:
    """GitHub refuses a place without a line; what concerns a file as a whole is shown at its beginning."""
    region = {"startLine": finding.line or 1}
    if finding.line is not None and finding.column is not None:
        region["startColumn"] = finding.column
        if finding.end_column is not None:
            region["endColumn"] = finding.end_column
    return region


def _fix(fix: Fix, artifact: Json) -> Json:
    return {
        "description": _message(fix.message),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [_replacement(edit) for edit in fix.edits]}],
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: Edit) -> Json:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line or edit.line,
        "endColumn": edit.end_column,
    }
    return {"deletedRegion": region, **({"insertedContent": {"text": edit.text}} if edit.text else {})}
