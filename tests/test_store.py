from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kinews_cli.model.source import Name, Source, SourceKind
from kinews_cli.model.verdict import Check, Evidence, History, Hop, Verdict
from kinews_cli.store import FILE_NAME, Store, is_fresh

URL = "https://a.example/x"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def check(verdict: Verdict, at: str = "2026-11-23T12:00:00Z", reason: str = "x") -> Check:
    return Check(verdict, reason, checked_at=at)


def test_a_cached_verdict_says_everything_that_the_fresh_one_said(tmp_path: Path) -> None:
    said = Check(
        Verdict.MOVED, "permanent_redirect", 200, "https://b.example/", (Hop(URL, 301, "https://b.example/"),), 2,
        "2026-11-23T12:00:00Z", (Evidence("permanent_url", "https://b.example/"),),
    )  # fmt: skip
    source = Source("x", SourceKind.PAGE, "webpage", title="Täter", author=(Name("Ü", "Ä"),), issued=(2020, 1))
    with Store(tmp_path) as store:
        store.keep_check(URL, said)
        store.keep_source(URL, source)
        store.keep_inputs("006.txt", "abc")
    with Store(tmp_path) as store:
        assert (store.check(URL), store.source(URL), store.inputs("006.txt")) == (said, source, "abc")
        assert (store.check("https://other.example/"), store.source("x"), store.history("x")) == (None, None, None)


@pytest.mark.parametrize(
    ("verdict", "at", "fresh"),
    [
        (Verdict.OK, "2026-11-17T12:00:00Z", True),
        (Verdict.OK, "2026-11-16T11:00:00Z", False),
        (Verdict.BROKEN, "2026-11-23T07:00:00Z", True),
        (Verdict.BROKEN, "2026-11-23T05:00:00Z", False),
        (Verdict.BLOCKED, "2026-11-23T12:00:00Z", False),
        (Verdict.UNREACHABLE, "2026-11-23T12:00:00Z", False),
        (Verdict.OK, "2026-11-23T12:00:01Z", False),
        (Verdict.OK, "yesterday", False),
        (Verdict.OK, "2026-11-23T11:00:00", False),
    ],
)
def test_how_long_a_verdict_stands(verdict: Verdict, at: str, fresh: bool) -> None:
    assert is_fresh(check(verdict, at), NOON) is fresh


def test_the_history_tells_broken_today_from_broken_since_days(tmp_path: Path) -> None:
    days = [f"2026-11-2{day}T12:00:00Z" for day in range(1, 6)]
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK, days[0]))
        store.keep_check(URL, check(Verdict.BROKEN, days[1]))
        store.keep_check(URL, check(Verdict.UNREACHABLE, days[2]))
        assert store.history(URL) == History(days[0], days[0], days[1])
        store.keep_check(URL, check(Verdict.BLOCKED, days[3]))
        assert store.history(URL) == History(days[0], days[0], days[1])
        store.keep_check(URL, check(Verdict.MOVED, days[4]))
        assert store.history(URL) == History(days[0], days[4], None)


def test_no_network_is_no_bad_day_of_the_link(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.UNREACHABLE, reason="no_network"))
        assert store.history(URL) == History("2026-11-23T12:00:00Z", None, None)


def test_what_was_not_asked_leaves_no_trace(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, Check(Verdict.UNCHECKED, "offline"))
        assert store.check(URL) is None


def test_a_damaged_database_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database " * 100)
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
        assert "is damaged" in store.remarks[0]
    assert (tmp_path / "kinews.damaged").exists()


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / FILE_NAME)
    base.execute("PRAGMA user_version = 99")
    base.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) is None
        assert "newer kinews" in store.remarks[0]
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "file" / "cache") as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) is None
        assert "going on without the cache" in store.remarks[0]


def test_what_can_only_be_read_is_read(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store._base is not None
        store._base.execute("PRAGMA query_only = ON")  # as on a disk that refuses to be written
        store.keep_check(URL, check(Verdict.BROKEN))
        assert store.check(URL) == check(Verdict.OK)
        assert len(store.remarks) == 1
        assert "nothing new is kept" in store.remarks[0]
        store.keep_check(URL, check(Verdict.BROKEN))
        assert len(store.remarks) == 1


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
    ],
)
def test_rows_that_do_not_fit_are_as_good_as_none(tmp_path: Path, record: bytes) -> None:
    with Store(tmp_path) as store:
        assert store._base is not None
        store._base.execute("INSERT INTO verdicts VALUES (?, ?, ?)", (URL, record, "x"))
        assert store.check(URL) is None


def test_two_runs_share_the_file(tmp_path: Path) -> None:
    with Store(tmp_path) as one, Store(tmp_path) as other:
        one.keep_check(URL, check(Verdict.OK))
        other.keep_check("https://b.example/", check(Verdict.BROKEN))
        assert other.check(URL) == check(Verdict.OK)
        assert one.remarks == other.remarks == []


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"precious")
    (tmp_path / FILE_NAME).symlink_to(target)
    with Store(tmp_path) as store:
        assert "symbolic link" in store.remarks[0]
    assert target.read_bytes() == b"precious"


ENDLESS = (
    "CREATE VIEW verdicts AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
    "SELECT 'x' AS url, x'00' AS record, 'x' AS checked_at FROM n WHERE i = 0"
)


@pytest.mark.parametrize(
    "hostile",
    [
        f"DROP TABLE verdicts; {ENDLESS}",
        f"PRAGMA user_version = 0; DROP TABLE verdicts; {ENDLESS}",
        "CREATE TRIGGER t AFTER INSERT ON verdicts BEGIN DELETE FROM history; END",
        "CREATE TABLE more (x)",
        "CREATE VIRTUAL TABLE more USING fts5(x)",
        "DROP TABLE builds; CREATE TABLE builds (path TEXT PRIMARY KEY, inputs TEXT AS (hex(zeroblob(1e9)))) WITHOUT ROWID",
        "DROP TABLE builds",
    ],
)
def test_a_database_that_is_not_built_as_ours_are_is_moved_aside(tmp_path: Path, hostile: str) -> None:
    with Store(tmp_path):
        pass
    base = sqlite3.connect(tmp_path / FILE_NAME)
    base.executescript(hostile)
    base.close()
    with Store(tmp_path) as store:
        assert "is damaged" in store.remarks[0]
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
    assert (tmp_path / "kinews.damaged").exists()


def test_one_that_can_only_be_read_is_not_asked_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path):
        pass
    base = sqlite3.connect(tmp_path / FILE_NAME)
    base.executescript(f"DROP TABLE verdicts; {ENDLESS}")
    base.close()

    def refused(_: Store) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Store, "_connect", refused)
    with Store(tmp_path) as store:
        assert store.check(URL) is None
        assert "going on without the cache" in store.remarks[0]


def test_one_without_harm_that_can_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))

    def refused(_: Store) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Store, "_connect", refused)
    with Store(tmp_path) as store:
        assert store.check(URL) == check(Verdict.OK)
        assert "nothing new is kept" in store.remarks[0]


@pytest.mark.parametrize("name", [f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", f"{FILE_NAME}-journal", "kinews.lock"])
def test_what_lies_beside_it_is_no_symbolic_link_either(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "precious")
    with Store(tmp_path) as store:
        assert "symbolic link" in store.remarks[0]
    assert not (tmp_path / "precious").exists()


def test_a_lone_surrogate_in_an_address_or_a_foreign_text_is_not_kept_and_harms_nothing(tmp_path: Path) -> None:
    odd = "https://a.example/\ud800"
    with Store(tmp_path) as store:
        store.keep_check(URL, Check(Verdict.OK, "x", final_url=odd, checked_at="2026-11-23T12:00:00Z"))
        store.keep_source(URL, Source("x", SourceKind.PAGE, "webpage", title="\udfff"))
        store.keep_check(odd, check(Verdict.OK))
        store.keep_inputs(odd, "abc")
        assert (store.check(URL), store.source(URL), store.check(odd), store.inputs(odd)) == (None, None, None, None)
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
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


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Nobody's rights for the moment, where the tests run as root, whom no permission stops."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A cache in a folder in which nothing can be written."""
    with tempfile.TemporaryDirectory() as name:  # nobody may look into pytest's own folders
        Path(name).chmod(0o755)
        folder = Path(name) / "cache"
        with Store(folder) as store:
            store.keep_check(URL, check(Verdict.OK))
        (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
        with as_somebody_without_rights():
            if os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                pytest.skip("nothing stops writing here")
        yield folder
        folder.chmod(0o755)


def test_a_cache_in_a_folder_that_cannot_be_written_is_read(unwritable: Path) -> None:
    with as_somebody_without_rights(), Store(unwritable) as store:
        assert store.check(URL) == check(Verdict.OK)
        store.keep_check(URL, check(Verdict.BROKEN))
        assert store.check(URL) == check(Verdict.OK)
        (remark,) = store.remarks
        assert "can only be read" in remark
        assert "nothing new is kept" in remark


def test_one_there_that_was_left_unfinished_is_not_read(unwritable: Path) -> None:
    (unwritable / f"{FILE_NAME}-wal").write_bytes(b"what another run has not brought home")
    with as_somebody_without_rights(), Store(unwritable) as store:
        assert store.check(URL) is None
        assert "going on without the cache" in store.remarks[0]


@pytest.fixture
def rotten(tmp_path: Path) -> Path:
    """A cache with damage that opening it does not show."""
    with Store(tmp_path) as store:
        for number in range(50):
            store.keep_check(f"{URL}{number}", check(Verdict.OK))
            store.keep_source(f"{URL}{number}", Source("x", SourceKind.PAGE, "webpage", title="Täter"))
    with (tmp_path / FILE_NAME).open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(5000)
        file.write(b"x" * (size - 5000))
    return tmp_path


def test_damage_that_shows_when_reading_is_mended_by_starting_anew(rotten: Path) -> None:
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


def test_damage_that_shows_when_writing_too(rotten: Path) -> None:
    with Store(rotten) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store.check(URL) == check(Verdict.OK)
        assert store.history(URL) == History("2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z", None)
        assert len(store.remarks) == 1


def test_a_disk_that_damages_the_new_one_as_well_is_not_tried_again(rotten: Path) -> None:
    with Store(rotten) as store:
        store.keep_check(URL, check(Verdict.OK))
        assert store._base is not None
        store._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = rotten / FILE_NAME
        path.write_bytes(path.read_bytes()[:5000] + b"x" * (path.stat().st_size - 5000))
        store._base.execute("PRAGMA shrink_memory")
        for number in range(3):
            store.keep_check(f"{URL}{number}", check(Verdict.OK))
            assert store.check(URL) is None
        assert ["is damaged" in remark for remark in store.remarks] == [True, False]


def test_a_damaged_one_that_another_run_has_replaced_is_not_moved_again(rotten: Path) -> None:
    with Store(rotten) as slow:
        with Store(rotten) as quick:
            quick.keep_check(URL, check(Verdict.OK))
        assert slow.check(f"{URL}7") is None
        assert slow.check(URL) == check(Verdict.OK)
        assert len(slow.remarks) == 1
