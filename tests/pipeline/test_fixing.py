"""Fixes on whole issues: only their places change, in whatever encoding; once is as good as twice; the order does not matter."""

from __future__ import annotations

import codecs
import os
import random
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers import OK, facts, source
from kinews_cli.config import Config
from kinews_cli.errors import OutputError
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.pipeline.checking import CheckOptions, judged, reader
from kinews_cli.pipeline.facts import Network
from kinews_cli.pipeline.fixing import Fixed, fix, write
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.rendering import render, render_bytes
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.report import Report
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.rules.proof import revised
from kinews_cli.values import replace
from kinews_cli.web.settings import WebSettings

CODES = frozenset(code for code in BY_CODE if not code.startswith("KN5"))
MOVED, NEW = "https://www.alive.org/alt/studie", "https://www.alive.org/neu/studie"
PLAIN = "http://www.alive.org/offen"
ENGLISH = "https://www.alive.org/english"
CHAIN = Check(
    Verdict.MOVED,
    "permanent_redirect",
    200,
    f"{NEW}?heute",
    (Hop(MOVED, 301, NEW), Hop(NEW, 302, f"{NEW}?heute")),
    1,
    OK.checked_at,
    (Evidence("permanent_url", NEW),),
)
KNOWN: Mapping[str, LinkFacts] = {
    MOVED: facts(CHAIN, source("de")),
    PLAIN: facts(replace(OK, evidence=(Evidence("https_works", "https://www.alive.org/offen"),)), source("de")),
    ENGLISH: facts(OK, source("en")),
}
TEXT = f"""\
KI News #6

Guten Tag, hier ist die neue Ausgabe für alle, die „Größe“ mögen.

Ein neues Netz liest Texte

Es liest sie schneller als jeder Mensch und fasst sie\u00a0gleich zusammen.

Studie der Gruppe: {MOVED}

Bericht dazu: {ENGLISH}?utm_source=n&id=1

Noch etwas dazu: {PLAIN}

Ein anderes Netz malt Bilder

Es malt sie so, wie man es ihm sagt, und das ist meistens gut.

Artikel darüber: {ENGLISH}

« VorherigeNächste »
"""
SAFE = TEXT.replace(MOVED, NEW).replace("?utm_source=n&id=1", "?id=1").replace(PLAIN, "https://www.alive.org/offen")
SAFE = SAFE.replace(f"{ENGLISH}?id=1", f"{ENGLISH}?id=1 (englisch)").replace(f"{ENGLISH}\n", f"{ENGLISH} (englisch)\n")


def options(**changed: object) -> CheckOptions:
    return CheckOptions(Network.OFF, WebSettings(), CODES, Config(**changed))  # type: ignore[arg-type]


def known(issue: Issue) -> dict[str, LinkFacts]:
    """What is known of each link, by the address without its query."""
    return {link.url: KNOWN.get(link.url.partition("?")[0], facts(OK, source("de"))) for link in issue.links()}


def report_on(content: bytes, path: str = "006.txt") -> Report:
    issue = read_issue(content, path)
    return judged([issue], known(issue), options(), Effort())


def fixed(content: bytes, *, unsafe: bool = False) -> bytes:
    return render_bytes(outcome(content, unsafe=unsafe).report.dossiers[0].issue)


def outcome(content: bytes, *, unsafe: bool = False) -> Fixed:
    return fix(report_on(content), options(), unsafe=unsafe)


ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16 le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "windows-1252": lambda text: text.encode("cp1252"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "mixed ends": lambda text: text.replace("\n\n", "\r\n\n").encode(),
    "no final end": lambda text: text.rstrip("\n").encode(),
    "decomposed": lambda text: text.replace("ö", "o\u0308").replace("ä", "a\u0308").encode(),
    "blanks that do not break": lambda text: text.replace(": http", ":\u00a0http").encode(),
    "blanks at the ends": lambda text: text.replace("\n\n", "  \n\n").encode(),
}


class TestBytes:
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_only_the_places_of_the_fixes_change(self, encoding: str) -> None:
        encoded = ENCODINGS[encoding]
        assert fixed(encoded(TEXT)) == encoded(SAFE)

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_twice_is_once(self, encoding: str) -> None:
        once = fixed(ENCODINGS[encoding](TEXT))
        again = outcome(once)
        assert (again.changes, again.findings) == ((), ())
        assert fixed(once) == once

    def test_unsafe_fixes_are_made_only_when_asked_for(self) -> None:
        assert fixed(TEXT.encode(), unsafe=True) == SAFE.replace("\n\n« VorherigeNächste »\n", "\n").encode()

    def test_what_the_encoding_cannot_hold_is_told_and_left(self) -> None:
        polish = replace(CHAIN, evidence=(Evidence("permanent_url", f"{NEW}/łódź"),))
        issue = read_issue(TEXT.encode("cp1252"), "006.txt")
        report = judged([issue], {**known(issue), MOVED: facts(polish, source("de"))}, options(), Effort())
        done = fix(report, options(), unsafe=False)
        assert [finding.code for finding in done.unwritable] == ["KN202"]
        assert MOVED in render(done.report.dossiers[0].issue)
        assert {finding.code for finding in done.findings} == {"KN204", "KN205", "KN301"}
        assert "KN202" in {finding.code for finding in done.report.findings}


class TestTheReportAfterwards:
    def test_what_remains_is_told_of_the_new_lines_and_addresses(self) -> None:
        done = outcome(TEXT.encode())
        assert [finding.code for finding in done.report.findings] == ["KN109"]
        assert sorted(finding.code for finding in done.findings) == ["KN202", "KN204", "KN205", "KN301", "KN301"]
        (change,) = done.changes
        assert (render(change.before), render(change.after)) == (TEXT, SAFE)
        assert change.after is done.report.dossiers[0].issue

    def test_what_has_moved_has_done_so(self) -> None:
        dossier = outcome(TEXT.encode()).report.dossiers[0]
        check = next(dossier.of(link).check for link in dossier.issue.links() if link.url == NEW)
        assert (check.verdict, check.reason, check.status) == (Verdict.OK, "http_200", 200)
        assert [hop.url for hop in check.hops] == [NEW]
        assert check.evidence == ()

    def test_of_two_fixes_of_one_place_the_second_has_its_turn_too(self) -> None:
        counter = "https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fx%3Futm_source%3Dn%26id%3D1&sa=D"
        text = TEXT.replace(MOVED, counter)
        assert b"Studie der Gruppe: https://www.alive.org/x?id=1\n" in fixed(text.encode())

    def test_remarks_stay(self) -> None:
        told = replace(report_on(TEXT.encode()), remarks=("a remark",))
        assert fix(told, options(), unsafe=False).report.remarks == ("a remark",)


LINES = st.sampled_from(
    [
        "Ein neues Netz liest Texte",
        "Es liest sie schneller als jeder Mensch und fasst sie gleich zusammen.",
        "Außerdem",
        f"Studie der Gruppe: {MOVED}",
        f"Studie der Gruppe: {MOVED} (englisch)",
        f"Bericht dazu:\u00a0{ENGLISH}?utm_source=n&amp;id=1",
        f"- Bericht dazu: <{ENGLISH}>",
        f"b) Offen: {PLAIN}#teil",
        f"Das steht in {PLAIN}, in [{MOVED}]({MOVED}) und in {ENGLISH}?id=2&utm_medium=m, und zwar gut.",
        "Kurz: https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fx",
        ENGLISH,
        "« VorherigeNächste »",
        "---------",
        "* Pflichtfeld",
        "",
        "",
        "",
    ]
)


@st.composite
def issues(draw: st.DrawFn) -> bytes:
    lines = draw(st.lists(LINES, min_size=1, max_size=14))
    ends = draw(st.sampled_from([("\n",), ("\r\n",), ("\r",), ("\n", "\r\n")]))
    chance = random.Random(draw(st.integers(0, 99)))
    body = "".join(
        line + chance.choice(ends) for line in ["KI News #6", "", "Guten Tag, hier geht es los.", "", *lines]
    )
    text = body if draw(st.booleans()) else body.rstrip("\r\n")
    encoding = draw(st.sampled_from(["utf-8", "cp1252", "utf-16-le", "utf-16-be"]))
    mark = "\ufeff" if encoding.startswith("utf-16") or (encoding == "utf-8" and draw(st.booleans())) else ""
    return (mark + text).encode(encoding)


def expected(text: str, findings: Sequence[Finding]) -> str:
    """The text with the edits made by hand, from the last to the first, by counting lines and columns anew."""
    pieces = []
    rest = text
    while rest:
        ends = [place for place in (rest.find("\r"), rest.find("\n")) if place >= 0]
        size = len(rest) if not ends else min(ends) + (2 if rest[min(ends) : min(ends) + 2] == "\r\n" else 1)
        pieces.append(rest[:size])
        rest = rest[size:]
    starts = [sum(map(len, pieces[:place])) for place in range(len(pieces) + 1)]
    edits = [edit for finding in findings for edit in (finding.fix.edits if finding.fix else ())]
    for edit in sorted(
        edits, key=lambda edit: (edit.line, edit.column, edit.end_line or 0, edit.end_column), reverse=True
    ):
        begin = starts[edit.line - 1] + edit.column - 1
        end = starts[(edit.end_line or edit.line) - 1] + edit.end_column - 1
        text = text[:begin] + edit.text + text[end:]
    return text


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issues(), st.randoms(use_true_random=False))
def test_any_subset_of_fixes_in_any_order_leaves_all_other_bytes(content: bytes, chance: random.Random) -> None:
    report = report_on(content)
    (dossier,) = report.dossiers
    issue = dossier.issue
    assert render_bytes(issue) == content
    subset = [finding for finding in report.findings if finding.fix is not None and chance.random() < 0.7]
    read = reader(issue, Config())
    revision = revised(issue, subset, read)
    chance.shuffle(subset)
    assert revised(issue, subset, read).fixed == revision.fixed
    assert render(revision.issue) == expected(render(issue), revision.fixed)
    assert (revision.issue.encoding, revision.issue.mark) == (issue.encoding, issue.mark)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issues(), st.booleans())
def test_fixing_ends_and_a_second_time_changes_nothing(content: bytes, unsafe: bool) -> None:
    once = outcome(content, unsafe=unsafe)
    after = render_bytes(once.report.dossiers[0].issue)
    left = [finding for finding in once.report.findings if finding.fix is not None and (finding.fix.safe or unsafe)]
    assert left == []
    again = fix(judged_as(once, after), options(), unsafe=unsafe)
    assert again.changes == ()


def judged_as(done: Fixed, content: bytes) -> Report:
    """The report of a second run that knows what the first one knew."""
    issue = read_issue(content, "006.txt")
    return judged([issue], done.report.dossiers[0].facts, options(), Effort())


class TestFiles:
    def change(self, tmp_path: Path) -> tuple[Path, Fixed]:
        path = tmp_path / "006.txt"
        path.write_bytes(TEXT.encode())
        return path, fix(report_on(TEXT.encode(), str(path)), options(), unsafe=False)

    def test_a_file_is_replaced_whole_and_keeps_its_mode(self, tmp_path: Path) -> None:
        path, done = self.change(tmp_path)
        path.chmod(0o640)
        write(done.changes)
        assert path.read_bytes() == SAFE.encode()
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        assert [entry.name for entry in tmp_path.iterdir()] == ["006.txt"]

    def test_what_somebody_else_has_written_meanwhile_stays(self, tmp_path: Path) -> None:
        path, done = self.change(tmp_path)
        path.write_bytes(b"Mein neuer Text.\n")
        with pytest.raises(OutputError, match=r"006\.txt: was changed by somebody else meanwhile\. No file was fixed"):
            write(done.changes)
        assert path.read_bytes() == b"Mein neuer Text.\n"

    def test_a_file_that_is_gone_or_became_a_link_is_not_made_anew(self, tmp_path: Path) -> None:
        path, done = self.change(tmp_path)
        path.unlink()
        with pytest.raises(OutputError):
            write(done.changes)
        other = tmp_path / "other.txt"
        other.write_bytes(TEXT.encode())
        path.symlink_to(other)
        with pytest.raises(OutputError):
            write(done.changes)
        assert other.read_bytes() == TEXT.encode()

    def test_all_files_or_none(self, tmp_path: Path) -> None:
        path, done = self.change(tmp_path)
        gone = tmp_path / "007.txt"
        (change,) = done.changes
        other = replace(change, before=replace(change.before, path=str(gone)))
        with pytest.raises(OutputError):
            write([change, other])
        assert path.read_bytes() == TEXT.encode()

    def test_a_write_protected_file_is_left(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path, done = self.change(tmp_path)
        monkeypatch.setattr(os, "access", lambda *_: False)  # root, as which tests may run, could write it all the same
        with pytest.raises(OutputError, match="write-protected"):
            write(done.changes)
        assert path.read_bytes() == TEXT.encode()

    def test_standard_input_is_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        issue = replace(read_issue(TEXT.encode(), "006.txt"), from_stdin=True)
        done = fix(judged([issue], known(issue), options(), Effort()), options(), unsafe=False)
        write(done.changes)
        assert done.report.dossiers[0].issue.from_stdin
        assert list(tmp_path.iterdir()) == []
