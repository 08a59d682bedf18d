"""Asking the network about links: services first where one answers for a link, else the page itself.

What reads pages and services is imported where something is to be read: half of a run on one issue would else be loading it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kinews_cli.checking.check import Known, Outcome, check_links
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.values import replace
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings

if TYPE_CHECKING:
    from kinews_cli.sources.resolver import Resolution

_THERE = {Verdict.OK, Verdict.MOVED}
_READERS = 8  # pages that are read at the same time
_IN_HAND = 100  # links under way where pages are read, which is slower than fetching them: 50 MB of pages at most


class Learner(Protocol):
    """Hears what is learned, as it is learned."""

    def check(self, url: str, check: Check, validators: Validators | None) -> None: ...

    def source(self, url: str, source: Source) -> None: ...

    def copy(self, url: str, check: Check) -> None:
        """A verdict that was heard before, now with the archive's copy as evidence."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be found out.

    `known`: good verdicts of earlier runs, asked only whether they still stand. `sources`: also what each page is. `https`:
    also whether what http shows is there over https.
    `known_sources`: what earlier runs found, by `Source.id`, for services that can say that nothing has changed. `archive`: for
    which broken links a copy is looked for, and near which date (None: the newest). `copies`: those that are known.
    """

    urls: Sequence[str]
    known: Mapping[str, Known] = field(default_factory=dict)
    sources: bool = True
    https: bool = False
    known_sources: Mapping[str, Source] = field(default_factory=dict)
    archive: Mapping[str, dt.date | None] = field(default_factory=dict)
    copies: Mapping[str, Evidence] = field(default_factory=dict)


def ask(question: Question, settings: WebSettings, learner: Learner) -> tuple[dict[str, Check], int]:
    """A verdict for each URL, and how many requests that took."""
    return asyncio.run(_ask(question, settings, learner))


async def _ask(question: Question, settings: WebSettings, learner: Learner) -> tuple[dict[str, Check], int]:
    served = _served(question.urls)
    asked_of_service = set(served)
    plain = [url for url in question.urls if url not in asked_of_service]
    async with Web(settings) as web:
        run = _Run(web, learner, question)
        services = asyncio.ensure_future(run.ask_services(served))
        try:
            # A name that does not resolve is judged by whether any does: the services' names count too.
            await run.look_at(plain, asyncio.shield(services))
            with suppress(TimeoutError):
                async with asyncio.timeout_at(run.until):
                    await services
            # Where the service said nothing of use, the page itself is asked.
            await run.look_at([url for url in served if url not in run.checks])
        finally:
            services.cancel()
        await run.propose_copies()
        return run.checks, web.requests


def _served(urls: Sequence[str]) -> list[str]:
    """The links that a service answers for."""
    from kinews_cli.sources.table import is_served

    return [url for url in urls if is_served(url)]


class _Run:
    """What is learned in one run."""

    def __init__(self, web: Web, learner: Learner, question: Question) -> None:
        self._web = web
        self._learner = learner
        self._question = question
        self._from_service: set[str] = set()
        self.until = asyncio.get_running_loop().time() + web.settings.run_timeout  # for all that is asked
        self._reading = asyncio.Semaphore(_READERS)
        self.checks: dict[str, Check] = {}

    async def ask_services(self, urls: Sequence[str]) -> None:
        """Ask the services about the links that they serve."""
        if urls:
            from kinews_cli.sources.table import informed, resolve

            resolvers = informed(self._question.known_sources)
            await resolve(urls, self._web, resolvers, on_resolution=self._on_resolution)

    def _on_resolution(self, url: str, resolution: Resolution) -> None:
        if resolution.source is not None:
            self._from_service.add(url)
            self._learner.source(url, resolution.source)
        if resolution.check is not None:
            self._learn(url, resolution.check, None)

    async def look_at(self, urls: Sequence[str], before_judging: Awaitable[object] | None = None) -> None:
        """Ask the pages themselves."""
        if self._question.sources:
            from kinews_cli.sources.page import page_source

        async def on_outcome(url: str, outcome: Outcome) -> None:
            self._learn(url, outcome.check, outcome.validators)
            wanted = self._question.sources and url not in self._from_service
            if outcome.page is not None and outcome.check.verdict in _THERE and wanted:
                # In a thread: a hostile page takes seconds to parse, and the deadlines of other links go on.
                async with self._reading:
                    self._learner.source(url, await asyncio.to_thread(page_source, url, outcome.page))

        await check_links(
            urls,
            self._web,
            on_outcome,
            known=self._question.known,
            before_judging=before_judging,
            until=self.until,
            in_hand=_IN_HAND if self._question.sources else None,
            https=self._question.https,
        )

    async def propose_copies(self) -> None:
        """For what is broken, the archive's copy nearest to the issue's date, as one more piece of evidence."""
        wanted: dict[str, dt.date | None] = {}
        for url, date in self._question.archive.items():
            check = self.checks.get(url)
            if check is None or check.verdict is not Verdict.BROKEN:
                continue
            if url in self._question.copies:
                self._propose(url, self._question.copies[url])
            else:
                wanted[url] = date
        if wanted:
            from kinews_cli.sources.archive import nearest_copies

            for url, answer in (await nearest_copies(wanted, self._web, until=self.until)).items():
                if answer.copy is not None:
                    self._propose(url, Evidence("archive", answer.copy.url))

    def _propose(self, url: str, copy: Evidence) -> None:
        self.checks[url] = replace(self.checks[url], evidence=(*self.checks[url].evidence, copy))
        self._learner.copy(url, self.checks[url])

    def _learn(self, url: str, check: Check, validators: Validators | None) -> None:
        self.checks[url] = check
        self._learner.check(url, check, validators)
