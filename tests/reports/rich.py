"""One report with everything in it: two issues, each severity, each verdict, fixes of both kinds, evidence, hostile texts."""

from __future__ import annotations

from pathlib import Path

from dossiers import OK, dossier, facts
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.model.issue import Link
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.report import Report
from kinews_cli.values import replace

FOLDER = Path(__file__).parents[1] / "fixtures" / "reports"
BLOG = "https://www.blog.example/malen?utm_source=kinews&fbclid=1"
PAPER = "https://arxiv.org/abs/2005.05535"
GONE = "https://www.gone.example/weg"
TALK = "https://www.video.example/東京"
ONE_CLICK = "https://www.mail.example/newsletter/unsubscribe?id=7"
CODE = "https://github.com/owner/repo/issues/12"
LATER = "https://www.later.example/"
HOSTILE = (
    "\x1b[2J\u202e::error file=x::boo\r\n%0A::stop-commands::x ##[error]y ](https://evil.example) {0} @all #1 |`<b>"
)

_CHECKS = {
    BLOG: replace(OK, final_url=BLOG),
    PAPER: Check(Verdict.MOVED, "permanent_redirect", 200, "https://arxiv.org/abs/2005.05535v5"),
    GONE: Check(Verdict.BROKEN, "http_410", 410),
    TALK: Check(Verdict.UNREACHABLE, "timeout"),
    ONE_CLICK: Check(Verdict.REFUSED, "one_click"),
    CODE: Check(Verdict.OK, "http_200", 200),
    "https://www.wall.example/a": Check(Verdict.BLOCKED, "http_403", 403),
    LATER: Check(Verdict.UNCHECKED, "offline"),
}


def _dossier(name: str) -> Dossier:
    text = (FOLDER / name).read_bytes().decode()
    return dossier(text, {url: facts(check) for url, check in _CHECKS.items() if url in text}, path=f"issues/{name}")


SIX, SEVEN = _dossier("006.txt"), _dossier("007.txt")


def link(url: str, place: int = 0) -> Link:
    found = [each for one in (SIX, SEVEN) for each in one.issue.links() if each.url == url]
    return found[place]


def at(code: str, severity: Severity, message: str, url: str, *evidence: Evidence, place: int = 0) -> Finding:
    where = link(url, place)
    path = next(one.issue.path for one in (SIX, SEVEN) if where in tuple(one.issue.links()))
    return Finding(code, severity, message, path, where.line, where.column, where.end_column, url, evidence)


def _findings() -> tuple[Finding, ...]:
    blog, paper, later = link(BLOG), link(PAPER), link(LATER)
    query = blog.end_column - len("?utm_source=kinews&fbclid=1")
    marked = Fix(
        'write "(englisch)" behind the address', True, (Edit(7, paper.end_column, paper.end_column, " (englisch)"),)
    )
    both = (Edit(9, 1, 1, "Seite: " + LATER + "\n", 9), Edit(11, 1, 1, "", 12))
    status, hostile = Evidence("status", "410"), (Evidence(HOSTILE, HOSTILE),)
    copy = "https://web.archive.org/web/20210419081530/https://www.gone.example/weg"
    return (
        Finding("KN102", Severity.WARNING, "the number may be wrong", "issues/006.txt"),
        Finding("KN106", Severity.WARNING, "a title or a short paragraph?", "issues/006.txt", 3, 1),
        replace(
            at("KN205", Severity.WARNING, "follows readers: utm_source, fbclid", BLOG),
            fix=Fix("remove utm_source, fbclid", True, (Edit(5, query, blog.end_column, ""),)),
        ),
        replace(at("KN301", Severity.WARNING, "an English source carries no mark", PAPER), fix=marked),
        at("KN201", Severity.ERROR, f"broken: HTTP 410; archived copy: {copy}", GONE, status, Evidence("archive", copy)),
        at("KN203", Severity.WARNING, "no answer: no answer in time", TALK),
        at("KN210", Severity.NOTE, "not opened: opening it may unsubscribe or confirm something", ONE_CLICK),
        at("KN407", Severity.NOTE, "archived: nobody maintains the repository", CODE, Evidence("archived", "2024-05-01")),
        Finding("KN101", Severity.ERROR, f"a title like {HOSTILE}", "issues/007.txt", 3, 1, evidence=hostile),
        replace(
            at("KN206", Severity.NOTE, f"also linked in line {later.line}", LATER, place=1),
            fix=Fix(f"join it with {HOSTILE}", False, both),
        ),
    )  # fmt: skip


REPORT = Report(
    (SIX, SEVEN),
    _findings(),
    Effort(12, 3, 4.5678),
    remarks=("issues/007.txt: read as UTF-8",),
    suppressed=(Finding("KN103", Severity.NOTE, "no source", "issues/006.txt", 3, 1),),
)
