"""Links counted by issue, host, kind and language, and the lists of those that need a hand. Data, before it is a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Severity
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.source import SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.reports.html_health import ALARMING
from kinews_cli.reports.html_page import href
from kinews_cli.reports.html_words import NOTICES, moment
from kinews_cli.reports.report import Report

Counts = Mapping[Verdict, int]
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tally:
    """Links of one host, kind or language by verdict."""

    name: str
    counts: Counts

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def severity(self) -> tuple[int, ...]:
        """What puts one tally before another: broken links first, then those without an answer, then sheer number."""
        return (*(self.counts.get(verdict, 0) for verdict in ALARMING), self.total)


@dataclass(frozen=True, slots=True)
class IssueTally:
    issue: Issue
    counts: Counts
    findings: Mapping[Severity, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands."""

    issue: Issue
    link: Link


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with the same verdict wherever it stands."""

    url: str
    places: tuple[Place, ...]
    facts: LinkFacts

    @property
    def label(self) -> str:
        """What the author calls it; else the title of what is there; else nothing."""
        title = self.facts.source.title if self.facts.source is not None else None
        return next((place.link.label for place in self.places if place.link.label), title or "")

    @property
    def since(self) -> datetime | None:
        return moment(self.facts.history.bad_since) if self.facts.history is not None else None

    @property
    def copy(self) -> str | None:
        """The archive's copy, where the check found one, if it is a web address: the cache is data, not trust."""
        copy = said(self.facts.check.evidence, "archive")
        return copy if href(copy) else None

    @property
    def target(self) -> str | None:
        """What a link that has moved for good should say."""
        return said(self.facts.check.evidence, "permanent_url") or self.facts.check.final_url


def said(evidence: Iterable[Evidence], signal: str) -> str | None:
    """The first value of this signal."""
    return next((entry.value for entry in evidence if entry.signal == signal), None)


def by_issue(report: Report) -> list[IssueTally]:
    """One for each issue, the newest first, as its number says; those without a number last."""
    findings: dict[str, Counter[Severity]] = {}
    for finding in report.findings:
        findings.setdefault(finding.path, Counter())[finding.severity] += 1
    tallies = [
        IssueTally(
            dossier.issue,
            Counter(dossier.of(link).check.verdict for link in dossier.issue.links()),
            findings.get(dossier.issue.path, Counter()),
        )
        for dossier in report.dossiers
    ]
    return sorted(tallies, key=lambda tally: -1 if tally.issue.number is None else tally.issue.number, reverse=True)


def tallied(report: Report, name_of: Callable[[str, LinkFacts], str]) -> list[Tally]:
    """Links under the names that `name_of` gives to an address and its facts, those with the most broken first."""
    counts: dict[str, Counter[Verdict]] = {}
    for dossier, link in links(report):
        facts = dossier.of(link)
        counts.setdefault(name_of(link.url, facts), Counter())[facts.check.verdict] += 1
    tallies = [Tally(name, counted) for name, counted in counts.items()]
    return sorted(tallies, key=lambda tally: (*(-number for number in tally.severity), tally.name))


def merged(tallies: Sequence[Tally], name: str) -> Tally:
    """All of them as one."""
    return Tally(name, sum((Counter(tally.counts) for tally in tallies), Counter()))


def links(report: Report) -> Iterator[tuple[Dossier, Link]]:
    return ((dossier, link) for dossier in report.dossiers for link in dossier.issue.links())


def host_of(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return (host or "no host").removeprefix("www.")


def entries(report: Report, wanted: Callable[[LinkFacts], bool]) -> list[Entry]:
    """The addresses whose facts are `wanted`. What turned bad last comes first, it is news; else the newest issue does."""
    places: dict[str, list[Place]] = {}
    facts: dict[str, LinkFacts] = {}
    for dossier, link in links(report):
        if wanted(dossier.of(link)):
            places.setdefault(link.url, []).append(Place(dossier.issue, link))
            facts.setdefault(link.url, dossier.of(link))
    return sorted((Entry(url, tuple(found), facts[url]) for url, found in places.items()), key=_newest, reverse=True)


def noticed(report: Report) -> list[Entry]:
    """The addresses whose source is retracted, withdrawn, corrected, gone or archived, the gravest first."""
    found = entries(report, lambda facts: facts.source is not None and facts.source.status in NOTICES)
    return sorted(found, key=lambda entry: list(NOTICES).index(status_of(entry)))


def status_of(entry: Entry) -> SourceStatus:
    return entry.facts.source.status if entry.facts.source is not None else SourceStatus.UNKNOWN


def _newest(entry: Entry) -> tuple[datetime, int]:
    numbers = [place.issue.number for place in entry.places if place.issue.number is not None]
    return entry.since or _BEGINNING, max(numbers, default=-1)
