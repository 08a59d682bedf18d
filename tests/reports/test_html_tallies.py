from __future__ import annotations

from dossiers import dossier
from kinews_cli.model.finding import Severity
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports import html_tallies as tallies
from kinews_cli.reports.counts import verdict_counts
from kinews_cli.reports.report import Report
from reports.html_pages import COPY, hostile, report


def broken(found: Report) -> list[tallies.Entry]:
    return tallies.entries(found, lambda facts: facts.check.verdict is Verdict.BROKEN)


def test_an_address_is_one_entry_wherever_it_stands() -> None:
    (entry,) = broken(report())
    assert [(place.issue.number, place.link.line) for place in entry.places] == [(6, 7), (7, 7)]
    assert (entry.label, entry.copy) == ("Studie", COPY)
    assert entry.since is not None
    assert entry.since.day == 16


def test_what_turned_bad_last_comes_first() -> None:
    found = tallies.entries(
        report(), lambda facts: facts.check.verdict in {Verdict.BROKEN, Verdict.UNREACHABLE, Verdict.BLOCKED}
    )
    assert [entry.url for entry in found] == [
        "https://www.silent.org/video",
        "https://www.gone.org/studie",
        "https://www.walled.org/",
    ]


def test_a_copy_that_is_no_web_address_is_none() -> None:
    assert {entry.copy for entry in broken(hostile().report)} == {None}


def test_issues_come_newest_first_with_their_links_and_findings() -> None:
    seven, six = tallies.by_issue(report())
    assert (seven.issue.number, seven.total, six.issue.number, six.total) == (7, 2, 6, 6)
    assert six.findings == {Severity.ERROR: 1, Severity.WARNING: 1}
    nameless = Report((dossier("Ein Titel\n\nText.\n", path="x.txt"), *report().dossiers), ())
    assert [tally.issue.number for tally in tallies.by_issue(nameless)] == [7, 6, None]


def test_all_tallies_count_the_same_links() -> None:
    total = sum(verdict_counts(report().dossiers).values())
    hosts = tallies.tallied(report(), lambda url, _: tallies.host_of(url))
    kinds = tallies.tallied(report(), lambda _, facts: facts.kind.value)
    assert sum(tally.total for tally in hosts) == sum(tally.total for tally in kinds) == total
    assert sum(tally.total for tally in tallies.by_issue(report())) == total
    assert tallies.merged(hosts, "all").total == total


def test_hosts_with_the_most_broken_links_come_first() -> None:
    hosts = tallies.tallied(report(), lambda url, _: tallies.host_of(url))
    assert [tally.name for tally in hosts][:3] == ["gone.org", "silent.org", "walled.org"]


def test_sources_with_a_notice() -> None:
    (entry,) = tallies.noticed(report())
    assert entry.url == "https://arxiv.org/abs/2005.05535"
    assert tallies.status_of(entry) == "withdrawn"


def test_an_address_without_a_host_has_none() -> None:
    assert [tallies.host_of(url) for url in ("https://www.a.org/x", "mailto:a@b.org", "https://[x")] == [
        "a.org",
        "no host",
        "no host",
    ]
