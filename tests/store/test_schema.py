from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from kinews_cli.model.verdict import History, Validators, Verdict
from kinews_cli.store import FILE_NAME, Store
from kinews_cli.store.schema import VERSION, upgrade, version_of
from store.kept import NOON, URL, check, do, made_by_the_first_kinews

BROKEN_FOR_DAYS = History("2026-11-01T12:00:00Z", "2026-11-18T12:00:00Z", "2026-11-20T12:00:00Z")


def test_what_an_older_kinews_has_learned_is_carried_over(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    with Store(tmp_path) as store:
        assert store.remarks == []
        assert store.history(URL) == BROKEN_FOR_DAYS
        kept = store.check(URL)
        assert kept is not None
        assert (kept.verdict, kept.status, kept.tries, kept.checked_at) == (Verdict.BROKEN, 404, 2, NOON)
        assert (kept.seconds, store.validators(URL), store.inputs("006.txt")) == (None, None, "abc")
        store.keep_check(URL, check(Verdict.OK), Validators('"7"'))
    with Store(tmp_path) as store:
        assert store.validators(URL) == Validators('"7"')
        assert store.remarks == []


def test_one_that_was_carried_over_is_built_as_a_new_one_is(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path / "old")
    built = []
    for folder in (tmp_path / "old", tmp_path / "new"):
        with Store(folder):
            pass
        with closing(sqlite3.connect(folder / FILE_NAME)) as base:
            built.append(base.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall())
            assert version_of(base) == VERSION
    assert built[0] == built[1]


def test_a_version_is_never_set_back(tmp_path: Path) -> None:
    do(tmp_path, "PRAGMA user_version = 99")
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as base:
        upgrade(base)  # as by a run that found version 1 just before a newer kinews carried it over
        assert version_of(base) == 99


def test_half_an_upgrade_is_none(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as base:
        base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0]}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            upgrade(base)
        assert version_of(base) == 1
        assert base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'validators'").fetchone() == (0,)


_SUCCESSOR = """
import sys, time
from pathlib import Path
from kinews_cli.store import Store
folder, rounds, url = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
print("ready", flush=True)
start = float(input())
for turn in range(rounds):
    while time.time() < start + turn * 0.015:
        pass
    with Store(folder / str(turn)) as store:
        if store.remarks or store.history(url).bad_since != "2026-11-20T12:00:00Z":
            print(turn, *store.remarks)
"""


def test_two_runs_that_carry_it_over_at_once_both_find_all(tmp_path: Path) -> None:
    rounds = 30
    for turn in range(rounds):
        made_by_the_first_kinews(tmp_path / str(turn))
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _SUCCESSOR, tmp_path, str(rounds), URL],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 2
    start = f"{time.time() + 0.05}\n"
    for run in runs:
        assert run.stdin
        run.stdin.write(start)
        run.stdin.flush()
    assert [run.communicate(timeout=60)[0] for run in runs] == ["", ""]


def test_an_older_kinews_that_has_the_file_open_goes_on(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as older:
        older.execute("SELECT * FROM verdicts").fetchall()
        with Store(tmp_path) as store:
            store.keep_check(URL, check(Verdict.OK))
        older.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?)", ("https://b.example/", b"{}", NOON))
        older.execute("UPDATE history SET last_ok = ?", (NOON,))


ENDLESS = (
    "CREATE VIEW verdicts AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
    "SELECT 'x' AS url, x'00' AS record, 'x' AS checked_at FROM n WHERE i = 0"
)
HOSTILE = [
    f"DROP TABLE verdicts; {ENDLESS}",
    f"PRAGMA user_version = 0; DROP TABLE verdicts; {ENDLESS}",
    f"PRAGMA user_version = 1; DROP TABLE verdicts; {ENDLESS}",
    "PRAGMA user_version = 1; DROP TABLE validators; CREATE TABLE validators (x, url TEXT AS (hex(zeroblob(1e9))))",
    "PRAGMA user_version = -1; CREATE TABLE more (x)",
    "CREATE TRIGGER t AFTER INSERT ON verdicts BEGIN DELETE FROM history; END",
    "CREATE TABLE more (x)",
    "CREATE VIRTUAL TABLE more USING fts5(x)",
    "DROP TABLE builds; CREATE TABLE builds (path TEXT PRIMARY KEY, inputs TEXT AS (hex(zeroblob(1e9)))) WITHOUT ROWID",
    "DROP TABLE builds",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_database_that_is_not_built_as_ours_are_is_moved_aside(tmp_path: Path, hostile: str) -> None:
    with Store(tmp_path):
        pass
    do(tmp_path, hostile)
    with Store(tmp_path) as store:
        assert "is damaged" in store.remarks[0]
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
    assert (tmp_path / "kinews.damaged").exists()


def test_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    do(tmp_path, "PRAGMA user_version = 99")
    before = (tmp_path / FILE_NAME).read_bytes()
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) is None
        (remark,) = store.remarks
        assert "newer kinews" in remark
    assert (tmp_path / FILE_NAME).read_bytes() == before
