"""What is known about the links of issues: from the cache where it still stands, else from the network.

The heavy rooms (web, checking, sources) are imported only when something has to be asked: a run on a cached issue stays
as light as a hook must be.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from kinews_cli import clock
from kinews_cli.checking.offline import offline_check
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.issue import Issue
from kinews_cli.model.source import Source, SourceStatus
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.pipeline.progress import Progress, Silent
from kinews_cli.reports.counts import Effort
from kinews_cli.sources.identify import identify
from kinews_cli.store import Store, is_fresh
from kinews_cli.web.settings import WebSettings


class Network(Enum):
    """How far a run may ask; the value of the first two is the reason of what stays unchecked."""

    OFF = "offline"  # what the cache knows, the rest is unchecked
    NOT_NEEDED = "not_selected"  # the same, because no selected rule asks for more
    AS_NEEDED = "as_needed"
    AFRESH = "afresh"  # whatever the cache says


_SILENT = {Network.OFF, Network.NOT_NEEDED}


@dataclass
class Gathered:
    """Facts by URL, and what it cost to know them."""

    facts: dict[str, LinkFacts] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)


def gather(issues: Iterable[Issue], store: Store, network: Network, web: WebSettings, progress: Progress) -> Gathered:
    """Facts for each link of `issues`. What is learned is stored as it comes, so that an interruption loses nothing."""
    started = time.monotonic()
    issues = list(issues)
    urls = list(dict.fromkeys(link.url for issue in issues for link in issue.links() if not link.furniture))
    known = {} if network is Network.AFRESH else _from_cache(urls, store, network, web)
    unknown = [url for url in urls if url not in known]
    asked, requests = _ask(unknown, store, web, progress) if unknown and network not in _SILENT else ({}, 0)
    gathered = Gathered()
    for url in urls:
        check = asked.get(url) or known.get(url) or Check(Verdict.UNCHECKED, network.value)
        gathered.facts[url] = _facts(url, check, store)
    for url in {link.url for issue in issues for link in issue.links()} - gathered.facts.keys():
        # The page's own links are not the author's sources: nobody needs to know what became of them.
        gathered.facts[url] = LinkFacts(Check(Verdict.UNCHECKED, "furniture"), identify(url)[0])
    from_cache = sum(check.checked_at is not None for check in known.values())
    gathered.effort = Effort(requests, from_cache, time.monotonic() - started)
    return gathered


def known_facts(issue: Issue, store: Store, web: WebSettings) -> dict[str, LinkFacts] | None:
    """Facts for each link without asking; None where some verdict has to be asked for."""
    gathered = gather([issue], store, Network.OFF, web, Silent())
    now = clock.now()
    checks = [gathered.facts[link.url].check for link in issue.links() if not link.furniture]
    settled = all(check.verdict is Verdict.REFUSED or is_fresh(check, now) for check in checks)
    return gathered.facts if settled else None


def _from_cache(urls: Iterable[str], store: Store, network: Network, web: WebSettings) -> dict[str, Check]:
    """The verdicts that still stand. Where nothing may be asked, each stands: there is nothing better to be had.

    What is refused is told by the address alone, and by what the user allows this time.
    """
    now = clock.now()
    known: dict[str, Check] = {}
    for url in urls:
        refusal = offline_check(url, web)
        check = store.check(url)
        if refusal.verdict is Verdict.REFUSED:
            known[url] = refusal
        elif (
            check is not None and check.verdict is not Verdict.REFUSED and (network in _SILENT or is_fresh(check, now))
        ):
            known[url] = check
    return known


def _ask(urls: list[str], store: Store, web: WebSettings, progress: Progress) -> tuple[dict[str, Check], int]:
    from kinews_cli.pipeline.asking import ask

    class Learner:
        """Keeps what the network says, as it says it."""

        def check(self, url: str, check: Check) -> None:
            if check.reason != "no_network":  # that says nothing about the link; what was known of it stands
                store.keep_check(url, check)
            progress.advance(f"{check.verdict.value}  {url}")

        def source(self, url: str, source: Source) -> None:
            known = store.source(url)
            # A service that is down for a day must not cost what it said before: a page knows less of its own standing.
            if known is None or source.status is not SourceStatus.UNKNOWN or known.status is SourceStatus.UNKNOWN:
                store.keep_source(url, source)

    progress.begin("checking links", len(urls))
    try:
        return ask(urls, web, Learner())
    finally:
        progress.end()


def _facts(url: str, check: Check, store: Store) -> LinkFacts:
    source = store.source(url)
    kind = source.kind if source is not None else identify(url)[0]
    return LinkFacts(check, kind, source, store.history(url))
