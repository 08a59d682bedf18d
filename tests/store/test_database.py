from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from kinews_cli.model.verdict import Check, History, Verdict
from kinews_cli.store import FILE_NAME, Store, database
from kinews_cli.store.database import Database
from store.conftest import WithoutRights
from store.kept import NOON, URL, check, connection, do
from store.test_schema import ENDLESS


def test_a_damaged_database_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database " * 100)
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
        assert "is damaged" in store.remarks[0]
    assert (tmp_path / "kinews.damaged").exists()


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "file" / "cache") as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) is None
        (remark,) = store.remarks
    assert remark.endswith(
        "cannot be made: Not a directory; --cache DIR names another folder; going on without the cache"
    )


def test_git_is_told_to_leave_a_new_folder_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "cache"):
        assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


def test_a_folder_that_was_there_is_its_owner_s(tmp_path: Path) -> None:
    with Store(tmp_path):
        assert not (tmp_path / ".gitignore").exists()


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"precious")
    (tmp_path / FILE_NAME).symlink_to(target)
    with Store(tmp_path) as store:
        assert "symbolic link" in store.remarks[0]
    assert target.read_bytes() == b"precious"


@pytest.mark.parametrize("read_only", [True, False])
def test_a_pipe_is_not_waited_for(tmp_path: Path, read_only: bool) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    with Store(tmp_path, read_only=read_only) as store:
        assert store.check(URL) is None
        assert "is no plain file" in store.remarks[0]


@pytest.mark.parametrize("name", [f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", f"{FILE_NAME}-journal", "kinews.lock"])
def test_what_lies_beside_it_is_no_symbolic_link_either(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "precious")
    with Store(tmp_path) as store:
        assert "symbolic link" in store.remarks[0]
    assert not (tmp_path / "precious").exists()


class TestOneThatCanOnlyBeRead:
    def test_is_read(self, unwritable: Path, as_somebody_without_rights: WithoutRights) -> None:
        with as_somebody_without_rights(), Store(unwritable) as store:
            kept = store.check(URL)
            assert kept is not None
            assert kept.verdict is Verdict.BROKEN
            store.keep_check(URL, check(Verdict.OK))
            assert store.check(URL) == kept
            assert store.history(URL) is not None
            assert store.validators(URL) is None
            (remark,) = store.remarks
            assert "can only be read" in remark
            assert "nothing new is kept" in remark

    def test_but_not_where_a_run_was_cut_off(self, unwritable: Path, as_somebody_without_rights: WithoutRights) -> None:
        (unwritable / f"{FILE_NAME}-wal").write_bytes(b"what another run has not brought home")
        with as_somebody_without_rights(), Store(unwritable) as store:
            assert store.check(URL) is None
            assert "going on without the cache" in store.remarks[0]

    @pytest.fixture
    def refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def connect(_: Database) -> None:
            raise sqlite3.OperationalError("attempt to write a readonly database")

        monkeypatch.setattr(Database, "_connect", connect)

    def test_is_not_asked_either_where_it_is_not_built_as_ours_are(
        self, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        with Store(tmp_path):
            pass
        do(tmp_path, f"DROP TABLE verdicts; {ENDLESS}")
        request.getfixturevalue("refused")
        with Store(tmp_path) as store:
            assert store.check(URL) is None
            assert "going on without the cache" in store.remarks[0]

    def test_is_read_whatever_the_reason(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK))
        request.getfixturevalue("refused")
        with Store(tmp_path) as store:
            assert store.check(URL) == check(Verdict.OK)
            assert "nothing new is kept" in store.remarks[0]

    def test_as_soon_as_the_disk_refuses_to_be_written(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK))
            assert store.check(URL) == check(Verdict.OK)
            connection(store).execute("PRAGMA query_only = ON")
            for _ in range(3):
                store.keep_check(URL, check(Verdict.BROKEN))
                assert store.check(URL) == check(Verdict.OK)
            (remark,) = store.remarks
            assert "nothing new is kept" in remark


class TestAFullDisk:
    @pytest.fixture
    def full(self, tmp_path: Path) -> Path:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK))
        return tmp_path

    def many(self, store: Store) -> None:
        for number in range(400):
            store.keep_check(f"{URL}/{number}", Check(Verdict.OK, "x" * 500, checked_at=NOON))

    def test_loses_what_is_new_says_so_once_and_keeps_the_rest(self, full: Path) -> None:
        with Store(full) as store:
            connection(store).execute("PRAGMA max_page_count = 10")
            self.many(store)
            assert store.checks([URL, f"{URL}/7"]) == {URL: check(Verdict.OK)}
            self.many(store)
        (remark,) = store.remarks
        assert "full; nothing new is kept in the cache" in remark
        with Store(full) as store:
            assert store.checks([URL, f"{URL}/7"]) == {URL: check(Verdict.OK)}

    def test_also_where_that_shows_at_the_very_end(self, full: Path) -> None:
        with Store(full) as store:
            connection(store).execute("PRAGMA max_page_count = 10")
            self.many(store)
        (remark,) = store.remarks
        assert "full; nothing new is kept in the cache" in remark

    def test_nothing_of_a_batch_is_kept_by_halves(self, full: Path) -> None:
        with Store(full) as store:
            connection(store).execute("PRAGMA max_page_count = 40")
            self.many(store)
        with Store(full) as store:
            urls = [f"{URL}/{number}" for number in range(400)]
            assert len(store.checks(urls)) == len(store.histories(urls))


class TestAnotherRun:
    def test_shares_the_file(self, tmp_path: Path) -> None:
        with Store(tmp_path) as one, Store(tmp_path) as other:
            one.keep_check(URL, check(Verdict.OK))
            other.keep_check("https://b.example/", check(Verdict.BROKEN))
            assert one.check(URL) == check(Verdict.OK)
            assert other.checks([URL, "https://b.example/"]).keys() == {URL, "https://b.example/"}
        assert one.remarks == other.remarks == []

    def test_that_is_writing_holds_nobody_up(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store, closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            started = time.monotonic()
            for number in range(600):  # more than wait in memory, usually
                store.keep_check(f"{URL}/{number}", check(Verdict.OK))
            assert time.monotonic() - started < 3  # whoever waited would have waited for 5 seconds
            other.execute("COMMIT")
            assert store.check(f"{URL}/599") == check(Verdict.OK)
        assert store.remarks == []

    def test_that_does_not_let_go_costs_its_news_and_a_few_seconds_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "_PATIENCE", 0.05)
        with Store(tmp_path) as store, closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            store.keep_check(URL, check(Verdict.OK))
            assert store.check(URL) is not None
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                store.keep_check(URL, check(Verdict.BROKEN))
                assert store.check(URL) == check(Verdict.OK)
            (remark,) = store.remarks
            assert "locked; nothing new is kept" in remark

    def test_that_has_the_file_to_itself_is_waited_for(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK))
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            end = threading.Timer(0.1, other.execute, ["COMMIT"])
            end.start()
            with Store(tmp_path) as store:
                store.keep_check(URL, check(Verdict.BROKEN))
            end.join()
        with Store(tmp_path) as store:
            assert store.check(URL) == check(Verdict.BROKEN)
        assert store.remarks == []


_CONTENDER = """
import sys, time
from pathlib import Path
from kinews_cli.store import Store
folder, rounds, name, base = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
print("ready", flush=True)
start = float(input())
for turn in range(rounds):
    while time.time() < start + turn * 0.015:
        pass
    with Store(folder / str(turn)) as store:
        store.keep_inputs(name, "abc")
        if store.inputs(name) != "abc":
            print(turn, "lost", *store.remarks)
        elif base == "fresh" and store.remarks:
            print(turn, *store.remarks)
"""


@pytest.mark.parametrize("base", ["fresh", "damaged"])
def test_two_runs_that_make_the_file_at_once_both_keep_what_they_find(tmp_path: Path, base: str) -> None:
    rounds = 40
    for turn in range(rounds if base == "damaged" else 0):
        (tmp_path / str(turn)).mkdir()
        (tmp_path / str(turn) / FILE_NAME).write_bytes(b"not a database " * 1000)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _CONTENDER, tmp_path, str(rounds), name, base],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for name in ("one", "other")
    ]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 2
    start = f"{time.time() + 0.05}\n"
    for run in runs:
        assert run.stdin
        run.stdin.write(start)
        run.stdin.flush()
    assert [run.communicate(timeout=60)[0] for run in runs] == ["", ""]


class TestDamageThatShowsLate:
    def test_when_reading_is_mended_by_starting_anew(self, rotten: Path) -> None:
        with Store(rotten) as store:
            assert store.remarks == []
            assert store.check(f"{URL}7") is None
            assert store.source(f"{URL}7") is None
            store.keep_check(URL, check(Verdict.OK))
            assert store.check(URL) == check(Verdict.OK)
            (remark,) = store.remarks
            assert "is damaged; moved to kinews.damaged and started anew" in remark
        with Store(rotten) as store:
            assert store.check(URL) == check(Verdict.OK)
            assert store.remarks == []

    def test_when_writing_too_and_what_was_to_be_written_is(self, rotten: Path) -> None:
        with Store(rotten) as store:
            store.keep_check(URL, check(Verdict.OK))
        assert len(store.remarks) == 1
        with Store(rotten) as store:
            assert store.check(URL) == check(Verdict.OK)
            assert store.history(URL) == History(NOON, NOON, None)

    def test_on_a_disk_that_damages_the_new_one_as_well_is_not_mended_again(self, rotten: Path) -> None:
        with Store(rotten) as store:
            store.keep_check(URL, check(Verdict.OK))
            assert store.check(URL) == check(Verdict.OK)
            base = connection(store)
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            path = rotten / FILE_NAME
            path.write_bytes(path.read_bytes()[:5000] + b"x" * (path.stat().st_size - 5000))
            base.execute("PRAGMA shrink_memory")
            for number in range(3):
                store.keep_check(f"{URL}{number}", check(Verdict.OK))
                assert store.check(URL) is None
            assert ["is damaged" in remark for remark in store.remarks] == [True, False]

    def test_is_not_mended_where_another_run_has_done_it(self, rotten: Path) -> None:
        with Store(rotten) as slow:
            with Store(rotten) as quick:
                quick.keep_check(URL, check(Verdict.OK))
            assert slow.check(f"{URL}7") is None
            assert slow.check(URL) == check(Verdict.OK)
            assert len(slow.remarks) == 1


def test_a_record_of_any_size_is_as_good_as_none(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
    blanks = "replace(hex(zeroblob(1000000)), '0', ' ')"  # which JSON does not mind
    do(tmp_path, f"UPDATE verdicts SET record = CAST(CAST(record AS TEXT) || {blanks} AS BLOB)")
    with Store(tmp_path) as store:
        assert store.check(URL) is None
