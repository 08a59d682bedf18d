"""A store that only reads leaves the folder as it is, whatever others have left there, and misses nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kinews_cli.model.verdict import Verdict
from kinews_cli.store import FILE_NAME, Store
from store.conftest import WithoutRights
from store.kept import URL, check, do, made_by_the_first_kinews
from store.test_schema import ENDLESS

_KILLED = """
import os, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA journal_mode = " + sys.argv[2])
base.execute("PRAGMA cache_size = 1")
base.execute("BEGIN")
base.execute("UPDATE verdicts SET checked_at = 'by a run that was killed'")
base.execute("CREATE TABLE filled (x)")
base.executemany("INSERT INTO filled VALUES (zeroblob(?))", [[4000]] * 100)
if sys.argv[2] == "WAL":
    base.execute("DROP TABLE filled")
    base.execute("COMMIT")
os._exit(0)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def kept(folder: Path) -> None:
    with Store(folder) as store:
        store.keep_check(URL, check(Verdict.OK))


def killed(folder: Path, journal: str) -> None:
    """A run ends in the middle of its writing, and what it has put beside the file stays."""
    subprocess.run([sys.executable, "-c", _KILLED, folder / FILE_NAME, journal], check=True, timeout=60)


def test_nothing_is_made_where_there_is_none(tmp_path: Path) -> None:
    with Store(tmp_path / "cache", read_only=True) as store:
        assert store.check(URL) is None
        assert store.remarks == []
    assert not (tmp_path / "cache").exists()


def test_an_empty_file_is_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with Store(tmp_path, read_only=True) as store:
        assert store.check(URL) is None
        assert store.remarks == []


def test_what_is_there_is_read_and_nothing_is_kept(tmp_path: Path) -> None:
    kept(tmp_path)
    before = content(tmp_path)
    with Store(tmp_path, read_only=True) as store:
        store.keep_check(URL, check(Verdict.BROKEN))
        assert store.check(URL) == check(Verdict.OK)
        assert store.remarks == []
        assert content(tmp_path) == before
    assert content(tmp_path) == before


def test_an_older_one_is_asked_like_one_of_today(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    before = content(tmp_path)
    with Store(tmp_path, read_only=True) as store:
        assert store.check(URL) is not None
        assert store.concerns(["any"]) == {}
        assert store.remarks == []
    assert content(tmp_path) == before


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_what_a_killed_run_left_counts_and_stays(tmp_path: Path, journal: str) -> None:
    kept(tmp_path)
    if journal == "DELETE":
        do(tmp_path, "PRAGMA journal_mode = DELETE")
    killed(tmp_path, journal)
    before = content(tmp_path)
    assert len(before) > 1
    with Store(tmp_path, read_only=True) as store:
        assert store.check(URL) == check(Verdict.OK)
        assert store.remarks == []
        at = store._rows("SELECT url, checked_at FROM verdicts WHERE url IN (?)", [URL])
    assert content(tmp_path) == before
    written = journal == "WAL"  # that was written whole; the other is half done and has to be taken back
    assert (at == [(URL, "by a run that was killed")]) is written


def test_what_another_run_writes_meanwhile_is_seen(tmp_path: Path) -> None:
    kept(tmp_path)
    with Store(tmp_path, read_only=True) as store:
        assert store.check(URL) == check(Verdict.OK)
        with Store(tmp_path) as other:
            other.keep_check(URL, check(Verdict.BROKEN, "2026-11-24T12:00:00Z"))
            other._rows("SELECT 1 WHERE '' IN (?)", [])  # it is written now
            assert store.check(URL) == check(Verdict.BROKEN, "2026-11-24T12:00:00Z")
        assert store.check(URL) == check(Verdict.BROKEN, "2026-11-24T12:00:00Z")
        assert store.remarks == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("PRAGMA user_version = 99", "was written by a newer kinews; going on without the cache"),
        (
            f"DROP TABLE verdicts; {ENDLESS}",
            "is damaged (the tables are not those of kinews); going on without the cache",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_left_where_it_is(tmp_path: Path, script: str, words: str) -> None:
    kept(tmp_path)
    do(tmp_path, script)
    before = content(tmp_path)
    with Store(tmp_path, read_only=True) as store:
        assert store.check(URL) is None
        (remark,) = store.remarks
    assert remark == f"{tmp_path / FILE_NAME}: {words}"
    assert content(tmp_path) == before


def test_damage_that_shows_late(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for number in range(2000):
            store.keep_check(f"{URL}{number}", check(Verdict.OK))
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 4] + bytes(len(whole) // 2) + whole[-len(whole) // 4 :])
    before = content(tmp_path)
    with Store(tmp_path, read_only=True) as store:
        store.checks([f"{URL}{number}" for number in range(2000)])
        assert len(store.remarks) <= 1
    assert content(tmp_path) == before


def test_a_folder_that_nobody_may_write(unwritable: Path, as_somebody_without_rights: WithoutRights) -> None:
    with as_somebody_without_rights(), Store(unwritable, read_only=True) as store:
        assert store.check(URL) is not None
        assert store.remarks == []


def test_nor_where_a_killed_run_has_left_its_log(unwritable: Path, as_somebody_without_rights: WithoutRights) -> None:
    killed(unwritable, "WAL")
    for path in unwritable.iterdir():
        path.chmod(0o444)
    before = content(unwritable)
    with as_somebody_without_rights(), Store(unwritable, read_only=True) as store:
        assert store.check(URL) is not None
        assert store.remarks == []
    assert content(unwritable) == before


def test_a_locked_one_is_read_without_waiting(tmp_path: Path) -> None:
    kept(tmp_path)
    do(tmp_path, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with Store(tmp_path, read_only=True) as store:
            assert store.check(URL) == check(Verdict.OK)
