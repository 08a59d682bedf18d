"""What is known about the links of issues: from the cache where it still stands, else from the network.

The heavy rooms (web, checking, sources) are imported only when something has to be asked: a run on a cached issue stays
as light as a hook must be.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from kinews_cli import clock
from kinews_cli.checking.offline import offline_check
from kinews_cli.checking.secure import is_open
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.issue import Issue
from kinews_cli.model.source import Source, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.pipeline.progress import Progress, Silent
from kinews_cli.reports.counts import Effort
from kinews_cli.sources.identify import identify
from kinews_cli.store import Store, is_fresh
from kinews_cli.values import Value, field, replace
from kinews_cli.web.settings import WebSettings

if TYPE_CHECKING:
    from kinews_cli.checking.check import Known


class Network(Enum):
    """How far a run may ask; the value of the first two is the reason of what stays unchecked."""

    OFF = "offline"  # what the cache knows, the rest is unchecked
    NOT_NEEDED = "not_selected"  # the same, because no selected rule asks for more
    AS_NEEDED = "as_needed"
    AFRESH = "afresh"  # whatever the cache says


_SILENT = {Network.OFF, Network.NOT_NEEDED}
_GOOD = {Verdict.OK, Verdict.MOVED}


class Wanted(Value, frozen=True):
    """What is to be known beyond the verdicts: what each page is, where copies of broken ones are, whether https works."""

    sources: bool = True
    copies: bool = True
    https: bool = False


_EVERYTHING = Wanted()


class Gathered(Value):
    """Facts by URL, and what it cost to know them."""

    facts: dict[str, LinkFacts] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)


def gather(
    issues: Iterable[Issue],
    store: Store,
    network: Network,
    web: WebSettings,
    progress: Progress,
    wanted: Wanted = _EVERYTHING,
    ignored: Callable[[str], bool] = lambda _: False,
) -> Gathered:
    """Facts for each link of `issues`. What is learned is stored as it comes, so that an interruption loses nothing.

    What is not `wanted` is asked of nobody; what is known of it is told all the same. Of addresses that are `ignored` nothing
    is asked and nothing told.
    """
    started = time.monotonic()
    issues = list(issues)
    named = dict.fromkeys(link.url for issue in issues for link in issue.links() if not link.furniture)
    urls = [url for url in named if not ignored(url)]
    kept = {} if network is Network.AFRESH else store.checks(urls)
    known = _standing(urls, kept, network, web)
    if wanted.sources and network is Network.AS_NEEDED:
        unread = {url for url, check in known.items() if check.verdict in _GOOD} - store.sources(known).keys()
        known = {url: check for url, check in known.items() if url not in unread}
    if wanted.https and network is Network.AS_NEEDED:
        known = {url: check for url, check in known.items() if not is_open(url, check)}
    unknown = [] if network in _SILENT else [url for url in urls if url not in known]
    asked, requests = _ask(_Errand(unknown, issues, kept, wanted), store, web, progress) if unknown else ({}, 0)
    found = {**known, **asked}
    known_sources, histories = store.sources(urls), store.histories(urls)
    facts: dict[str, LinkFacts] = {}
    for url in urls:
        check = found.get(url) or Check(Verdict.UNCHECKED, network.value)
        source = known_sources.get(url)
        kind = source.kind if source is not None else identify(url)[0]
        facts[url] = LinkFacts(check, kind, source, histories.get(url))
    for url in {link.url for issue in issues for link in issue.links()} - facts.keys():
        # The page's own links are not the author's sources: nobody needs to know what became of them.
        facts[url] = LinkFacts(Check(Verdict.UNCHECKED, "ignored" if url in named else "furniture"), identify(url)[0])
    from_cache = sum(check.checked_at is not None for check in known.values())
    return Gathered(facts, Effort(requests, from_cache, time.monotonic() - started))


def known_facts(
    issue: Issue, store: Store, web: WebSettings, ignored: Callable[[str], bool] = lambda _: False
) -> dict[str, LinkFacts] | None:
    """Facts for each link without asking; None where some verdict has to be asked for."""
    gathered = gather([issue], store, Network.OFF, web, Silent(), ignored=ignored)
    now = clock.now()
    checks = [gathered.facts[link.url].check for link in issue.links() if not link.furniture and not ignored(link.url)]
    settled = all(check.verdict is Verdict.REFUSED or is_fresh(check, now) for check in checks)
    return gathered.facts if settled else None


def _standing(urls: Iterable[str], kept: Mapping[str, Check], network: Network, web: WebSettings) -> dict[str, Check]:
    """The verdicts that need no asking. Where nothing may be asked, each stands: there is nothing better to be had.

    What is refused is told by the address alone, and by what the user allows this time.
    """
    now = clock.now()
    standing: dict[str, Check] = {}
    for url in urls:
        refusal = offline_check(url, web)
        check = kept.get(url)
        if refusal.verdict is Verdict.REFUSED:
            standing[url] = refusal
        elif (
            check is not None and check.verdict is not Verdict.REFUSED and (network in _SILENT or is_fresh(check, now))
        ):
            standing[url] = check
    return standing


class _Errand(Value, frozen=True):
    """What the network is asked: about which of the issues' links, what earlier runs kept, and what is wanted."""

    urls: Sequence[str]
    issues: Sequence[Issue]
    kept: Mapping[str, Check]
    wanted: Wanted


def _ask(errand: _Errand, store: Store, web: WebSettings, progress: Progress) -> tuple[dict[str, Check], int]:
    from kinews_cli.pipeline.asking import Question, ask

    sources = store.sources(errand.urls)

    class Learner:
        """Keeps what the network says, as it says it."""

        def check(self, url: str, check: Check, validators: Validators | None) -> None:
            if check.reason != "no_network":  # that says nothing about the link; what was known of it stands
                store.keep_check(url, check, validators)
            progress.advance(f"{check.verdict.value}  {url}")

        def source(self, url: str, source: Source) -> None:
            known = sources.get(url)
            # A service that is down for a day must not cost what it said before: a page knows less of its own standing.
            if known is None or source.status is not SourceStatus.UNKNOWN or known.status is SourceStatus.UNKNOWN:
                sources[url] = _with_earlier_repository(source, known)
                store.keep_source(url, sources[url])

        def copy(self, url: str, check: Check) -> None:
            store.keep_check(url, check)

    question = Question(
        errand.urls,
        known=_renewable(errand, sources, store),
        sources=errand.wanted.sources,
        https=errand.wanted.https,
        known_sources={source.id: source for url, source in sources.items() if url in errand.kept},
        archive=_dates(errand) if errand.wanted.copies else {},
        copies=_copies(errand),
    )
    progress.begin("checking links", len(errand.urls))
    try:
        return ask(question, web, Learner())
    finally:
        progress.end()


def _renewable(errand: _Errand, sources: Mapping[str, Source], store: Store) -> dict[str, Known]:
    """Good verdicts that no longer stand but may be confirmed without the page: not where it is still to be read."""
    from kinews_cli.checking.check import Known

    good = [url for url in errand.urls if url in errand.kept and errand.kept[url].verdict in _GOOD]
    confirmable = [url for url in good if url in sources or not errand.wanted.sources]
    if errand.wanted.https:  # what https shows is compared with the page
        confirmable = [url for url in confirmable if not is_open(url, errand.kept[url])]
    return {url: Known(errand.kept[url], given) for url, given in store.validators_of(confirmable).items()}


def _dates(errand: _Errand) -> dict[str, dt.date | None]:
    """The day on which each link was published, as far as its issue says so."""
    wanted = set(errand.urls)
    return {
        link.url: dt.date.fromisoformat(issue.date) if issue.date else None
        for issue in reversed(errand.issues)  # the first issue that names it counts
        for link in issue.links()
        if link.url in wanted
    }


def _copies(errand: _Errand) -> dict[str, Evidence]:
    """Copies that an earlier run found: the archive does not lose them."""
    return {
        url: entry
        for url in errand.urls
        if url in errand.kept
        for entry in errand.kept[url].evidence
        if entry.signal == "archive"
    }


def _with_earlier_repository(source: Source, known: Source | None) -> Source:
    """With the number of the repository that stood under this name before, where it was another: whoever owns it now chose to."""
    said = {entry.signal: entry.value for entry in (known.evidence if known is not None else ())}
    before = said.get("github_earlier_id") or said.get("github_id")
    now = next((entry.value for entry in source.evidence if entry.signal == "github_id"), None)
    if before is None or now is None or before == now:
        return source
    return replace(source, evidence=(*source.evidence, Evidence("github_earlier_id", before)))
