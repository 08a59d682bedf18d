"""What is known about the links of issues: from the cache where it still stands, else from the network.

The heavy rooms (web, checking, sources) are imported only when something has to be asked: a run on a cached issue stays
as light as a hook must be.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from kinews_cli import clock
from kinews_cli.checking.offline import offline_check
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.issue import Issue
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check
from kinews_cli.pipeline.progress import Progress
from kinews_cli.reports.counts import Effort
from kinews_cli.sources.identify import identify
from kinews_cli.store import Store, is_fresh
from kinews_cli.web.settings import WebSettings


class Network(Enum):
    """How far a run may ask."""

    OFF = auto()  # what the cache knows, the rest is unchecked
    AS_NEEDED = auto()
    AFRESH = auto()  # whatever the cache says


@dataclass
class Gathered:
    """Facts by URL, and what it cost to know them."""

    facts: dict[str, LinkFacts] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)


def gather(issues: Iterable[Issue], store: Store, network: Network, web: WebSettings, progress: Progress) -> Gathered:
    """Facts for each link of `issues`. What is learned is stored as it comes, so that an interruption loses nothing."""
    started = time.monotonic()
    urls = list(dict.fromkeys(link.url for issue in issues for link in issue.links()))
    known = {} if network is Network.AFRESH else _from_cache(urls, store, network)
    unknown = [url for url in urls if url not in known]
    asked, requests = _ask(unknown, store, web, progress) if unknown and network is not Network.OFF else ({}, 0)
    gathered = Gathered()
    for url in urls:
        check = asked.get(url) or known.get(url) or offline_check(url, web)
        gathered.facts[url] = _facts(url, check, store.source(url), store)
    gathered.effort = Effort(requests, len(known), time.monotonic() - started)
    return gathered


def _from_cache(urls: Iterable[str], store: Store, network: Network) -> dict[str, Check]:
    """The verdicts that still stand. Offline, each stands: there is nothing better to be had."""
    now = clock.now()
    known: dict[str, Check] = {}
    for url in urls:
        check = store.check(url)
        if check is not None and (network is Network.OFF or is_fresh(check, now)):
            known[url] = check
    return known


def _ask(urls: list[str], store: Store, web: WebSettings, progress: Progress) -> tuple[dict[str, Check], int]:
    from kinews_cli.pipeline.asking import ask

    progress.begin("checking links", len(urls))
    try:

        def learned(url: str, check: Check, source: Source | None) -> None:
            store.keep_check(url, check)
            if source is not None:
                store.keep_source(url, source)
            progress.advance(f"{check.verdict.value}  {url}")

        return ask(urls, web, learned)
    finally:
        progress.end()


def _facts(url: str, check: Check, source: Source | None, store: Store) -> LinkFacts:
    kind = source.kind if source is not None else identify(url)[0]
    return LinkFacts(check, kind, source, store.history(url))
