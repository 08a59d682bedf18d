"""Which segments deserve an editor's look, the worst first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinews_cli.model.translation import Rendering, Segment, State
from kinews_cli.translating.concerns import text_concerns
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.states import HAS_TEXT, STATE_CODES, state_concern

# What misleads readers comes before what they will notice, and that before matters of taste.
_ORDER = ("KN504", "KN503", "KN502", "KN506", "KN501", "KN508", "KN507", "KN505")


@dataclass(frozen=True, slots=True)
class Look:
    """A segment and everything that is to be said of it, the worst first."""

    segment: Segment
    rendering: Rendering
    reasons: tuple[str, ...]
    rank: int


def review(renderings: Mapping[Segment, Rendering], glossary: Glossary) -> tuple[Look, ...]:
    """The segments that deserve a look: the worst first, what a human has accepted before what a machine wrote."""
    looks = [look for segment, rendering in renderings.items() if (look := _look(segment, rendering, glossary))]
    return tuple(sorted(looks, key=lambda look: (look.rank, look.rendering.state is State.MACHINE, look.segment.line)))


def _look(segment: Segment, rendering: Rendering, glossary: Glossary) -> Look | None:
    said = text_concerns(segment.text, rendering.text, glossary) if rendering.state in HAS_TEXT else {}
    said |= {code: clause for code in STATE_CODES if (clause := state_concern(code, rendering)) is not None}
    codes = sorted(said, key=_ORDER.index)
    return Look(segment, rendering, tuple(said[code] for code in codes), _ORDER.index(codes[0])) if codes else None
