from __future__ import annotations

import sqlite3
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
