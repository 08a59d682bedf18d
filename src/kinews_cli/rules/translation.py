"""KN5xx: the translation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kinews_cli.model.dossier import Dossier, Place
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.translation import Segment, State
from kinews_cli.rules.place import at_line
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.translating.states import STATE_CODES, has_begun, state_concern

_SHORT = 50
_MANY = 5  # findings of one kind that are still read one by one
_WORSE_IN_ACCEPTED = {"KN503", "KN504"}


def rule(code: str) -> Callable[[Dossier], Iterator[Finding]]:
    """The rule that reports the concerns of this code."""
    return partial(_findings, code)


def _findings(code: str, dossier: Dossier) -> Iterator[Finding]:
    if not has_begun(dossier.translation.values()):
        return
    if code == "KN501" and (pending := _mostly_untranslated(dossier)):
        many = f"{len(pending)} of {len(dossier.translation)} pieces are not translated"
        yield at_line(code, f"{many}, the first: {_quoted(pending[0].text)}", dossier.issue, pending[0].line)
        return
    for segment in segments_of(dossier.issue):
        rendering = dossier.translation.get(place(segment))
        reason = _reason(code, dossier, place(segment)) if rendering is not None else None
        if rendering is not None and reason is not None:
            accepted = code in _WORSE_IN_ACCEPTED and rendering.state is State.ACCEPTED
            severity = Severity.ERROR if accepted else None
            yield at_line(code, f"{reason}: {_quoted(segment.text)}", dossier.issue, segment.line, severity=severity)


def _reason(code: str, dossier: Dossier, where: Place) -> str | None:
    if code in STATE_CODES:
        return state_concern(code, dossier.translation[where])
    return dossier.concerns.get(where, {}).get(code)


def _mostly_untranslated(dossier: Dossier) -> list[Segment]:
    """The pieces without a translation, where they are so many that one by one they would hide everything else."""
    pending = [
        segment
        for segment in segments_of(dossier.issue)
        if (known := dossier.translation.get(place(segment))) is not None and known.state is State.UNTRANSLATED
    ]
    return pending if len(pending) > max(_MANY, len(dossier.translation) / 2) else []


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= _SHORT else f'"{text[: _SHORT - 1].rstrip()}…"'
