from __future__ import annotations

from dossiers import dossier, facts
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reports.html_report import report_html
from kinews_cli.reports.report import Report
from kinews_cli.values import replace
from reports.html_pages import outline, report


def test_each_finding_says_where_what_and_what_to_do() -> None:
    page = outline(report_html(report()))
    assert "3 findings in 2 issues." in page
    assert "1 error, 1 warning, 1 note. 8 links: 5 requests made, 2 verdicts from the cache." in page
    for text in ("9:10", "warning", "KN202", "link-moved", "moved for good", "Fix:", "write the new address"):
        assert f" {text}\n" in page


def test_each_link_is_in_the_table_with_what_is_known_of_it() -> None:
    page = outline(report_html(report()))
    for text in (
        "Bericht",
        "www.moved.org/bericht",
        "leads to",
        "www.moved.org/neu",
        "English",
        "23 Nov 2026",
        "never",
    ):
        assert f" {text}\n" in page


def test_what_kinews_does_not_open_is_no_link_of_the_page_either() -> None:
    url = "https://www.alive.org/unsubscribe?id=7"
    asked = Report(report().dossiers, (Finding("KN205", Severity.WARNING, "follows readers", "006.txt", url=url),))
    page = report_html(asked).decode()
    assert "www.alive.org/unsubscribe?id=7" in page
    assert 'href="https://www.alive.org/unsubscribe' not in page


def test_what_is_fixable_suppressed_or_was_out_of_reach_is_counted() -> None:
    counted = replace(report(), suppressed=(Finding("KN103", Severity.NOTE, "no source", "006.txt", 3),))
    lead = report_html(counted).decode().partition("from the cache.")[2].partition("</p>")[0]
    assert lead == " 1 fixable with <code>--fix</code>. 1 finding suppressed by the configuration."
    url = "https://a.example/"
    lost = dossier(
        f"KI News #6\n\nTitel\n\nText.\n\nA: {url}\n", {url: facts(Check(Verdict.UNREACHABLE, "no_network"))}
    )
    assert "1 link. No network: 1 link could not be looked at.\n" in outline(report_html(Report((lost,), ())))


def test_nothing_to_report() -> None:
    page = outline(report_html(Report((dossier("KI News #6\n\nEin Titel\n\nText.\n"),), ())))
    assert "No findings in 1 issue." in page
    assert "There are no links." in page
    assert "No findings in 0 issues." in outline(report_html(Report((), ())))


def test_a_finding_about_a_file_that_is_no_issue() -> None:
    finding = Finding("KN101", Severity.WARNING, "an exception that nothing needs", "kinews.toml", 3)
    page = outline(report_html(Report((), (finding,))))
    assert "kinews.toml" in page
    assert "an exception that nothing needs" in page
