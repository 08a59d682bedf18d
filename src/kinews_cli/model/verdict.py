"""What is known about a link's reachability."""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.values import Value


class Verdict(StrEnum):
    """Each link ends in exactly one; the seven counts add up to the links found."""

    OK = "ok"
    MOVED = "moved"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


class Evidence(Value, frozen=True):
    """One observation: which signal, and what it said."""

    signal: str
    value: str


class Hop(Value, frozen=True):
    """One redirect: the address asked, the status it answered, where it sent us."""

    url: str
    status: int
    location: str


class Check(Value, frozen=True):
    """A verdict with its reasons.

    `reason` is a code in snake_case ("http_404", "timeout", "no_network"), stable for scripts.
    `checked_at` is an ISO time in UTC, None where nothing was asked. `seconds` is the wall-clock time that the verdict took,
    None where that is not known.
    """

    verdict: Verdict
    reason: str
    status: int | None = None
    final_url: str | None = None
    hops: tuple[Hop, ...] = ()
    tries: int = 0
    checked_at: str | None = None
    evidence: tuple[Evidence, ...] = ()
    seconds: float | None = None


class Validators(Value, frozen=True):
    """What a server gave to ask whether its answer still stands (RFC 9110, 8.8): ETag and Last-Modified, as sent."""

    etag: str | None = None
    last_modified: str | None = None


class History(Value, frozen=True):
    """When a link was first asked, last found good, and since when it has been bad without a break (ISO times, UTC)."""

    first_seen: str
    last_ok: str | None
    bad_since: str | None
