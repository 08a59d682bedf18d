"""Asking the network about links: services first where one answers for a link, else the page itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Protocol

from kinews_cli.checking.check import Outcome, check_links
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.sources.identify import identify
from kinews_cli.sources.page import page_source
from kinews_cli.sources.resolver import Resolution
from kinews_cli.sources.table import RESOLVERS, resolve
from kinews_cli.web.answer import Answer
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings

_THERE = {Verdict.OK, Verdict.MOVED}


class Learner(Protocol):
    """Hears what is learned, as it is learned."""

    def check(self, url: str, check: Check) -> None: ...

    def source(self, url: str, source: Source) -> None: ...


def ask(urls: Sequence[str], settings: WebSettings, learner: Learner) -> tuple[dict[str, Check], int]:
    """A verdict for each URL, and how many requests that took."""
    return asyncio.run(_ask(urls, settings, learner))


async def _ask(urls: Sequence[str], settings: WebSettings, learner: Learner) -> tuple[dict[str, Check], int]:
    kinds = {resolver.kind for resolver in RESOLVERS}
    served = [url for url in urls if identify(url)[0] in kinds]
    plain = [url for url in urls if identify(url)[0] not in kinds]
    async with Web(settings) as web:
        run = _Run(web, learner)
        services = asyncio.ensure_future(resolve(served, web, on_resolution=run.on_resolution))
        try:
            # A name that does not resolve is judged by whether any does: the services' names count too.
            await run.look_at(plain, services)
            await services
            # Where the service said nothing of use, the page itself is asked.
            await run.look_at([url for url in served if url not in run.checks])
        finally:
            services.cancel()
        return run.checks, web.requests


class _Run:
    """What is learned in one run."""

    def __init__(self, web: Web, learner: Learner) -> None:
        self._web = web
        self._learner = learner
        self._from_service: set[str] = set()
        self._parsing: set[asyncio.Task[None]] = set()
        self.checks: dict[str, Check] = {}

    def on_resolution(self, url: str, resolution: Resolution) -> None:
        if resolution.source is not None:
            self._from_service.add(url)
            self._learner.source(url, resolution.source)
        if resolution.check is not None:
            self.checks[url] = resolution.check
            self._learner.check(url, resolution.check)

    async def look_at(self, urls: Sequence[str], before_judging: Awaitable[object] | None = None) -> None:
        """Ask the pages themselves."""

        def on_outcome(url: str, outcome: Outcome) -> None:
            self.checks[url] = outcome.check
            self._learner.check(url, outcome.check)
            if outcome.page is not None and outcome.check.verdict in _THERE and url not in self._from_service:
                self._parsing.add(asyncio.ensure_future(self._read(url, outcome.page)))

        await check_links(urls, self._web, on_outcome, before_judging=before_judging)
        if self._parsing:
            await asyncio.gather(*self._parsing)

    async def _read(self, url: str, page: Answer) -> None:
        """In a thread of its own: a hostile page takes seconds to parse, and the deadlines of other links go on."""
        self._learner.source(url, await asyncio.to_thread(page_source, url, page))
