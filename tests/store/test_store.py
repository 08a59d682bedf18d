from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kinews_cli.model.source import Name, Source, SourceKind
from kinews_cli.model.verdict import Check, Evidence, History, Hop, Validators, Verdict
from kinews_cli.store import FILE_NAME, Store
from store.kept import NOON, URL, check, connection

SAID = Check(
    Verdict.MOVED,
    "permanent_redirect",
    200,
    "https://b.example/",
    (Hop(URL, 301, "https://b.example/"),),
    2,
    NOON,
    (Evidence("permanent_url", "https://b.example/"),),
    1.25,
)
PAGE = Source("x", SourceKind.PAGE, "webpage", title="Täter", author=(Name("Ü", "Ä"),), issued=(2020, 1))


def test_a_cached_verdict_says_everything_that_the_fresh_one_said(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, SAID)
        store.keep_source(URL, PAGE)
        store.keep_inputs("006.txt", "abc")
    with Store(tmp_path) as store:
        assert (store.check(URL), store.source(URL), store.inputs("006.txt")) == (SAID, PAGE, "abc")
        assert (store.check("https://other.example/"), store.source("x"), store.history("x")) == (None, None, None)


def test_many_are_read_at_once(tmp_path: Path) -> None:
    urls = [f"https://a.example/{number}" for number in range(2500)]  # more than SQLite takes in one statement
    with Store(tmp_path) as store:
        for url in urls[:2000]:
            store.keep_check(url, SAID)
            store.keep_source(url, PAGE)
        assert store.checks(reversed(urls)) == dict.fromkeys(urls[:2000], SAID)
        assert store.sources(urls) == dict.fromkeys(urls[:2000], PAGE)
        assert store.histories(urls) == dict.fromkeys(urls[:2000], History(NOON, NOON, None))
        assert (store.checks([]), store.sources([]), store.histories([])) == ({}, {}, {})


class TestHistory:
    DAYS = tuple(f"2026-11-2{day}T12:00:00Z" for day in range(1, 6))

    @pytest.mark.parametrize("at_once", [True, False])
    def test_it_tells_broken_today_from_broken_since_days(self, tmp_path: Path, at_once: bool) -> None:
        days = self.DAYS
        verdicts = (Verdict.OK, Verdict.BROKEN, Verdict.UNREACHABLE, Verdict.BLOCKED)
        with Store(tmp_path) as store:
            for day, verdict in zip(days, verdicts, strict=False):
                store.keep_check(URL, check(verdict, day))
                assert at_once or store.check(URL) == check(verdict, day)
            assert store.history(URL) == History(days[0], days[0], days[1])
            store.keep_check(URL, check(Verdict.MOVED, days[4]))
            assert store.history(URL) == History(days[0], days[4], None)

    def test_a_link_that_was_never_good(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.BLOCKED, self.DAYS[0]))
            assert store.history(URL) == History(self.DAYS[0], None, None)
            store.keep_check(URL, check(Verdict.UNREACHABLE, self.DAYS[1]))
            assert store.history(URL) == History(self.DAYS[0], None, self.DAYS[1])

    def test_no_network_is_no_bad_day_of_the_link(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.UNREACHABLE, reason="no_network"))
            assert store.history(URL) == History(NOON, None, None)

    def test_what_was_not_asked_leaves_no_trace(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, Check(Verdict.UNCHECKED, "offline"))
            assert (store.check(URL), store.history(URL)) == (None, None)


class TestVerdictChanges:
    DAYS = TestHistory.DAYS

    @pytest.mark.parametrize("at_once", [True, False])
    def test_each_verdict_that_was_another_than_the_one_before_it(self, tmp_path: Path, at_once: bool) -> None:
        days = self.DAYS
        verdicts = (Verdict.OK, Verdict.OK, Verdict.BROKEN, Verdict.BROKEN, Verdict.OK)
        with Store(tmp_path) as store:
            for day, verdict in zip(days, verdicts, strict=True):
                store.keep_check(URL, check(verdict, day))
                assert at_once or store.check(URL) == check(verdict, day)
        with Store(tmp_path) as store:
            changes = ((days[0], Verdict.OK), (days[2], Verdict.BROKEN), (days[4], Verdict.OK))
            assert store.verdict_changes([URL, "https://other.example/"]) == {URL: changes}

    def test_a_verdict_that_is_kept_again_with_more_evidence_is_no_change(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.BROKEN))
            store.keep_check(URL, check(Verdict.BROKEN))
            assert store.verdict_changes([URL]) == {URL: ((NOON, Verdict.BROKEN),)}

    def test_no_network_and_what_was_not_asked_say_nothing_about_the_link(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.UNREACHABLE, reason="no_network"))
            store.keep_check(URL, Check(Verdict.UNCHECKED, "offline"))
            assert store.verdict_changes([URL]) == {}

    @pytest.mark.parametrize(("at", "verdict"), [(b"x", "ok"), (NOON, "great"), (NOON, b"ok"), (NOON, 7)])
    def test_what_somebody_else_wrote_there_is_as_good_as_none(
        self, tmp_path: Path, at: object, verdict: object
    ) -> None:
        with Store(tmp_path) as store:
            connection(store).execute("INSERT INTO verdict_changes VALUES (?, ?, ?)", (URL, at, verdict))
            store.keep_check("https://b.example/", check(Verdict.OK))
            assert store.verdict_changes([URL, "https://b.example/"]) == {"https://b.example/": ((NOON, Verdict.OK),)}

    def test_many_links_over_several_runs(self, tmp_path: Path) -> None:
        urls = [f"https://a.example/{number}" for number in range(1000)]
        for day, verdict in zip(self.DAYS, (Verdict.OK, Verdict.OK, Verdict.BROKEN), strict=False):
            with Store(tmp_path) as store:
                for url in urls:
                    store.keep_check(url, check(verdict, day))
        with Store(tmp_path) as store:
            changes = ((self.DAYS[0], Verdict.OK), (self.DAYS[2], Verdict.BROKEN))
            assert store.verdict_changes(urls) == dict.fromkeys(urls, changes)


class TestValidators:
    GIVEN = Validators('W/"a-1"', "Mon, 23 Nov 2026 08:00:00 GMT")

    def test_they_are_kept_beside_the_verdict(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK), self.GIVEN)
        with Store(tmp_path) as store:
            assert store.validators(URL) == self.GIVEN
            assert store.validators("https://other.example/") is None
            assert store.validators_of([URL, "https://other.example/"]) == {URL: self.GIVEN}

    def test_those_of_an_earlier_answer_are_forgotten(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK), self.GIVEN)
            store.keep_check(URL, check(Verdict.OK))
            assert store.validators(URL) is None

    @pytest.mark.parametrize("odd", ["", "x" * 501, '"ü"', '"a"\r\nCookie: b', "\x7f", "a\tb", "\ud800"])
    def test_what_cannot_be_sent_back_without_harm_is_dropped(self, tmp_path: Path, odd: str) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK), Validators(odd, self.GIVEN.last_modified))
            assert store.validators(URL) == Validators(None, self.GIVEN.last_modified)
            store.keep_check(URL, check(Verdict.OK), Validators(odd, odd))
            assert store.validators(URL) is None
            assert store.check(URL) == check(Verdict.OK)

    @pytest.mark.parametrize("etag", [b"x", '"a"\r\nCookie: b', "", None])
    def test_also_where_somebody_else_wrote_it(self, tmp_path: Path, etag: object) -> None:
        with Store(tmp_path) as store:
            connection(store).execute("INSERT INTO validators VALUES (?, ?, ?)", (URL, etag, None))
            assert store.validators(URL) is None


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"nonsense",
        b'{"verdict": "great", "reason": "x"}',
        b'{"verdict": "ok"}',
        b"[" * 100_000,
        b'{"verdict": "ok", "reason": 7}',
        b'{"verdict": "ok", "reason": "\xff"}',
        b'{"verdict": "ok", "reason": "x", "seconds": 1e999}',
        '{"verdict": "ok", "reason": "x"}',
        7,
    ],
)
def test_rows_that_do_not_fit_are_as_good_as_none(tmp_path: Path, record: object) -> None:
    with Store(tmp_path) as store:
        store.keep_check("https://b.example/", SAID)
        connection(store).execute("INSERT INTO verdicts VALUES (?, ?, ?)", (URL, record, "x"))
        connection(store).execute("INSERT INTO history VALUES (?, ?, ?, ?)", (URL, b"x", 7, 8))
        connection(store).execute("INSERT INTO builds VALUES (?, ?)", ("006.txt", b"x"))
        assert store.checks([URL, "https://b.example/"]) == {"https://b.example/": SAID}
        assert (store.history(URL), store.inputs("006.txt")) == (None, None)
        assert store.remarks == []


def test_a_lone_surrogate_in_an_address_or_a_foreign_text_is_not_kept_and_harms_nothing(tmp_path: Path) -> None:
    odd = "https://a.example/\ud800"
    with Store(tmp_path) as store:
        store.keep_check(URL, Check(Verdict.OK, "x", final_url=odd, checked_at=NOON))
        store.keep_source(URL, Source("x", SourceKind.PAGE, "webpage", title="\udfff"))
        store.keep_check(odd, check(Verdict.OK))
        store.keep_inputs(odd, "abc")
        store.keep_inputs("006.txt", odd)
        assert (store.check(URL), store.source(URL), store.inputs("006.txt")) == (None, None, None)
        assert (store.check(odd), store.inputs(odd), store.validators(odd)) == (None, None, None)
        store.keep_check(URL, check(Verdict.OK))
        assert store.checks([odd, URL]) == {URL: check(Verdict.OK)}
        assert store.remarks == []


class TestWhatIsLearnedGoesHome:
    def test_when_something_goes_wrong(self, tmp_path: Path) -> None:
        with suppress(ZeroDivisionError), Store(tmp_path) as store:
            store.keep_check(URL, SAID)
            raise ZeroDivisionError
        with Store(tmp_path) as store:
            assert store.check(URL) == SAID

    def test_when_it_is_read(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store, Store(tmp_path) as other:
            store.keep_check(URL, SAID)
            assert store.check(URL) == SAID
            assert other.check(URL) == SAID

    def test_after_half_a_second_though_nothing_follows(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store, Store(tmp_path) as other:
            store.keep_check(URL, SAID)
            kept = time.monotonic()
            while other.check(URL) is None:
                assert time.monotonic() - kept < 5
                time.sleep(0.01)

    @pytest.mark.slow
    def test_before_where_much_is_learned(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kinews_cli.store.store._LONGEST_WAIT", 600)  # else that might be what it waited for
        with Store(tmp_path) as store, Store(tmp_path) as other:
            started = time.monotonic()
            while other.check(f"{URL}/0") is None:
                for number in range(100):
                    store.keep_check(f"{URL}/{number}", SAID)
                assert time.monotonic() - started < 30
            assert len(other.checks(f"{URL}/{number}" for number in range(100))) == 100

    def test_all_of_a_link_at_once(self, tmp_path: Path) -> None:
        """Whoever reads beside it sees a verdict with its history or neither."""
        urls = [f"{URL}/{number}" for number in range(3000)]
        with Store(tmp_path) as store, Store(tmp_path) as other:
            for url in urls:
                store.keep_check(url, SAID)
            seen = 0
            while seen < len(urls):
                checks, histories = other.checks(urls), other.histories(urls)
                assert checks.keys() <= histories.keys()
                seen = len(checks)

    @pytest.mark.parametrize(("fate", "code"), [("SIGKILL", -9), ("SIGINT", 130)])
    def test_even_if_the_run_is_ended(self, tmp_path: Path, fate: str, code: int) -> None:
        if not hasattr(os, "kill"):
            pytest.skip("no signals here")
        done = subprocess.run([sys.executable, "-c", _ENDED, tmp_path, fate], check=False, timeout=60)
        assert done.returncode == code
        with Store(tmp_path) as store:
            assert len(store.checks(f"{URL}/{number}" for number in range(1000))) == 1000
            assert fate == "SIGKILL" or store.check(URL) is not None
            assert store.remarks == []

    def test_nothing_is_written_where_nothing_was_learned(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, SAID)
        before = (tmp_path / FILE_NAME).read_bytes()
        with Store(tmp_path) as store:
            assert store.check(URL) == SAID
        assert (tmp_path / FILE_NAME).read_bytes() == before


_ENDED = f"""
import os, signal, sys, time
from pathlib import Path
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.store import Store
said = Check(Verdict.OK, "x", checked_at="{NOON}")
try:
    with Store(Path(sys.argv[1])) as store, Store(Path(sys.argv[1])) as other:
        for number in range(1000):
            store.keep_check(f"{URL}/{{number}}", said)
        while other.check("{URL}/999") is None:
            time.sleep(0.01)
        store.keep_check("{URL}", said)
        os.kill(os.getpid(), getattr(signal, sys.argv[2]))
        time.sleep(5)
except KeyboardInterrupt:
    sys.exit(130)
"""
