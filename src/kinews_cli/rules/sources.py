"""KN4xx: what has become of the sources."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.source import SourceKind, SourceStatus
from kinews_cli.rules.place import at_link


def withdrawn(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN401", SourceStatus.WITHDRAWN, "the authors withdrew this paper")


def retracted(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN402", SourceStatus.RETRACTED, "this article was retracted")


def corrected(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN403", SourceStatus.CORRECTED, "this article was corrected after it appeared")


def concern(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(
        dossier, "KN412", SourceStatus.CONCERN, "the journal has expressed concern about this article"
    )


def video_gone(dossier: Dossier) -> Iterator[Finding]:
    for status, message in (
        (SourceStatus.PRIVATE, "this video is private"),
        (SourceStatus.MISSING, "this video is no longer there"),
    ):
        yield from _with_status(dossier, "KN406", status, message, kind=SourceKind.YOUTUBE)


def _with_status(
    dossier: Dossier, code: str, status: SourceStatus, message: str, *, kind: SourceKind | None = None
) -> Iterator[Finding]:
    for link in dossier.issue.links():
        source = dossier.of(link).source
        if source is not None and source.status is status and kind in {None, source.kind}:
            yield at_link(code, message, dossier.issue, link, evidence=source.evidence)
