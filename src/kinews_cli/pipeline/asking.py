"""Asking the network about links: services first where one answers for a link, else the page itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from kinews_cli.checking.check import Outcome, check_links
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check
from kinews_cli.sources.identify import identify
from kinews_cli.sources.page import page_source
from kinews_cli.sources.resolver import Resolution
from kinews_cli.sources.table import RESOLVERS, resolve
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings

Learned = Callable[[str, Check, Source | None], None]


def ask(urls: Sequence[str], settings: WebSettings, learned: Learned) -> tuple[dict[str, Check], int]:
    """A verdict for each URL, and how many requests that took; `learned` hears each with its source as it is known."""
    return asyncio.run(_ask(urls, settings, learned))


async def _ask(urls: Sequence[str], settings: WebSettings, learned: Learned) -> tuple[dict[str, Check], int]:
    kinds = {resolver.kind for resolver in RESOLVERS}
    served = [url for url in urls if identify(url)[0] in kinds]
    plain = [url for url in urls if identify(url)[0] not in kinds]
    async with Web(settings) as web:
        pages = _Pages(web, learned)
        resolutions, _ = await asyncio.gather(resolve(served, web), pages.look_at(plain))
        checks = _answered(resolutions, learned)
        sources = {url: resolution.source for url, resolution in resolutions.items()}
        # Where the service said nothing of use, the page itself is asked.
        await pages.look_at([url for url in served if url not in checks], sources)
        return {**checks, **pages.checks}, web.requests


def _answered(resolutions: dict[str, Resolution], learned: Learned) -> dict[str, Check]:
    checks: dict[str, Check] = {}
    for url, resolution in resolutions.items():
        if resolution.check is not None:
            checks[url] = resolution.check
            learned(url, resolution.check, resolution.source)
    return checks


class _Pages:
    """Verdicts and sources that the pages themselves gave."""

    def __init__(self, web: Web, learned: Learned) -> None:
        self._web = web
        self._learned = learned
        self.checks: dict[str, Check] = {}

    async def look_at(self, urls: Sequence[str], sources: dict[str, Source | None] | None = None) -> None:
        known = sources or {}

        def on_outcome(url: str, outcome: Outcome) -> None:
            source = known.get(url)
            if source is None and outcome.page is not None:
                source = page_source(url, outcome.page)
            self.checks[url] = outcome.check
            self._learned(url, outcome.check, source)

        await check_links(urls, self._web, on_outcome)
