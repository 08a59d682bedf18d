from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from kinews_cli.model.finding import Finding, Fix, Severity
from kinews_cli.model.verdict import Evidence
from kinews_cli.reports.markdown_report import LIMIT, report_markdown
from kinews_cli.reports.report import Report
from kinews_cli.values import replace
from reports.rich import CODE, GONE, HOSTILE, ONE_CLICK, REPORT, SIX

FINDING = Finding("KN201", Severity.ERROR, "broken: HTTP 404", "issues/006.txt", 9, 19, 47, GONE)
READER = MarkdownIt("commonmark").enable("table")


def written(*findings: Finding, limit: int = LIMIT) -> str:
    return report_markdown(Report((SIX,), findings), limit).decode()


def html(markdown: str) -> str:
    return str(READER.render(markdown))


def cells(finding: Finding) -> list[str]:
    """What a reader sees in the row of a finding."""
    return re.findall(r"<td>(.*?)</td>", html(written(finding)), re.DOTALL)


def test_a_finding_is_a_row() -> None:
    assert cells(FINDING) == [
        "issues/006.txt:9:19",
        "KN201 link-broken",
        f'broken: HTTP 404<br><a href="{GONE}">{GONE}</a>',
    ]


def test_worse_ones_come_first_under_a_heading_that_counts_them() -> None:
    headings = re.findall(r"<h3>(.*?)</h3>", html(report_markdown(REPORT).decode()))
    assert headings == ["2 errors", "5 warnings", "3 notes"]


def test_counts_stand_at_the_top() -> None:
    top = report_markdown(REPORT).decode().partition("###")[0]
    assert "10 findings: 2 errors, 5 warnings, 3 notes; 10 links: 2 ok, 1 moved" in top
    assert "2 fixable with --fix (1 more with --unsafe-fixes)." in top
    assert "1 finding suppressed by the configuration." in top


def test_evidence_is_folded_away() -> None:
    text = report_markdown(REPORT).decode()
    folded = text[text.index("<details>") : text.index("</details>")]
    assert "- issues/006.txt:9:19 KN201: status: 410; archive: https" in folded
    assert "- issues/006.txt:15:7 KN407: archived: 2024-05-01" in folded


def test_what_would_mend_it_stands_below_the_message() -> None:
    told = [cells(replace(FINDING, url=None, fix=Fix("write it", safe, ())))[2] for safe in (True, False)]
    assert told == ["broken: HTTP 404<br>Fix: write it", "broken: HTTP 404<br>Unsafe fix: write it"]


@pytest.mark.parametrize(
    "text",
    [
        "a | b || c",
        "<script>alert(1)</script> <img src=x onerror=y>",
        "**bold** _under_ ~~gone~~ `code` ``x``",
        "[text](https://evil.example) ![image](x)",
        "&lt; &auml; &amp;",
        "# heading - list > quote",
        "--> </details> <!--",
        "\\| \\",
    ],
)
def test_foreign_text_stays_text(text: str) -> None:
    place, _, said = cells(replace(FINDING, message=text, url=None))
    shown = re.sub(r'<a href="https://evil.example">(.*?)</a>', r"\1", said)  # an address can be followed, and is shown
    assert place == "issues/006.txt:9:19"
    assert re.sub(r"&(lt|gt|amp|quot);", lambda m: {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[m[1]], shown) == text


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("@somebody asks", r"@\w"),
        ("a@b.example", r"@\w"),
        ("see #12 and owner/repo#12", r"(?<!&)#\d"),
        ("GH-12 gh-12", r"(?i)gh-\d"),
        ("!12 of GitLab", r"!\d"),
        ("www.evil.example", r"www\."),
        ("ftp://evil.example", r"://"),
        ("costs $5 and $6", r"\$(?!</span>)"),
    ],
)
def test_github_reads_nothing_more_into_it(text: str, never: str) -> None:
    row = written(replace(FINDING, message=text, url=None)).split(" | ")[-1]
    assert not re.search(never, row)
    seen = re.sub(r"</?span>|\u200b", "", cells(replace(FINDING, message=text, url=None))[2])
    assert seen == text


@pytest.mark.parametrize("url", [ONE_CLICK, CODE])
def test_what_should_not_be_followed_by_mistake_is_no_link(url: str) -> None:
    assert cells(replace(FINDING, url=url))[2] == f"broken: HTTP 404<br><code>{url.replace('&', '&amp;')}</code>"
    assert "<a " not in cells(replace(FINDING, message=f"moved to {url}", url=None))[2]


def test_an_odd_address_is_no_link_that_leads_elsewhere() -> None:
    odd = "https://a.example/|<b>`x` \n](https://evil.example)"
    assert re.findall(r'href="(.*?)"', cells(replace(FINDING, url=odd))[2])[0].startswith(
        "https://a.example/%7C%3Cb%3E"
    )
    assert "<a " not in cells(replace(FINDING, url="javascript:alert(1)"))[2]
    assert "<a " not in cells(replace(FINDING, url="https://[a.example/"))[2]


def test_hostile_texts_add_no_row_and_no_tag() -> None:
    hostile = replace(
        FINDING, message=HOSTILE, path=HOSTILE, fix=Fix(HOSTILE, True, ()), evidence=(Evidence(HOSTILE, HOSTILE),)
    )
    page = html(written(hostile))
    assert page.count("<tr>") == 2
    assert "<b>" not in page
    assert "\x1b" not in page


LONG = (Evidence("signal", "v" * 200),)
MANY = [
    replace(FINDING, severity=severity, line=line, url=f"https://a.example/{'x' * 300}{line}", evidence=LONG)
    for severity, count in ((Severity.ERROR, 100), (Severity.WARNING, 150), (Severity.NOTE, 80))
    for line in range(count)
]


def test_it_is_never_longer_than_a_comment_may_be_and_says_what_it_left_out() -> None:
    text = written(*MANY)
    assert len(text) <= len(text.encode()) <= LIMIT
    shown = text.count("| KN201 link-broken |")
    assert 100 < shown < 250
    assert "### 100 errors" in text
    assert "### 150 warnings" in text
    assert "### 80 notes" not in text
    left = f"Left out, for the report would be too long: {330 - shown} findings ({250 - shown} warnings, 80 notes)"
    assert left in text
    assert html(text).count("<tr>") == shown + 2


def test_with_more_room_there_is_all_of_it() -> None:
    text = written(*MANY, limit=900_000)
    assert text.count("| KN201 link-broken |") == 330
    assert "Left out" not in text


def test_evidence_gives_way_first() -> None:
    text = written(*MANY[:100])
    assert text.count("| KN201 link-broken |") == 100
    assert re.search(r"too long: the evidence of \d+ findings\.", text)
    assert text.count("<details>") == text.count("</details>") == 1


def test_one_text_without_end_does_not_fill_the_page() -> None:
    text = written(replace(FINDING, message="lang " * 50_000), replace(FINDING, severity=Severity.NOTE))
    assert text.count("| KN201 link-broken |") == 2


def test_remarks_are_counted_too_where_there_is_no_room() -> None:
    text = report_markdown(Report((SIX,), (), remarks=("r" * 500,) * 200)).decode()
    shown = text.count("- note: ")
    assert 100 < shown < 130
    assert text.endswith(f"Left out, for the report would be too long: {200 - shown} remarks.\n")


def test_nothing_found_is_said_in_a_line() -> None:
    assert written().startswith("## kinews\n\nno findings; ")
