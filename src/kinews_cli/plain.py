"""The words of the house as plain JSON values, under the names that scripts rely on."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from kinews_cli.border import is_hidden, printable
from kinews_cli.model.finding import Finding, Fix
from kinews_cli.model.source import Language, Name, Source
from kinews_cli.model.verdict import Check, Evidence
from kinews_cli.rules.catalogue import BY_CODE

Json = dict[str, Any]
_SPECIAL = re.compile(r"[^\n\x20-\x7e]")


def evidence_json(evidence: tuple[Evidence, ...]) -> list[Json]:
    return [{"signal": item.signal, "value": item.value} for item in evidence]


def check_json(check: Check) -> Json:
    return {
        "verdict": check.verdict.value,
        "reason": check.reason,
        "status": check.status,
        "final_url": check.final_url,
        "hops": [{"url": hop.url, "status": hop.status, "location": hop.location} for hop in check.hops],
        "tries": check.tries,
        "seconds": check.seconds if check.seconds is None else round(check.seconds, 3),
        "checked_at": check.checked_at,
        "evidence": evidence_json(check.evidence),
    }


def language_json(language: Language) -> Json:
    return {
        "code": language.code,
        "confidence": language.confidence.value,
        "evidence": evidence_json(language.evidence),
    }


def source_json(source: Source) -> Json:
    """CSL-JSON fields where CSL has them; fields without a value are left out."""
    csl = {
        "title": source.title,
        "author": [_name_json(name) for name in source.author],
        "issued": _date_json(source.issued),
        "container-title": source.container_title,
        "publisher": source.publisher,
        "DOI": source.doi,
        "number": source.number,
        "version": source.version,
        "version-date": _date_json(source.version_date),
        "abstract": source.abstract,
        "language": source.language.code,
    }
    return {
        "id": source.id,
        "kind": source.kind.value,
        "type": source.type,
        **{key: value for key, value in csl.items() if value},
        "status": source.status.value,
        "evidence": evidence_json(source.evidence),
    }


def _date_json(date: tuple[int, ...]) -> Json | None:
    return {"date-parts": [list(date)]} if date else None


def _name_json(name: Name) -> Json:
    parts = {"family": name.family, "given": name.given, "literal": name.literal}
    return {key: value for key, value in parts.items() if value}


def finding_json(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "slug": BY_CODE[finding.code].slug,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_column": finding.end_column,
        "url": finding.url,
        "evidence": evidence_json(finding.evidence),
        "fix": fix_json(finding.fix) if finding.fix is not None else None,
    }


def fix_json(fix: Fix) -> Json:
    """Lines and columns as in the finding; `end_column`, of `end_line`, is the first column behind what is replaced."""
    return {
        "message": fix.message,
        "safe": fix.safe,
        "edits": [
            {
                "line": edit.line,
                "column": edit.column,
                "end_line": edit.end_line or edit.line,
                "end_column": edit.end_column,
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }


def dump(document: Any) -> bytes:
    r"""JSON as kinews writes it everywhere: readable UTF-8, but what is hidden is escaped, for it may meet a terminal.

    A lone surrogate becomes the text that `printable` has for it ("\xff"): strict readers refuse it, even when it is escaped.
    """
    # Asked for an indentation, `json` leaves its encoder in C for one that takes seven times as long.
    on_one_line = _written(json.dumps(document, ensure_ascii=False, allow_nan=False))
    return msgspec.json.format(on_one_line, indent=2) + b"\n"


def _written(text: str) -> bytes:
    shown = text if text.isascii() and "\x7f" not in text else _SPECIAL.sub(_escaped, text)
    return shown.encode()


def _escaped(match: re.Match[str]) -> str:
    # Outside of strings JSON is ASCII, so what is found stands in a string.
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return json.dumps(printable(character))[1:-1]
    return json.dumps(character)[1:-1] if is_hidden(character) else character
