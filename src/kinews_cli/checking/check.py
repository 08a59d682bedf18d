"""Links in, verdicts out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from kinews_cli import clock
from kinews_cli.checking.chain import Chain
from kinews_cli.checking.classify import judge, waits_for_network
from kinews_cli.checking.offline import offline_check
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

__all__ = ["Outcome", "check_links", "offline_check"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A link's verdict, and the page it led to where there is one (a beginning of it: `Web.get` limits it)."""

    check: Check
    page: Answer | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """How a chain ended, while the verdict may still have to wait."""

    last: Answer | Failure
    chain: Chain

    def outcome(self, web: Web) -> Outcome:
        check = judge(self.last, self.chain.url, self.chain.hops, network=web.name_resolved)
        not_asked = check.verdict is Verdict.REFUSED and not check.hops
        page = self.last if isinstance(self.last, Answer) and 200 <= self.last.status < 300 else None
        if not_asked:
            return Outcome(check)
        return Outcome(replace(check, tries=self.chain.tries, checked_at=clock.stamp(clock.now())), page)


async def check_links(
    urls: Iterable[str],
    web: Web,
    on_outcome: Callable[[str, Outcome], None] | None = None,
    *,
    before_judging: Awaitable[object] | None = None,
) -> dict[str, Outcome]:
    """The verdicts on `urls`, in their order; equal ones are asked once.

    `on_outcome` is called as each link ends, so that what was learned survives an interruption. Only names that do not
    resolve wait for the end, and for `before_judging`: whether such a link is broken depends on whether any name resolves
    in this run.
    """
    found: dict[str, Outcome] = {}
    waiting: dict[str, _End] = {}

    def settle(url: str, end: _End) -> None:
        found[url] = end.outcome(web)
        if on_outcome is not None:
            on_outcome(url, found[url])

    async def one(url: str) -> None:
        chain = Chain(web, url)
        end = _End(await chain.follow(), chain)
        if waits_for_network(end.last, chain.url) and not web.name_resolved:
            waiting[url] = end
        else:
            settle(url, end)

    wanted = list(dict.fromkeys(urls))
    await _all(asyncio.create_task(one(url)) for url in wanted)
    if waiting and before_judging is not None:
        await before_judging
    for url, end in waiting.items():
        settle(url, end)
    return {url: found[url] for url in wanted}


async def _all(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Wait for all; the first exception, and cancellation, end the others and pass."""
    running = list(tasks)
    try:
        await asyncio.gather(*running)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
