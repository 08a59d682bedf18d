"""Archives for tests of the HTML pages, and what a page says, without its looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from dossiers import dossier, facts, language
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.model.source import Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, History, Verdict
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.html_archive import Archive
from kinews_cli.reports.html_health import Timeline
from kinews_cli.reports.report import Report

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
COPY = "https://web.archive.org/web/20190501120000/https://www.gone.org/studie"
# What strangers may put into titles, labels, addresses and evidence.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' onmouseover='alert(3)",
    "</style></title><script>alert(4)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "links\u202egnulhcsnie\u2066rechts",
    "&lt;b&gt;",
    "W" * 10_000,
)

SIX = """\
KI News #6

Augen verraten das Geschlecht

Ein Netz liest es aus dem Augenhintergrund.

Studie: https://www.gone.org/studie (englisch)

Bericht: https://www.moved.org/bericht

Video: https://www.silent.org/video

Zugang: https://www.walled.org/

Vorab: https://arxiv.org/abs/2005.05535

Abmelden: https://www.alive.org/unsubscribe?id=7
"""
SEVEN = """\
KI News #7

Noch einmal Augen

Es gibt Neues.

Die Studie von damals: https://www.gone.org/studie (englisch)

Neu: https://www.alive.org/neu
"""


def day(number: int) -> str:
    return f"2026-11-{number:02}T08:00:00Z"


def check(
    verdict: Verdict, reason: str, status: int | None = None, *evidence: Evidence, final: str | None = None
) -> Check:
    return Check(verdict, reason, status, final, tries=1, checked_at=day(23), evidence=evidence)


KNOWN: Mapping[str, LinkFacts] = {
    "https://www.gone.org/studie": LinkFacts(
        check(Verdict.BROKEN, "http_404", 404, Evidence("archive", COPY)),
        SourceKind.PAGE,
        history=History(day(1), day(15), day(16)),
    ),
    "https://www.moved.org/bericht": facts(
        check(
            Verdict.MOVED,
            "permanent_redirect",
            200,
            Evidence("permanent_url", "https://www.moved.org/neu"),
            final="https://www.moved.org/neu",
        )
    ),
    "https://www.silent.org/video": LinkFacts(
        check(Verdict.UNREACHABLE, "timeout"), SourceKind.PAGE, history=History(day(1), day(22), day(23))
    ),
    "https://www.walled.org/": facts(check(Verdict.BLOCKED, "http_403", 403)),
    "https://arxiv.org/abs/2005.05535": facts(
        check(Verdict.OK, "arxiv"),
        Source(
            "arxiv:2005.05535",
            SourceKind.ARXIV,
            "article",
            title="DeepFaceLab",
            language=language("en"),
            status=SourceStatus.WITHDRAWN,
            evidence=(Evidence("comment", "withdrawn by the authors"),),
        ),
    ),
    "https://www.alive.org/unsubscribe?id=7": facts(Check(Verdict.REFUSED, "one_click")),
}
TIMELINES: Mapping[str, Timeline] = {
    "https://www.gone.org/studie": [
        (NOW - timedelta(days=22), Verdict.OK),
        (NOW - timedelta(days=7), Verdict.BROKEN),
    ],
    "https://www.silent.org/video": [(NOW - timedelta(days=22), Verdict.OK), (NOW, Verdict.UNREACHABLE)],
    "https://www.walled.org/": [(NOW - timedelta(days=3), Verdict.BLOCKED)],
}
FIX = Fix("write the new address", safe=True, edits=(Edit(9, 10, 39, "https://www.moved.org/neu"),))
FINDINGS = (
    Finding("KN201", Severity.ERROR, "broken: HTTP 404", "006.txt", 7, 9, 36, "https://www.gone.org/studie",
            (Evidence("archive", COPY),)),
    Finding("KN202", Severity.WARNING, "moved for good", "006.txt", 9, 10, 39, "https://www.moved.org/bericht", fix=FIX),
    Finding("KN103", Severity.NOTE, 'the article "Noch einmal Augen" names no source', "007.txt"),
)  # fmt: skip


def report() -> Report:
    return Report(
        (dossier(SIX, KNOWN, path="006.txt"), dossier(SEVEN, KNOWN, path="007.txt")),
        FINDINGS,
        Effort(requests=5, from_cache=2, seconds=1.5),
        ("006.txt: read as Windows-1252",),
    )


def archive() -> Archive:
    return Archive(report(), TIMELINES, NOW)


def hostile() -> Archive:
    """Everything that a stranger can write, everywhere where a stranger can write."""
    dossiers, findings = [], []
    for number, text in enumerate(HOSTILE, start=1):
        dossiers.append(_hostile_dossier(number, text))
        fix = Fix(text, safe=False, edits=())
        entry = Evidence(text, text)
        path = f"{text[:100]}.txt"
        findings.append(
            Finding(text, Severity.ERROR, text, path, 3, 1, 2, f"javascript:alert({number})", (entry,), fix)
        )
    return Archive(Report(tuple(dossiers), tuple(findings), Effort(), HOSTILE), TIMELINES, NOW)


def _hostile_dossier(number: int, text: str) -> Dossier:
    """An issue with the text as its label, and facts with the text wherever one is."""
    urls = [f"https://h{number}.org/{kind}" for kind in ("broken", "moved", "ok", "blocked", "unreachable")]
    written = "\n\n".join(f"{text.replace(':', '')}: {url}" for url in urls)
    verdicts = (Verdict.BROKEN, Verdict.MOVED, Verdict.OK, Verdict.BLOCKED, Verdict.UNREACHABLE)
    evil = "javascript:alert(5)//"
    known = {
        url: LinkFacts(
            Check(verdict, text, None, evil + text, checked_at=text if number % 2 else day(23), evidence=(
                Evidence(text, text), Evidence("archive", evil + text), Evidence("permanent_url", evil + text))),
            SourceKind.PAGE,
            Source(text, SourceKind.PAGE, text, title=text, language=language(text), status=SourceStatus.RETRACTED,
                   evidence=(Evidence(text, text),)),
            History(text, text, text if number % 2 else day(1)),
        )
        for url, verdict in zip(urls, verdicts, strict=True)
    }  # fmt: skip
    head = f"KI News #{number} {text}\n\nTitel {text}\n\nText.\n\n"
    return dossier(head + written + "\n", known, path=f"{text[:100]}.txt")


_VOID = {"meta", "link", "br", "img", "input"}
_LEFT_OUT = {"style", "head", "symbol", "defs"}
_SHOWN = ("id", "class", "scope", "lang", "href", "role", "aria-label", "data-head", "open")


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self.hidden.append(tag)
        if not self.hidden:
            said = dict(attrs)
            shown = " ".join(f'{name}="{said[name] or ""}"' for name in _SHOWN if name in said)
            self.lines.append(f"{'  ' * self.depth}<{tag}{' ' + shown if shown else ''}>")
            self.depth += tag not in _VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The marks of a drawing are looks."""

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()
        elif not self.hidden:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.hidden:
            self.lines.append(f"{'  ' * self.depth}{text}")


def outline(page: bytes) -> str:
    """The page as an indented outline: its elements with what matters of them, and its texts."""
    reader = _Outline()
    reader.feed(page.decode())
    reader.close()
    assert reader.depth == 0, "an element is left open, or closed twice"
    return "\n".join(reader.lines) + "\n"
