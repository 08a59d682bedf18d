from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Verdict
from kinews_cli.store import FILE_NAME, Store
from kinews_cli.store.contents import Contents, look
from kinews_cli.store.looking import State
from store.kept import NOON, NOW, URL, check, connection, made_by_the_first_kinews


def contents(folder: Path) -> Contents:
    found = look(folder, NOW).contents
    assert found is not None
    return found


def some(counts: object) -> dict[object, int]:
    assert isinstance(counts, dict)
    return {key: count for key, count in counts.items() if count}


def test_everything_is_counted(filled: Path) -> None:
    found = contents(filled)
    assert some(found.verdicts) == {Verdict.OK: 1, Verdict.MOVED: 1, Verdict.BROKEN: 2}
    assert some(found.ages) == {1: 1, 7: 1, 30: 1, None: 1}
    assert found.fresh == 2
    assert some(found.sources) == {SourceKind.PAGE: 4}
    assert (found.links, found.bad, found.changes, found.builds, found.validators) == (4, 2, 7, 1, 4)
    assert found.first_seen == (NOW - timedelta(days=201)).date().isoformat()
    assert (found.undated, found.unreadable, found.unreadable_sources) == (0, 0, 0)


def test_no_kind_of_verdict_or_source_is_left_out(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    found = contents(tmp_path)
    assert found.verdicts == dict.fromkeys(Verdict, 0)
    assert found.sources == dict.fromkeys(SourceKind, 0)
    assert (found.links, found.first_seen) == (0, None)


def test_validators_count_where_there_are_any(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
    assert contents(tmp_path).validators == 0


@pytest.mark.parametrize("sql", ["X'00'", "'{}'", "CAST(X'7B22FF' AS TEXT)", "7"])
def test_rows_that_do_not_fit_are_counted_as_such(filled: Path, sql: str) -> None:
    with Store(filled) as store:
        base = connection(store)
        base.execute(f"UPDATE verdicts SET record = {sql} WHERE url = '{URL}5'")
        base.execute(f"UPDATE sources SET record = {sql} WHERE url = '{URL}5'")
    found = contents(filled)
    assert some(found.verdicts) == {Verdict.OK: 1, Verdict.BROKEN: 2}
    assert (found.unreadable, found.fresh) == (1, 1)
    assert (some(found.sources), found.unreadable_sources) == ({SourceKind.PAGE: 3}, 1)


@pytest.mark.parametrize(
    "at", ["'yesterday'", "X'32303236'", "7", "'2026-11-23'", "CAST(X'32FF' AS TEXT)", "'2026-11-25T12:00:00Z'"]
)
def test_times_that_are_none_or_to_come_are_no_age(tmp_path: Path, at: str) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK))
        store.check(URL)
        connection(store).execute(f"UPDATE verdicts SET checked_at = {at}")
        connection(store).execute("UPDATE history SET first_seen = 'long ago'")
    found = contents(tmp_path)
    assert (found.undated, some(found.ages), found.first_seen) == (1, {}, None)


def test_a_clock_that_is_a_little_ahead_harms_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK, "2026-11-23T13:00:00Z"))
    assert some(contents(tmp_path).ages) == {1: 1}


def test_an_older_cache_has_no_changes(tmp_path: Path) -> None:
    made_by_the_first_kinews(tmp_path)
    seen = look(tmp_path, NOW)
    assert (seen.state, seen.version) == (State.OLDER, 1)
    assert seen.contents is not None
    assert (seen.contents.links, seen.contents.bad, seen.contents.changes) == (1, 1, 0)


def test_damage_that_shows_late_is_damage(rotten: Path) -> None:
    seen = look(rotten, NOW)
    assert (seen.state, seen.contents) == (State.DAMAGED, None)
    assert seen.reason == "database disk image is malformed"
    assert not (rotten / "kinews.damaged").exists()


@pytest.mark.parametrize("state", [State.MISSING, State.EMPTY])
def test_where_nothing_is_all_counts_are_none(tmp_path: Path, state: State) -> None:
    folder = tmp_path / "cache"
    if state is State.EMPTY:
        folder.mkdir()
        (folder / FILE_NAME).touch()
    seen = look(folder, NOW)
    assert (seen.path, seen.state, seen.size, seen.aside) == (folder / FILE_NAME, state, 0, 0)
    with Store(tmp_path):
        pass
    assert seen.contents == contents(tmp_path)


def test_what_is_not_yet_brought_home_counts_too(tmp_path: Path) -> None:
    """As while another run is checking: what it has written may still stand in the file beside."""
    with Store(tmp_path) as store:
        store.keep_check(URL, check(Verdict.OK, NOON))
        store.check(URL)
        assert some(contents(tmp_path).verdicts) == {Verdict.OK: 1}
