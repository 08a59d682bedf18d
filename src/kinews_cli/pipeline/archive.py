"""The facts of a whole archive for its report: what the cache knows about each link now, and since when. Nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from kinews_cli import clock
from kinews_cli.config import Config
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.issue import Issue
from kinews_cli.model.verdict import Verdict
from kinews_cli.pipeline.checking import CheckOptions, check
from kinews_cli.pipeline.facts import Network
from kinews_cli.pipeline.progress import Silent
from kinews_cli.reports.html_archive import Archive
from kinews_cli.reports.html_health import Timeline
from kinews_cli.reports.html_words import moment
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.store import Store
from kinews_cli.web.settings import WebSettings

_BAD = {Verdict.BROKEN, Verdict.UNREACHABLE}


def survey(issues: Sequence[Issue], store: Store, config: Config, web: WebSettings) -> Archive:
    """What is known about `issues`. `web` says which addresses count as refused, as in a check."""
    report = check(issues, store, CheckOptions(Network.OFF, web, frozenset(BY_CODE), config), Silent())
    facts = {url: known for dossier in report.dossiers for url, known in dossier.facts.items()}
    changes = store.verdict_changes(facts)
    timelines = {url: timeline(known, changes.get(url, ())) for url, known in facts.items()}
    return Archive(report, timelines, clock.now())


def timeline(facts: LinkFacts, changes: Sequence[tuple[str, Verdict]]) -> Timeline:
    """From when each verdict held. Times that are none are left out: the cache is data, not trust."""
    told = [(time, verdict) for at, verdict in changes if (time := moment(at)) is not None]
    return [*(entry for entry in _before_changes(facts) if not told or entry[0] < told[0][0]), *told]


def _before_changes(facts: LinkFacts) -> Iterator[tuple[datetime, Verdict]]:
    """What was kept of a link before each change was: when it was first asked, and since when it has been bad."""
    if facts.history is None:
        return
    first, since = moment(facts.history.first_seen), moment(facts.history.bad_since)
    if first is not None and facts.history.last_ok is not None and (since is None or first < since):
        yield first, Verdict.OK
    if since is not None:
        yield since, facts.check.verdict if facts.check.verdict in _BAD else Verdict.UNREACHABLE
