from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kinews_cli.errors import OutputError
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.store import FILE_NAME, Store, database
from kinews_cli.store.database import Database
from kinews_cli.store.upkeep import Dropped, clear, prune
from store.conftest import WithoutRights
from store.kept import NOW, URL, check, do, made_by_the_first_kinews, rows

ALIKE = {"history": 4, "verdict_changes": 7, "builds": 1}  # what no pruning touches


class TestPrune:
    def test_what_no_run_has_asked_about_goes_and_the_history_stays(self, filled: Path) -> None:
        dropped = prune(filled, 90, now=NOW)
        assert dropped is not None
        assert (dropped.verdicts, dropped.sources, dropped.builds, dropped.histories) == (1, 1, 0, 0)
        assert rows(filled) == {"verdicts": 3, "sources": 3, "validators": 3, **ALIKE}
        with Store(filled) as store:
            assert store.check(f"{URL}200") is None
            history = store.history(f"{URL}200")
            assert history is not None
            assert history.bad_since is not None

    def test_what_was_said_of_translations_goes_with_the_time(self, filled: Path) -> None:
        do(
            filled,
            "INSERT INTO concerns VALUES ('old', '{}', '2026-05-01T12:00:00Z'), ('new', '{}', '2026-11-20T12:00:00Z')",
        )
        would = prune(filled, 90, now=NOW, dry_run=True)
        dropped = prune(filled, 90, now=NOW)
        assert would is not None
        assert dropped is not None
        assert would.concerns == dropped.concerns == 1
        cleared = clear(filled)
        assert cleared is not None
        assert cleared.concerns == 1

    def test_a_source_lives_as_long_as_its_verdict_is_renewed(self, filled: Path) -> None:
        prune(filled, 90, now=NOW)
        with Store(filled) as store:
            assert store.source(f"{URL}0") is not None  # read 200 days ago, and never again

    def test_a_source_that_was_just_read_needs_no_verdict(self, filled: Path) -> None:
        do(filled, "DELETE FROM verdicts; UPDATE sources SET fetched_at = '2026-11-20T12:00:00Z'")
        prune(filled, 90, now=NOW)
        assert rows(filled)["sources"] == 4

    @pytest.mark.parametrize(("days", "left"), [(1, 1), (5, 2), (19, 2), (20, 3), (200, 4), (36_500, 4)])
    def test_the_day_itself_is_not_older(self, filled: Path, days: int, left: int) -> None:
        prune(filled, days, now=NOW)
        assert rows(filled)["verdicts"] == left

    @pytest.mark.parametrize("at", ["'yesterday'", "X'32303236'", "''", "'2026-12-24T12:00:00Z'"])
    def test_what_never_stands_because_its_time_is_none_or_to_come_goes_too(self, filled: Path, at: str) -> None:
        do(filled, f"UPDATE verdicts SET checked_at = {at} WHERE url = '{URL}0'")
        prune(filled, 90, now=NOW)
        assert rows(filled)["verdicts"] == 2

    def test_what_another_run_has_found_meanwhile_stays(self, filled: Path) -> None:
        with Store(filled) as store:
            store.keep_check(URL, check(Verdict.OK, "2026-11-23T12:00:09Z"))
        prune(filled, 90, now=NOW)
        assert rows(filled)["verdicts"] == 4

    def test_a_trial_drops_nothing_and_says_the_same(self, filled: Path) -> None:
        before = (filled / FILE_NAME).read_bytes()
        would = prune(filled, 90, now=NOW, dry_run=True)
        assert (filled / FILE_NAME).read_bytes() == before
        dropped = prune(filled, 90, now=NOW)
        assert would is not None
        assert dropped is not None
        assert (would.verdicts, would.sources, would.freed) == (dropped.verdicts, dropped.sources, 0)

    def test_the_room_goes_back_to_the_disk(self, tmp_path: Path) -> None:
        with Store(tmp_path) as store:
            for number in range(2000):
                at = "2026-01-01T12:00:00Z" if number % 2 else "2026-11-23T08:00:00Z"
                store.keep_check(f"{URL}{number}", Check(Verdict.OK, "x" * 500, checked_at=at))
        before = (tmp_path / FILE_NAME).stat().st_size
        dropped = prune(tmp_path, 90, now=NOW)
        assert dropped is not None
        after = (tmp_path / FILE_NAME).stat().st_size
        assert (dropped.freed, dropped.left) == (before - after, after)
        assert dropped.freed > 500_000

    @pytest.mark.parametrize("year", [1, 9999])
    def test_at_the_ends_of_the_calendar(self, filled: Path, year: int) -> None:
        assert prune(filled, 36_500, now=datetime(year, 1 if year == 1 else 12, 31, 23, 59, tzinfo=UTC)) is not None

    def test_an_older_cache_is_renewed_on_the_way(self, tmp_path: Path) -> None:
        made_by_the_first_kinews(tmp_path)
        would, dropped = (prune(tmp_path, 90, now=NOW, dry_run=dry_run) for dry_run in (True, False))
        assert would is not None
        assert dropped is not None
        assert (would.verdicts, dropped.verdicts) == (0, 0)
        assert rows(tmp_path)["verdicts"] == 1


class TestClear:
    def test_everything_goes_but_the_history_of_verdicts(self, filled: Path) -> None:
        with Store(filled) as store:
            urls = [f"{URL}{days}" for days in (0, 5, 20, 200)]
            before = store.histories(urls), store.verdict_changes(urls)
        dropped = clear(filled)
        assert dropped is not None
        assert (dropped.verdicts, dropped.sources, dropped.builds, dropped.histories) == (4, 4, 1, 0)
        assert rows(filled) == {**ALIKE, "verdicts": 0, "sources": 0, "validators": 0, "builds": 0}
        with Store(filled) as store:
            assert (store.histories(urls), store.verdict_changes(urls)) == before

    def test_the_history_too_where_it_is_named(self, filled: Path) -> None:
        dropped = clear(filled, history=True)
        assert dropped is not None
        assert dropped.histories == 4
        assert set(rows(filled).values()) == {0}

    def test_the_file_is_then_as_small_as_a_new_one_and_holds_none_of_the_old_text(self, filled: Path) -> None:
        clear(filled, history=True)
        with Store(filled / "new"):
            pass
        size = (filled / FILE_NAME).stat().st_size
        assert size <= (filled / "new" / FILE_NAME).stat().st_size
        assert b"a.example" not in (filled / FILE_NAME).read_bytes()

    def test_a_run_that_has_the_file_open_goes_on(self, filled: Path) -> None:
        with Store(filled) as store:
            assert store.check(f"{URL}0") is not None
            clear(filled)
            assert store.check(f"{URL}0") is None
            store.keep_check(URL, check(Verdict.OK))
        assert store.remarks == []
        assert rows(filled)["verdicts"] == 1


DROPPING: list[Callable[[Path], Dropped | None]] = [
    lambda folder: prune(folder, 90, now=NOW),
    lambda folder: prune(folder, 90, now=NOW, dry_run=True),
    clear,
    lambda folder: clear(folder, history=True),
]
each_way = pytest.mark.parametrize("drop", DROPPING, ids=["prune", "dry run", "clear", "history"])


@each_way
class TestWhatIsNotThere:
    def test_is_not_made(self, tmp_path: Path, drop: Callable[[Path], Dropped | None]) -> None:
        assert drop(tmp_path / "cache") is None
        assert not (tmp_path / "cache").exists()
        (tmp_path / FILE_NAME).touch()
        assert drop(tmp_path) is None
        assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [(FILE_NAME, 0)]


@each_way
class TestWhatIsLeftAlone:
    def test_a_cache_of_a_newer_kinews(self, tmp_path: Path, drop: Callable[[Path], Dropped | None]) -> None:
        do(tmp_path, "CREATE TABLE verdicts (whatever); PRAGMA user_version = 99")
        before = (tmp_path / FILE_NAME).read_bytes()
        with pytest.raises(OutputError, match=r"was written by a newer kinews; nothing was dropped\. Update kinews"):
            drop(tmp_path)
        assert (tmp_path / FILE_NAME).read_bytes() == before

    def test_a_symbolic_link(self, tmp_path: Path, filled: Path, drop: Callable[[Path], Dropped | None]) -> None:
        folder = tmp_path / "other"
        folder.mkdir()
        (folder / FILE_NAME).symlink_to(filled / FILE_NAME)
        with pytest.raises(OutputError, match="is a symbolic link; nothing was dropped"):
            drop(folder)
        assert rows(filled)["verdicts"] == 4

    def test_other_files_in_the_folder(self, filled: Path, drop: Callable[[Path], Dropped | None]) -> None:
        (filled / "README.md").write_text("mine")
        (filled / "precious").write_text("precious")
        (filled / "kinews.damaged").symlink_to(filled / "precious")
        drop(filled)
        assert (filled / "README.md").read_text() == "mine"
        assert (filled / "precious").read_text() == "precious"
        assert (filled / "kinews.damaged").is_symlink()


@pytest.mark.parametrize("drop", [DROPPING[0], *DROPPING[2:]], ids=["prune", "clear", "history"])
class TestWhatCannotBeDropped:
    def test_a_cache_that_can_only_be_read(
        self, unwritable: Path, as_somebody_without_rights: WithoutRights, drop: Callable[[Path], Dropped | None]
    ) -> None:
        with as_somebody_without_rights(), pytest.raises(OutputError, match="nothing was dropped"):
            drop(unwritable)
        assert {path.name for path in unwritable.iterdir()} - {".gitignore"} == {FILE_NAME}

    def test_while_another_run_does_not_let_go(
        self, filled: Path, monkeypatch: pytest.MonkeyPatch, drop: Callable[[Path], Dropped | None]
    ) -> None:
        monkeypatch.setattr(database, "_PATIENCE", 0.05)
        with closing(sqlite3.connect(filled / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OutputError, match="database is locked; nothing was dropped"):
                drop(filled)
        assert rows(filled)["verdicts"] == 4


def test_a_trial_needs_no_right_to_write(unwritable: Path, as_somebody_without_rights: WithoutRights) -> None:
    with as_somebody_without_rights():
        would = prune(unwritable, 1, now=NOW.replace(year=2027), dry_run=True)
    assert would is not None
    assert would.verdicts == 1


def test_a_reader_that_stays_costs_the_room_not_the_dropping(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(filled / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM verdicts").fetchone()
        dropped = clear(filled)
    assert dropped is not None
    assert dropped.verdicts == 4
    (remark,) = dropped.remarks
    assert "cannot be made smaller now" in remark
    assert rows(filled)["verdicts"] == 0


class TestADamagedOne:
    @pytest.fixture(params=["at once", "late"])
    def damaged(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        if request.param == "late":
            return Path(request.getfixturevalue("rotten"))
        (tmp_path / FILE_NAME).write_bytes(b"not a database " * 1000)
        return tmp_path

    @pytest.mark.parametrize("drop", [DROPPING[0], DROPPING[2]], ids=["prune", "clear"])
    def test_is_moved_aside_and_kept_as_in_every_run(
        self, damaged: Path, drop: Callable[[Path], Dropped | None]
    ) -> None:
        dropped = drop(damaged)
        assert dropped is not None
        (remark,) = dropped.remarks
        assert "is damaged; moved to kinews.damaged and started anew" in remark
        assert (damaged / "kinews.damaged").exists()
        assert set(rows(damaged).values()) == {0}

    def test_goes_with_the_history_for_it_may_hold_some(self, damaged: Path) -> None:
        before = (damaged / FILE_NAME).stat().st_size
        dropped = clear(damaged, history=True)
        assert dropped is not None
        assert not (damaged / "kinews.damaged").exists()
        assert dropped.freed == max(0, before - (damaged / FILE_NAME).stat().st_size)

    def test_that_lies_there_from_an_earlier_run_goes_then_too(self, tmp_path: Path) -> None:
        (tmp_path / "kinews.damaged").write_bytes(b"x" * 700)
        assert clear(tmp_path) is None
        assert (tmp_path / "kinews.damaged").exists()
        assert clear(tmp_path, history=True) == Dropped(freed=700)
        assert list(tmp_path.iterdir()) == []

    def test_is_only_named_by_a_trial(self, damaged: Path) -> None:
        would = prune(damaged, 90, now=NOW, dry_run=True)
        assert would is not None
        (remark,) = would.remarks
        assert "it would be moved to kinews.damaged" in remark
        assert not (damaged / "kinews.damaged").exists()


def test_half_a_clearing_is_none(filled: Path) -> None:
    with closing(Database(filled, pytest.fail)) as base:
        assert base.drop(["DELETE FROM verdicts", "DELETE FROM nowhere"], {}) is None
        assert base.fault == "no such table: nowhere"
    assert rows(filled)["verdicts"] == 4


def test_a_folder_that_is_reached_through_a_symbolic_link_is_the_one_that_was_named(
    tmp_path: Path, filled: Path
) -> None:
    (tmp_path / "way").symlink_to(filled, target_is_directory=True)
    assert clear(tmp_path / "way") is not None
    assert rows(filled)["verdicts"] == 0
