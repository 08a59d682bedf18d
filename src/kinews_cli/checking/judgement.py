"""What a look at a page comes to. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kinews_cli.model.verdict import Evidence


class PageKind(StrEnum):
    """What the signs of a page point at."""

    LIVING = "living"
    DEAD = "soft_404"
    PARKED = "parked"
    VIDEO_GONE = "video_gone"
    LOGIN = "login_page"
    CONSENT = "consent_page"
    CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`certain`: at least two independent signs and nothing against them. `refresh`: where the page sends its reader on."""

    kind: PageKind = PageKind.LIVING
    signs: tuple[Evidence, ...] = ()
    certain: bool = False
    refresh: str | None = None
    title: str | None = None
