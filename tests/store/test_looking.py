from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kinews_cli.store import FILE_NAME, Store
from kinews_cli.store.looking import State, looking, size_aside, size_on_disk
from kinews_cli.store.schema import VERSION
from store.conftest import WithoutRights
from store.kept import URL, check, do, made_by_the_first_kinews
from store.test_schema import HOSTILE


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_cache_is_read_and_left_as_it_was(filled: Path) -> None:
    before = files(filled)
    with looking(filled) as seen:
        assert (seen.state, seen.version, seen.reason) == (State.CURRENT, VERSION, None)
        assert seen.base is not None
        assert seen.base.execute("SELECT count(*) FROM verdicts").fetchone() == (4,)
    assert files(filled) == before


def test_what_does_not_exist_is_not_made(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "cache", tmp_path / "cache" / "further"):
        with looking(folder) as seen:
            assert (seen.state, seen.base) == (State.MISSING, None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_which_nothing_is_stays_as_empty(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with looking(tmp_path) as seen:
        assert (seen.state, seen.base) == (State.EMPTY, None)
    assert files(tmp_path) == {FILE_NAME: b""}


def test_an_older_one_is_not_renewed_but_asked_like_one_of_today(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    before = files(tmp_path)
    with looking(tmp_path) as seen:
        assert (seen.state, seen.version) == (State.OLDER, 1)
        assert seen.base is not None
        assert seen.base.execute("SELECT count(*) FROM verdict_changes").fetchone() == (0,)
        assert seen.base.execute("SELECT count(*) FROM history").fetchone() == (1,)
    assert files(tmp_path) == before


def test_a_newer_one(tmp_path: Path) -> None:
    do(tmp_path, "CREATE TABLE verdicts (whatever); PRAGMA user_version = 99")
    with looking(tmp_path) as seen:
        assert (seen.state, seen.version, seen.base) == (State.NEWER, 99, None)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_one_that_is_not_built_as_ours_are_is_damaged_and_not_asked(tmp_path: Path, hostile: str) -> None:
    with Store(tmp_path):
        pass
    do(tmp_path, hostile)
    before = files(tmp_path)
    with looking(tmp_path) as seen:
        assert (seen.state, seen.base) == (State.DAMAGED, None)
    assert files(tmp_path) == before


def test_no_database_at_all_is_damaged_and_not_moved(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database " * 100)
    with looking(tmp_path) as seen:
        assert (seen.state, seen.reason) == (State.DAMAGED, "file is not a database")
    assert list(files(tmp_path)) == [FILE_NAME]


class TestWhatCannotBeRead:
    def test_a_symbolic_link_is_not_followed(self, tmp_path: Path, filled: Path) -> None:
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        (folder / FILE_NAME).symlink_to(filled / FILE_NAME)
        with looking(folder) as seen:
            assert (seen.state, seen.reason) == (State.UNREADABLE, "is a symbolic link")
        assert size_on_disk(folder) == 0

    def test_nor_one_beside_it(self, filled: Path) -> None:
        (filled / f"{FILE_NAME}-wal").symlink_to(filled / "precious")
        with looking(filled) as seen:
            assert (seen.state, seen.reason) == (State.UNREADABLE, "is a symbolic link")
        assert not (filled / "precious").exists()

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).mkdir()
        with looking(tmp_path) as seen:
            assert (seen.state, seen.reason) == (State.UNREADABLE, "is no plain file")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_a_pipe_in_its_place_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / FILE_NAME)
        with looking(tmp_path) as seen:
            assert (seen.state, seen.reason) == (State.UNREADABLE, "is no plain file")

    def test_a_file_in_the_folder_s_place(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file")
        with looking(tmp_path / "cache") as seen:
            assert (seen.state, seen.reason) == (State.UNREADABLE, "Not a directory")


def test_one_in_a_folder_that_cannot_be_written_is_read(
    unwritable: Path, as_somebody_without_rights: WithoutRights
) -> None:
    with as_somebody_without_rights(), looking(unwritable) as seen:
        assert seen.state in {State.CURRENT, State.OLDER}
        assert seen.base is not None
        assert seen.base.execute("SELECT url FROM verdicts").fetchone() == (URL,)
    assert {path.name for path in unwritable.iterdir()} - {".gitignore"} == {FILE_NAME}


def test_another_run_that_writes_does_not_disturb(filled: Path) -> None:
    with closing(sqlite3.connect(filled / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM verdicts")
        with looking(filled) as seen:
            assert seen.base is not None
            assert seen.base.execute("SELECT count(*) FROM verdicts").fetchone() == (4,)


def test_the_size_counts_what_lies_beside_it_but_not_what_was_moved_aside(filled: Path) -> None:
    alone = (filled / FILE_NAME).stat().st_size
    assert (size_on_disk(filled), size_aside(filled)) == (alone, 0)
    (filled / "kinews.damaged").write_bytes(b"x" * 700)
    with Store(filled) as store:
        store.keep_check(URL, check(store.checks([f"{URL}0"])[f"{URL}0"].verdict))
        store.check(URL)
        assert size_on_disk(filled) > alone
    assert size_aside(filled) == 700
