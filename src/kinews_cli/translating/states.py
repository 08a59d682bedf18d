"""What a translation's state alone says about it. Pure; needs no words of any language, unlike `concerns.py`."""

from __future__ import annotations

from collections.abc import Iterable

from kinews_cli.model.translation import Rendering, State

HAS_TEXT = frozenset({State.ACCEPTED, State.MACHINE, State.STALE})
STATE_CODES = ("KN501", "KN502", "KN508")


def has_begun(renderings: Iterable[Rendering]) -> bool:
    """Is anything translated? Until then there is nothing to say: a draft without a translation is no fault."""
    return any(rendering.state in HAS_TEXT for rendering in renderings)


def state_concern(code: str, rendering: Rendering) -> str | None:
    """What one of the rules STATE_CODES has to say of a rendering, a clause without a full stop; None: nothing."""
    match code:
        case "KN501" if rendering.state is State.UNTRANSLATED:
            return "not translated"
        case "KN502" if rendering.state is State.STALE:
            return "changed since its translation was accepted"
        case "KN508" if rendering.refused is not None:
            return f"the engine's answer was not used: {rendering.refused}"
    return None
