"""Fixes applied: `check --fix` and `--diff`.

Nothing is asked of anybody: what is known of a link goes over to its new address, and the rules judge the changed issue
anew. That is repeated until no fix is left, so that of two fixes of one place the second has its turn too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.errors import InputError, OutputError
from kinews_cli.files import read_plain, write_together
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.verdict import Verdict
from kinews_cli.pipeline.checking import CheckOptions, judged, reader
from kinews_cli.reading.rendering import render_bytes
from kinews_cli.reports.report import Report
from kinews_cli.rules.proof import Revision, revised
from kinews_cli.sources.identify import identify
from kinews_cli.values import replace

_MOST_PASSES = 10  # two are usual: a moved address whose new form still follows readers
# Evidence that is about the old address.
_OF_ADDRESS = {"permanent_url", "unwrapped", "https_works", "https_fails", "redirect_varies"}


@dataclass(frozen=True, slots=True)
class Change:
    """An issue as it was read, and with fixes applied."""

    before: Issue
    after: Issue


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing comes to. `report` is about the issues as they are then; `findings` are those that it put an end to."""

    report: Report
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    unwritable: tuple[Finding, ...] = ()  # the encodings of their files lack characters of their fixes


def fix(report: Report, options: CheckOptions, *, unsafe: bool) -> Fixed:
    """The issues of `report` with all safe fixes applied, with `unsafe` the others too. Nothing is written."""
    originals = {dossier.issue.path: dossier.issue for dossier in report.dossiers}
    done: list[Finding] = []
    unwritable: list[Finding] = []
    now = report
    for _ in range(_MOST_PASSES):
        wanted = [finding for finding in now.findings if finding.fix is not None and (finding.fix.safe or unsafe)]
        revisions = [_revised(dossier, wanted, options) for dossier in now.dossiers]
        applied = [finding for revision in revisions for finding in revision.fixed]
        unwritable = [finding for revision in revisions for finding in revision.unwritable]
        if not applied:
            break
        done += applied
        now = judged(
            [revision.issue for revision in revisions], _facts(now.dossiers, revisions), options, report.effort
        )
    changes = [Change(originals[d.issue.path], d.issue) for d in now.dossiers if d.issue is not originals[d.issue.path]]
    now = replace(now, remarks=report.remarks)
    return Fixed(now, tuple(done), tuple(changes), tuple(unwritable))


def write(changes: Iterable[Change]) -> None:
    """Replace the files of issues, all or none; those from standard input have none.

    Raises OutputError where a file is not the one that was read any more, or cannot be written.
    """
    files = {Path(change.before.path): change for change in changes if not change.before.from_stdin}
    for path, change in files.items():
        _refuse_changed(path, change.before)
    if files:
        write_together({path: render_bytes(change.after) for path, change in files.items()})


def _refuse_changed(path: Path, issue: Issue) -> None:
    name = printable(str(path))
    try:
        content = read_plain(path)
    except (FileNotFoundError, InputError):
        content = b""
    if content != render_bytes(issue):
        raise OutputError(f"{name}: was changed by somebody else meanwhile. No file was fixed; run kinews again.")
    if not os.access(path, os.W_OK):
        raise OutputError(f"{name}: is write-protected. No file was fixed.")


def _revised(dossier: Dossier, findings: Sequence[Finding], options: CheckOptions) -> Revision:
    own = [finding for finding in findings if finding.path == dossier.issue.path]
    return revised(dossier.issue, own, reader(dossier.issue, options.config)) if own else Revision(dossier.issue)


def _facts(dossiers: Iterable[Dossier], revisions: Sequence[Revision]) -> Mapping[str, LinkFacts]:
    """What is known by the addresses of the revised issues: of a new one what was known of the old."""
    known = {url: facts for dossier in dossiers for url, facts in dossier.facts.items()}
    return {**dict(_carried(known, revisions)), **known}


def _carried(known: Mapping[str, LinkFacts], revisions: Iterable[Revision]) -> Iterator[tuple[str, LinkFacts]]:
    for revision in revisions:
        for new, old in revision.origins.items():
            yield new, _at_new_address(known[old], new)


def _at_new_address(facts: LinkFacts, url: str) -> LinkFacts:
    """What is known of a link once its address is `url`: the same page, which is no longer one that has moved."""
    check = facts.check
    kept = tuple(entry for entry in check.evidence if entry.signal not in _OF_ADDRESS)
    bare = url.partition("#")[0]
    began = next((place for place, hop in enumerate(check.hops) if hop.url.partition("#")[0] == bare), len(check.hops))
    changed = replace(check, evidence=kept, hops=check.hops[began:])
    if check.verdict is Verdict.MOVED:
        reason = f"http_{check.status}" if check.status else check.reason
        changed = replace(changed, verdict=Verdict.OK, reason=reason)
    kind = facts.source.kind if facts.source is not None else identify(url)[0]
    return replace(facts, check=changed, kind=kind)
