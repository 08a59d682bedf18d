"""KN5xx: the translation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.translation import Rendering, Segment, State
from kinews_cli.rules.place import at_line
from kinews_cli.translating.segments import place, segments_of

_SHORT = 50
_HAS_TEXT = {State.ACCEPTED, State.MACHINE, State.STALE}


def missing(dossier: Dossier) -> Iterator[Finding]:
    """Only where a translation has begun: a draft without one is no fault."""
    pairs = list(_pairs(dossier))
    if not any(rendering.state in _HAS_TEXT for _, rendering in pairs):
        return
    for segment, rendering in pairs:
        if rendering.state is State.UNTRANSLATED:
            yield at_line("KN501", f"not translated: {_quoted(segment.text)}", dossier.issue, segment.line)


def stale(dossier: Dossier) -> Iterator[Finding]:
    for segment, rendering in _pairs(dossier):
        if rendering.state is State.STALE:
            message = f"changed since its translation was accepted: {_quoted(segment.text)}"
            yield at_line("KN502", message, dossier.issue, segment.line)


def number_lost(dossier: Dossier) -> Iterator[Finding]:
    from kinews_cli.translating.verify import (
        lost_numbers,  # needs the words of all languages; a check of links does not
    )

    yield from _lost(dossier, "KN503", lost_numbers)


def url_lost(dossier: Dossier) -> Iterator[Finding]:
    from kinews_cli.translating.verify import lost_urls

    yield from _lost(dossier, "KN504", lost_urls)


def _lost(dossier: Dossier, code: str, compare: Callable[[str, str], tuple[str, ...]]) -> Iterator[Finding]:
    for segment, rendering in _pairs(dossier):
        if rendering.state not in _HAS_TEXT:
            continue
        lost = compare(segment.text, rendering.text)
        if lost:
            severity = Severity.ERROR if rendering.state is State.ACCEPTED else None
            message = f"the translation lacks {', '.join(lost)}: {_quoted(segment.text)}"
            yield at_line(code, message, dossier.issue, segment.line, severity=severity)


def _pairs(dossier: Dossier) -> Iterator[tuple[Segment, Rendering]]:
    for segment in segments_of(dossier.issue):
        rendering = dossier.translation.get(place(segment))
        if rendering is not None:
            yield segment, rendering


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= _SHORT else f'"{text[: _SHORT - 1].rstrip()}…"'
