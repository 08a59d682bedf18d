"""What `kinews translate --review` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kinews_cli.border import printable
from kinews_cli.model.translation import State
from kinews_cli.pipeline.translation import Reviewed
from kinews_cli.reports.counts import counted
from kinews_cli.reports.text import shown_path


def review_text(reviewed: Reviewed) -> Iterator[str]:
    """Three lines a segment: place and reasons, the German text, what stands for it; then how many there are."""
    path = shown_path(str(reviewed.path))
    for look in reviewed.looks:
        yield f"{path}:{reviewed.lines.get(look.segment, 1)}: {printable('; '.join(look.reasons))}"
        yield f"  de: {printable(look.segment.text)}"
        if look.rendering.state is not State.UNTRANSLATED:
            yield f"  en: {printable(look.rendering.text)}"
    yield f"{path}: {_summary(reviewed)}"


def _summary(reviewed: Reviewed) -> str:
    total = len(reviewed.renderings)
    if not total:
        return "nothing to translate"
    looks = len(reviewed.looks)
    states = Counter(rendering.state for rendering in reviewed.renderings.values())
    unread = states[State.MACHINE]
    verb = "deserves" if looks == 1 else "deserve"
    said = f"{looks} of {counted(total, 'segment')} {verb} a look"
    return f"{said}; {counted(unread, 'text')} of a machine nobody has accepted yet" if unread else said
