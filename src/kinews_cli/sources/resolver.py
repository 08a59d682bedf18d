"""What every resolver is, and what resolvers share.

A resolver asks a service about all links of one kind. It is written so that an odd answer costs that link its source and
nothing else: whatever a service sends, `Resolution(None, None)` is the worst that comes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from kinews_cli import clock
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.web.client import Web

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a service said about one link.

    `source` None: nothing about the work. `check` None: nothing about reachability, so the page itself must be asked.
    """

    source: Source | None = None
    check: Check | None = None


UNKNOWN = Resolution()


class Resolver(Protocol):
    """Asks one service about all links of one kind."""

    @property
    def kind(self) -> SourceKind:
        """The kind, as `identify` names it, that this resolver answers for."""
        ...

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """What the service says, by URL as given. A URL that is left out counts as `UNKNOWN`."""
        ...


@runtime_checkable
class SiteResolver(Resolver, Protocol):
    """A resolver for the links of one site: of those of its kind, mostly PAGE, it gets the ones on its hosts."""

    @property
    def hosts(self) -> frozenset[str]:
        """Whole names in lower case, as `identify.host_of` gives them."""
        ...


def service_check(verdict: Verdict, reason: str, *, host: str, status: int, evidence: Iterable[Evidence] = ()) -> Check:
    """A verdict that a service gave instead of the page; `status` is that of the service's answer."""
    return Check(
        verdict,
        reason,
        status=status,
        tries=1,
        checked_at=clock.stamp(clock.now()),
        evidence=(Evidence("service", host), *evidence),
    )


async def ask_each(
    keys: Iterable[K], ask: Callable[[K], Awaitable[Resolution | None]], *, at_once: int
) -> dict[K, Resolution]:
    """Ask for each key, `at_once` at a time. The first None (the service does not serve us) ends the asking.

    A service that is down or throttles us would cost each further link its whole deadline, or make the throttling last.
    """
    turns = asyncio.Semaphore(at_once)
    gone = False

    async def one(key: K) -> Resolution:
        nonlocal gone
        async with turns:
            resolution = None if gone else await ask(key)
        gone = gone or resolution is None
        return resolution or UNKNOWN

    wanted = list(dict.fromkeys(keys))
    return dict(zip(wanted, await asyncio.gather(*(one(key) for key in wanted)), strict=True))


def text_of(value: object) -> str:
    """A string of a foreign document; "" for anything else."""
    return value if isinstance(value, str) else ""


def items_of(value: object) -> list[object]:
    """A list of a foreign document; a single value counts as a list of one, None as none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def fields_of(value: object) -> Mapping[str, object]:
    """An object of a foreign document; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
