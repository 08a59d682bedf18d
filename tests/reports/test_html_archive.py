from __future__ import annotations

import re

import pytest

from dossiers import OK, dossier, facts
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reports.html_archive import Archive, archive_html
from kinews_cli.reports.report import Report
from kinews_cli.values import replace
from reports.html_pages import NOW, archive, outline

ISSUE = "KI News #6\n\nEin Titel\n\nText.\n\nA: https://www.a.org/\n\nB: https://www.b.org/\n"


def page(text: str, *checks: Check) -> str:
    urls = ("https://www.a.org/", "https://www.b.org/")
    known: dict[str, LinkFacts] = {url: facts(check) for url, check in zip(urls, checks, strict=False)}
    return archive_html(Archive(Report((dossier(text, known),), ()), {}, NOW)).decode()


@pytest.mark.parametrize(
    ("checks", "headline"),
    [
        ((), "No link has been looked at yet."),
        ((OK, OK), "No link is known to be broken."),
        ((OK, Check(Verdict.BROKEN, "http_404", 404)), "1 of 2 links is broken."),
        ((OK, Check(Verdict.UNREACHABLE, "timeout")), "Nothing is broken, but 1 link gave no answer."),
    ],
)
def test_the_headline_says_how_the_archive_is(checks: tuple[Check, ...], headline: str) -> None:
    assert f"<h1>{headline}</h1>" in page(ISSUE, *checks)


def test_where_nothing_is_known_it_says_what_to_do() -> None:
    assert "<code>kinews check</code> asks" in page(ISSUE)
    assert "2 links not looked at: 2 because nothing about them is in the cache." in page(ISSUE)


def test_links_that_no_check_would_ask_about_are_not_waiting_for_one() -> None:
    refused = Check(Verdict.REFUSED, "one_click")
    for checks in ((refused, refused), (refused, Check(Verdict.UNCHECKED, "ignored"))):
        shown = page(ISSUE, *checks)
        assert "<h1>None of the links is looked at.</h1>" in shown
        assert "<code>kinews check</code> asks" not in shown
        assert 'Below stands <a href="#rest">why</a>.' in shown
    assert "nothing about 1 of them: <code>kinews check</code> asks" in page(ISSUE, refused)


@pytest.mark.parametrize("reason", ["non_public", "port"])
def test_what_allow_private_would_show_is_said(reason: str) -> None:
    assert "With <code>--allow-private</code> this page shows" in page(ISSUE, OK, Check(Verdict.REFUSED, reason))
    assert "allow-private" not in page(ISSUE, OK, Check(Verdict.REFUSED, "one_click"))


def test_verdicts_without_a_time_are_verdicts_too() -> None:
    shown = page(ISSUE, replace(OK, checked_at="soon"), replace(OK, checked_at=None))
    assert "<h1>No link is known to be broken.</h1>" in shown
    assert "knows nothing" not in shown
    assert "Below stands" not in shown


def test_an_archive_without_links_or_without_issues_is_a_page_too() -> None:
    assert "<h1>There are no links yet.</h1>" in page("KI News #6\n\nEin Titel\n\nText.\n")
    empty = archive_html(Archive(Report((), ()), {}, NOW)).decode()
    assert "<h1>There are no links yet.</h1>" in empty
    outline(empty.encode())


def test_broken_links_come_before_all_else_with_their_copies() -> None:
    shown = archive_html(archive()).decode()
    sections = re.findall(r'<section id="([a-z-]+)"', shown)
    assert sections == ["broken-links", "silent-links", "noticed", "time", "issues", "hosts", "kinds", "rest"]
    assert shown.index("copy of 1 May 2019") < shown.index("silent-links", shown.index("<main"))


def test_long_lists_are_folded_and_bounded() -> None:
    links = "".join(f"L{number}: https://www.h{number}.org/\n\n" for number in range(2_100))
    known = {f"https://www.h{number}.org/": facts(Check(Verdict.BROKEN, "http_404", 404)) for number in range(2_100)}
    text = f"KI News #6\n\nEin Titel\n\nText.\n\n{links}"
    shown = archive_html(Archive(Report((dossier(text, known),), ()), {}, NOW)).decode()
    assert "<summary>1\u2009950 more</summary>" in shown
    assert "100 are left out here" in shown
    assert "all others, 1 600" in shown


def test_what_is_suppressed_is_counted_beside_the_findings() -> None:
    hushed = Finding("KN201", Severity.ERROR, "broken", "006.txt", 7)
    shown = archive_html(Archive(Report((dossier(ISSUE),), (), suppressed=(hushed,)), {}, NOW)).decode()
    assert "<code>kinews check --offline</code>; 1 finding suppressed by the configuration.</caption>" in shown
    assert "suppressed" not in page(ISSUE)


def test_the_page_is_one_file_that_asks_nobody() -> None:
    shown = archive_html(archive()).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in shown.replace("&#39;", "'")
    assert not re.search(r"<script|<iframe|<object|<embed|<img|@import|\bon[a-z]+=", shown)
    assert set(re.findall(r'\bsrc="|url\(([^)]*)\)', shown)) <= {
        "#p-unreachable",
        "#p-blocked",
        "#p-moved",
        "#p-refused",
    }
    assert all('rel="noopener noreferrer nofollow"' in link for link in re.findall(r'<a [^>]*href="http[^>]*>', shown))
