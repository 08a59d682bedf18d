"""Sixty-seven links with odd behaviours, and what a careful editor would say of each.

Verdicts are those of `kinews check`; `hung` is what a program gets that had to be killed, `none` one that said nothing.
A missing fragment or text fragment is `broken` here: the reader does not arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from links_web import LocalWeb


class Grade(StrEnum):
    """How far a verdict is from the truth."""

    EXACT = "exact"
    FALSE_ALARM = "false alarm"  # the page is there, or nobody can tell, and the link was called dead
    MISS = "miss"  # the link is dead, and nothing was said
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Case:
    """A behaviour, and the verdicts that are right about it, the best one first."""

    name: str
    path: str  # on a host of its own; or "{closed}/...", "{tls}/...", "http://..."
    right: tuple[str, ...]

    def url(self, web: LocalWeb, host: int) -> str | None:
        """The link, None where this machine cannot play it."""
        if self.path.startswith("/"):
            return web.url(host, self.path)
        if self.path.startswith("{tls}"):
            return web.self_signed and web.self_signed + self.path.removeprefix("{tls}")
        return self.path.replace("{closed}", web.closed)

    def grade(self, verdict: str) -> Grade:
        if verdict in self.right or (verdict == "refused" and "blocked" in self.right):
            return Grade.EXACT
        best = self.right[0]
        if verdict in {"broken", "unreachable", "hung"} and best in {"ok", "moved", "blocked"}:
            return Grade.FALSE_ALARM
        if verdict in {"ok", "moved"} and best == "broken":
            return Grade.MISS
        return Grade.VAGUE


OK, MOVED, BROKEN, BLOCKED = ("ok",), ("moved",), ("broken",), ("blocked",)
NO_ANSWER = ("broken", "unreachable")  # who gave up for good and who only failed this time look alike from outside

# The pages that only their looks give away have addresses like an article's: "/404" would say that it is about 404 pages.
_TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a page", "/page/1", OK),
    ("a page after 2.5 seconds", "/after/2500/1", OK),
    ("301", "/go/301/page/1", MOVED),
    ("308", "/go/308/page/1", MOVED),
    ("302", "/go/302/page/1", OK),
    ("307", "/go/307/page/1", OK),
    ("5 times 302", "/chain/302/5", OK),
    ("5 times 301", "/chain/301/5", MOVED),
    ("15 times 302", "/chain/302/15", OK),  # browsers follow 20
    ("30 times 302", "/chain/302/30", BROKEN),
    ("redirects in a circle", "/loop/a", BROKEN),
    ("301 to a 404", "/go/301/status/404/1", BROKEN),
    ("301 from an article to the start page", "/umzug/warum-der-frosch-quakt", BROKEN),
    ("302 to a log-in page", "/mitglieder/1", ("blocked", "ok")),
    # By the definition of the verdicts a consent page is `blocked`: nobody saw what is behind it. A reader, who is one
    # click away from the page, would say `ok`.
    ("302 to a consent page", "/magazin/1", ("ok", "blocked")),
    ("302 without Location", "/no-location/1", BROKEN),
    ("click counter of a newsletter", "/klick/1", OK),
    ("301 that adds a slash", "/slash/1", MOVED),
    ("meta refresh to a 404", "/meta-refresh/1", BROKEN),
    ("404", "/status/404/1", BROKEN),
    ("410", "/status/410/1", BROKEN),
    ("401", "/status/401/1", BLOCKED),
    ("403", "/status/403/1", BLOCKED),
    ("451", "/status/451/1", BLOCKED),
    ("999", "/status/999/1", BLOCKED),
    ("429 for ever", "/status/429/1", BLOCKED),
    ("500", "/status/500/1", NO_ANSWER),
    ("503 for ever", "/status/503/1", NO_ANSWER),
    ("405 to HEAD", "/head-405/1", OK),
    ("404 to HEAD", "/head-404/1", OK),
    ("no answer to HEAD", "/head-hangs/1", OK),
    ("429 once, Retry-After in seconds", "/429-once/1", OK),
    ("429 once, Retry-After as a date", "/429-once-date/1", OK),
    ("503 once", "/503-once/1", OK),
    ("a reset once", "/reset-once/1", OK),
    ("429 for two seconds", "/429-for-2s/1", OK),
    ("503 for two seconds", "/503-for-2s/1", OK),
    ("resets for two seconds", "/reset-for-2s/1", OK),
    ("reset", "/reset/1", NO_ANSWER),
    ("closed without an answer", "/close/1", NO_ANSWER),
    ("closed port", "{closed}/page/1", NO_ANSWER),
    ("a name that cannot exist", "http://nirgends.invalid/page/1", BROKEN),
    ("self-signed certificate", "{tls}/page/1", ("broken", "blocked")),
    ("never an answer", "/hang/1", ("unreachable",)),
    ("one byte a second", "/drip/1", ("ok", "unreachable")),
    ("a huge page", "/flood/1", OK),
    ("a small page that unpacks to a huge one", "/bomb/1", OK),
    ("called gzip, but is not", "/no-gzip/1", ("broken", "ok")),
    ("page cut short", "/cut/1", OK),
    ("200 and no page", "/empty/1", ("ok", "broken")),
    ("German error page with 200", "/verschwunden/warum-der-frosch-quakt", BROKEN),
    ("domain for sale", "/parked/warum-der-frosch-quakt", BROKEN),
    ("removed video with 200", "/video/1", BROKEN),
    ("umlauts in the path", "/umlaut/grüße", OK),
    ("umlauts in the path, encoded", "/umlaut/gr%C3%BC%C3%9Fe", OK),
    ("parentheses in the path", "/klammern/Frosch_(Tier)", OK),
    ("fragment", "/fragments#kapitel-2", OK),
    ("fragment with an umlaut", "/fragments#schl%C3%BCsse", OK),
    ("fragment by name", "/fragments#anhang", OK),
    ("missing fragment", "/fragments#kapitel-9", BROKEN),
    ("text fragment", "/fragments#:~:text=Frosch%20sitzt", OK),
    ("missing text fragment", "/fragments#:~:text=Storch%20fliegt", BROKEN),
    ("a cookie has to come back", "/cookie/1", OK),
    ("browsers only", "/browsers-only/1", ("ok", "blocked")),
    ("Accept has to allow HTML", "/accept/1", OK),
    ("bot challenge", "/challenge/1", BLOCKED),
    ("PDF", "/pdf/1", OK),
)
CASES = tuple(Case(*row) for row in _TABLE)
HEAVY = frozenset({"/flood/1", "/bomb/1"})  # these run alone: they would slow down the others
