"""The whole archive as one page: how its links are, since when, and what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kinews_cli.model.verdict import Verdict
from kinews_cli.reports import html_tallies as tallies
from kinews_cli.reports.counts import severity_counts, verdict_counts
from kinews_cli.reports.html_health import Health, Timeline, health
from kinews_cli.reports.html_page import render
from kinews_cli.reports.html_words import KINDS, count, day, language_name, moment, number
from kinews_cli.reports.report import Report
from kinews_cli.reports.text import suppressed_text
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.rules.links import explained

_FIRST_ENTRIES = 50  # rows that stand open; the others are a click away
_MOST_ENTRIES = 2_000  # rows of a list: a page of some MB still opens at once
_FIRST_TALLIES = 20
_MOST_TALLIES = 500
_WAITING = "offline"  # why a link is unchecked that a check would ask about: the report itself asks nobody
_ALLOWABLE = {"non_public", "port"}  # why a link is refused that --allow-private permits


@dataclass(frozen=True, slots=True)
class Archive:
    """All issues with what is known about their links now, and by address since when; `now` is the time of the report."""

    report: Report
    timelines: Mapping[str, Timeline]
    now: datetime


def archive_html(archive: Archive) -> bytes:
    """One self-contained page in UTF-8."""
    report = archive.report
    verdicts = verdict_counts(report.dossiers)
    lists = {verdict: _listed(report, verdict) for verdict in Verdict if verdict is not Verdict.OK}
    hosts = tallies.tallied(report, lambda url, _: tallies.host_of(url))
    unlooked = _unlooked(report)
    return render(
        "archive.html",
        archive=archive,
        verdicts=verdicts,
        headline=_headline(verdicts, waiting=unlooked[_WAITING] > 0),
        asked=_asked(report),
        waiting=unlooked[_WAITING],
        looked=_looked_at(verdicts),
        lists=lists,
        copies=sum(entry.copy is not None for entry in lists[Verdict.BROKEN]),
        first=_FIRST_ENTRIES,
        most=_MOST_ENTRIES,
        noticed=tallies.noticed(report),
        health=_health(archive),
        issues=tallies.by_issue(report),
        severities=severity_counts(report.findings),
        suppressed=suppressed_text(report.suppressed),
        rules=_rules(report),
        hosts=(hosts[:_FIRST_TALLIES], hosts[_FIRST_TALLIES:_MOST_TALLIES], hosts[_MOST_TALLIES:]),
        merged=tallies.merged,
        kinds=tallies.tallied(report, lambda _, facts: KINDS[facts.kind]),
        languages=tallies.tallied(report, lambda _, facts: language_name(facts.language.code)),
        explained=explained,
        reasons=_reasons,
        unlooked=unlooked.most_common(),
        private=any(entry.facts.check.reason in _ALLOWABLE for entry in lists[Verdict.REFUSED]),
        status_of=tallies.status_of,
    )


def _headline(verdicts: Mapping[Verdict, int], *, waiting: bool) -> str:
    """How the archive is, in a sentence; `waiting` says whether a check would ask about more links."""
    total = sum(verdicts.values())
    broken, silent = verdicts[Verdict.BROKEN], verdicts[Verdict.UNREACHABLE]
    if not total:
        return "There are no links yet."
    if not _looked_at(verdicts):
        return "No link has been looked at yet." if waiting else "None of the links is looked at."
    if broken:
        return f"{number(broken)} of {count(total, 'link')} {'is' if broken == 1 else 'are'} broken."
    if silent:
        return f"Nothing is broken, but {count(silent, 'link')} gave no answer."
    return "No link is known to be broken."


def _looked_at(verdicts: Mapping[Verdict, int]) -> int:
    return sum(verdicts.values()) - verdicts[Verdict.UNCHECKED] - verdicts[Verdict.REFUSED]


def _asked(report: Report) -> str | None:
    """From when the verdicts are, such as "3 Mar 2026 to 5 Mar 2026"; None where there are none."""
    times = [moment(facts.check.checked_at) for dossier in report.dossiers for facts in dossier.facts.values()]
    days = sorted({time.date() for time in times if time is not None})
    if not days:
        return None
    return day(days[0]) if len(days) == 1 else f"{day(days[0])} to {day(days[-1])}"


def _unlooked(report: Report) -> Counter[str]:
    """Why links have not been looked at, with their number."""
    checks = (dossier.of(link).check for dossier, link in tallies.links(report))
    return Counter(check.reason for check in checks if check.verdict is Verdict.UNCHECKED)


def _listed(report: Report, verdict: Verdict) -> list[tallies.Entry]:
    return tallies.entries(report, lambda facts: facts.check.verdict is verdict)


def _reasons(entries: Sequence[tallies.Entry]) -> list[tuple[str, int]]:
    """Why these links have their verdict, with the number of links, the most frequent reason first."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts[explained(entry.facts)] += len(entry.places)
    return counts.most_common()


def _health(archive: Archive) -> Health:
    return health(
        (
            (archive.timelines.get(link.url, ()), dossier.of(link).check.verdict)
            for dossier, link in tallies.links(archive.report)
        ),
        archive.now,
    )


def _rules(report: Report) -> list[tuple[str, str, int]]:
    """Code, name and number of the findings of each rule that has any."""
    counts = Counter(finding.code for finding in report.findings)
    return [(code, BY_CODE[code].slug if code in BY_CODE else "", found) for code, found in sorted(counts.items())]
