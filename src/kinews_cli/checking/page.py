"""What a page that answers 200 really is: the linked one, an error page, a parked domain, a wall. Pure.

The rules and their figures are from 243 dead or walled and 718 living pages (German first): a phrase in title or headings
of a page with little text marks 94 % of the error pages and none of the living ones; looked for anywhere in the source it
stands on 46 % of the living. So place and size decide, and what speaks for an article speaks against an alarm.

Whether a look may find anything is told without this module: `page_screen.worth_judging`, and `page_paths.went_home` for a
redirect to a start page.
"""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from kinews_cli.border import clean
from kinews_cli.checking import page_dead, page_gone, page_paths, page_screen, page_wall
from kinews_cli.checking.judgement import Judgement, PageKind
from kinews_cli.checking.page_paths import went_home
from kinews_cli.checking.page_scene import Scene, scene
from kinews_cli.model.verdict import Evidence
from kinews_cli.web.answer import Answer

_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*(?:[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'>]{1,2000}))?", re.IGNORECASE)
_SCRIPTED = re.compile(
    rb"(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*[\"']((?:https?:/)?/[^\"'\s]{1,2000})[\"']"
)
_SHORT_DELAY = 10  # seconds: news pages that reload themselves wait for minutes
_TINY = 4_000  # bytes of a page that is nothing but a script that leads on
_EMPTY = 200  # characters that a reader sees of such a page, at most
_URL_LIMIT = 8192
_ALIKE = 0.8


# In this order: what stands before a page hides what is behind it, and a missing video is said in words for a missing page.
_JUDGES = (
    (PageKind.CHALLENGE, page_wall.challenge_signs),
    (PageKind.VIDEO_GONE, page_gone.video_signs),
    (PageKind.DEAD, page_dead.dead_signs),
    (PageKind.CONSENT, page_wall.consent_signs),
    (PageKind.LOGIN, page_wall.login_signs),
    (PageKind.PARKED, page_gone.parked_signs),
)


def judge_page(answer: Answer, asked: str, landed: str) -> Judgement:
    """The judgement of the page that the link `asked` led to, at `landed`. Never raises; bounded by the limits of `html`."""
    if not page_screen.is_page(answer):
        return Judgement()
    home = went_home(asked, landed)
    if not home and not page_screen.worth_judging(answer):
        return Judgement()
    seen = scene(answer, asked, landed)
    title = clean(seen.facts.title) if seen.facts.title else None
    kind, signs, certain = _judged(seen)
    if home and kind in {PageKind.LIVING, PageKind.DEAD}:
        signs = (Evidence("start_page", clean(landed)), *signs)
        kind, certain = PageKind.DEAD, certain and len(signs) > 2
    return Judgement(kind, signs, certain, refresh=_refresh(seen, answer), title=title)


def _judged(seen: Scene) -> tuple[PageKind, tuple[Evidence, ...], bool]:
    judged = [(kind, *judge(seen)) for kind, judge in _JUDGES]
    for kind, signs, free in judged:
        if free and len(signs) >= 2:
            return kind, tuple(signs), True
    for kind, signs, _ in judged:
        if signs:
            return kind, tuple(signs), False
    return PageKind.LIVING, (), False


def _refresh(seen: Scene, answer: Answer) -> str | None:
    said = _REFRESH.match(seen.body.refresh or answer.headers.get("refresh", ""))
    target = said[2] if said is not None and int(said[1]) <= _SHORT_DELAY and seen.little_text else None
    if target is None and len(answer.body) < _TINY and seen.body.visible < _EMPTY:
        scripted = _SCRIPTED.search(answer.body)
        target = scripted[1].decode("utf-8", "replace") if scripted else None
    url = page_dead.urljoin_safe(seen.landed, target.strip() if target else None)
    if url is None or urldefrag(url).url == urldefrag(seen.landed).url or not url.startswith(("http://", "https://")):
        return None
    return clean(url, limit=_URL_LIMIT)


def probe_sign(judgement: Judgement, page: Answer, landed: str, probe: Answer, probe_landed: str) -> Evidence | None:
    """The second sign, where the host answers an address that cannot exist just as it answered the link.

    None for a page without signs: there are living hosts that answer every unknown path with one and the same page.
    """
    if judgement.kind is PageKind.LIVING or probe.status != 200:
        return None
    if any(sign.signal == "start_page" for sign in judgement.signs):
        led = page_paths.is_start(probe_landed) and _place(probe_landed) == _place(landed)
        return Evidence("probe", f"a path that cannot exist leads to {clean(probe_landed)} too") if led else None
    if not page_screen.is_page(probe):
        return None
    one, other = scene(page, landed, landed), scene(probe, probe_landed, probe_landed)
    if (one.facts.title or "") != (other.facts.title or "") or not _alike(one, other):
        return None
    return Evidence("probe", "a path that cannot exist is answered with the same page")


def _place(url: str) -> tuple[str, str]:
    parts = page_paths.split(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _alike(one: Scene, other: Scene) -> bool:
    """Whether two pages say the same, but for the address that they may repeat."""
    first = {block.text for block in one.body.blocks}
    second = {block.text for block in other.body.blocks}
    most = max(len(first), len(second))
    return not most or len(first & second) >= _ALIKE * most or (most <= 5 and len(first ^ second) <= 2)
