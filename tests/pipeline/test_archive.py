from __future__ import annotations

from pathlib import Path

import pytest

from kinews_cli.config import Config
from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Check, History, Verdict
from kinews_cli.pipeline.archive import survey, timeline
from kinews_cli.reading.building import read_issue
from kinews_cli.store import Store
from kinews_cli.web.settings import WebSettings

TEXT = "KI News #6\n\nEin Titel\n\nText.\n\nA: https://www.a.org/\n\nB: https://www.b.org/\n"
DAYS = tuple(f"2026-11-{day:02}T08:00:00Z" for day in range(1, 24))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEWS_NOW", DAYS[-1])


def known(history: History | None, verdict: Verdict = Verdict.OK) -> LinkFacts:
    return LinkFacts(Check(verdict, "x", checked_at=DAYS[-1]), SourceKind.PAGE, history=history)


def told(facts: LinkFacts, *changes: tuple[str, Verdict]) -> list[tuple[int, Verdict]]:
    return [(moment.day, verdict) for moment, verdict in timeline(facts, changes)]


def test_what_the_cache_knows_without_asking_anybody(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for day, verdict in ((DAYS[0], Verdict.OK), (DAYS[9], Verdict.BROKEN)):
            store.keep_check("https://www.a.org/", Check(verdict, "x", 404, checked_at=day))
        found = survey([read_issue(TEXT.encode(), "006.txt")], store, Config(), WebSettings())
    (dossier,) = found.report.dossiers
    assert [dossier.of(link).check.verdict for link in dossier.issue.links()] == [Verdict.BROKEN, Verdict.UNCHECKED]
    assert [verdict for _, verdict in found.timelines["https://www.a.org/"]] == [Verdict.OK, Verdict.BROKEN]
    assert found.timelines["https://www.b.org/"] == []
    assert found.now.isoformat() == "2026-11-23T08:00:00+00:00"
    assert "KN201" in {finding.code for finding in found.report.findings}


class TestTimeline:
    def test_changes_as_they_were_kept(self) -> None:
        changes = ((DAYS[0], Verdict.OK), (DAYS[4], Verdict.BROKEN), (DAYS[5], Verdict.OK))
        history = History(DAYS[0], DAYS[-1], None)
        assert told(known(history), *changes) == [(1, Verdict.OK), (5, Verdict.BROKEN), (6, Verdict.OK)]

    def test_what_an_older_kinews_knew_comes_before_them(self) -> None:
        history = History(DAYS[0], DAYS[4], DAYS[9])
        facts = known(history, Verdict.BROKEN)
        assert told(facts, (DAYS[15], Verdict.BROKEN)) == [(1, Verdict.OK), (10, Verdict.BROKEN), (16, Verdict.BROKEN)]
        assert told(facts) == [(1, Verdict.OK), (10, Verdict.BROKEN)]

    def test_a_link_that_was_never_good(self) -> None:
        assert told(known(History(DAYS[0], None, DAYS[0]), Verdict.BLOCKED)) == [(1, Verdict.UNREACHABLE)]
        assert told(known(History(DAYS[0], None, None), Verdict.BLOCKED)) == []

    def test_times_that_are_none_are_left_out(self) -> None:
        assert told(known(History("x", "y", "z")), ("soon", Verdict.OK), ("2026-11-02", Verdict.OK)) == []
        assert told(known(None)) == []
