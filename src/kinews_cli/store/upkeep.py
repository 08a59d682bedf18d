"""Dropping what is in the cache: what has grown old, or all of it. The history of verdicts goes only where it is named.

Rows go, never the file: other runs may have it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kinews_cli import clock
from kinews_cli.border import printable
from kinews_cli.errors import OutputError
from kinews_cli.store.contents import CLOCKS_DIFFER
from kinews_cli.store.database import DAMAGED, FILE_NAME, Database
from kinews_cli.store.looking import Sight, State, looking, size_aside, size_on_disk, trouble
from kinews_cli.values import replace

# A verdict that has become old is renewed as soon as a run asks about its link, so one that is very old is of a link that
# nobody asks about. A source is read once, and only its verdict is renewed: it goes when its verdict goes.
_RECENT = "SELECT url FROM verdicts WHERE checked_at BETWEEN :since AND :until"
_OLD: Mapping[str, str] = {  # in this order: a later one would change what an earlier one finds
    "sources": f"FROM sources WHERE fetched_at NOT BETWEEN :since AND :until AND url NOT IN ({_RECENT})",
    "validators": f"FROM validators WHERE url NOT IN ({_RECENT})",
    "verdicts": "FROM verdicts WHERE checked_at NOT BETWEEN :since AND :until",
    "concerns": "FROM concerns WHERE kept_at NOT BETWEEN :since AND :until",  # judged anew where they are missing
}
_ALL: Mapping[str, str] = {name: f"FROM {name}" for name in ("verdicts", "validators", "sources", "builds", "concerns")}
_HISTORY: Mapping[str, str] = {name: f"FROM {name}" for name in ("history", "verdict_changes")}
_ADVICE = {State.NEWER: ". Update kinews, or delete the file", State.UNREADABLE: ""}
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many rows went, or would go, and what became of the room on the disk, in bytes."""

    verdicts: int = 0
    sources: int = 0
    builds: int = 0
    histories: int = 0
    concerns: int = 0
    freed: int = 0  # by rows that went; what others would free depends on how full the file's pages are
    left: int = 0
    remarks: tuple[str, ...] = ()  # what the user should know about the file


def prune(folder: Path, days: int, *, now: datetime, dry_run: bool = False) -> Dropped | None:
    """Drop the verdicts and sources of links that no run has asked about for `days`; None where there is no cache.

    Raises OutputError where nothing can be dropped.
    """
    since = now - min(timedelta(days=days), now - _FIRST)
    until = now + min(CLOCKS_DIFFER, _LAST - now)
    values = {"since": clock.stamp(since), "until": clock.stamp(until)}
    return _would_drop(folder, _OLD, values) if dry_run else _drop(folder, _OLD, values)


def clear(folder: Path, *, history: bool = False) -> Dropped | None:
    """Drop everything but the history of verdicts, or that too; None where there is no cache.

    With the history goes a damaged file that was moved aside: it may be the only one that still holds some of it.
    Raises OutputError where nothing can be dropped.
    """
    if not history:
        return _drop(folder, _ALL, {})
    before = _size(folder)
    dropped = _drop(folder, {**_ALL, **_HISTORY}, {})
    if not size_aside(folder):
        return dropped
    aside = folder / DAMAGED
    try:
        aside.unlink()
    except OSError as error:
        raise OutputError(f"{printable(str(aside))}: cannot be removed: {error.strerror}.") from None
    return replace(dropped or Dropped(), freed=max(0, before - _size(folder)))


def _drop(folder: Path, what: Mapping[str, str], values: Mapping[str, str]) -> Dropped | None:
    with looking(folder) as seen:
        if not _is_there(folder, seen):
            return None
    before = _size(folder)
    remarks: list[str] = []
    database = Database(folder, remarks.append)
    try:
        counts = database.drop([f"DELETE {which}" for which in what.values()], values)
        if counts is None:
            raise _impossible(folder, database.fault)
        if not database.compact():
            remarks.append(f"{_name(folder)}: cannot be made smaller now: another run reads it, or the disk is full")
    finally:
        database.close()
    freed, left = max(0, before - _size(folder)), size_on_disk(folder)
    return replace(_told(dict(zip(what, counts, strict=True))), freed=freed, left=left, remarks=tuple(remarks))


def _would_drop(folder: Path, what: Mapping[str, str], values: Mapping[str, str]) -> Dropped | None:
    with looking(folder) as seen:
        if not _is_there(folder, seen):
            return None
        if seen.base is not None:
            try:
                counts = {table: _count(seen.base, which, values) for table, which in what.items()}
            except sqlite3.Error as error:  # damage that shows late, unless it is something worse
                _is_there(folder, trouble(error))
            else:
                return replace(_told(counts), left=size_on_disk(folder))
    remark = f"{_name(folder)}: is damaged; it would be moved to {DAMAGED}"
    return Dropped(left=size_on_disk(folder), remarks=(remark,))


def _count(base: sqlite3.Connection, which: str, values: Mapping[str, str]) -> int:
    found: int = base.execute(f"SELECT count(*) {which}", values).fetchone()[0]
    return found


def _told(counts: Mapping[str, int]) -> Dropped:
    return Dropped(
        verdicts=counts["verdicts"],
        sources=counts["sources"],
        builds=counts.get("builds", 0),
        histories=counts.get("history", 0),
        concerns=counts["concerns"],
    )


def _is_there(folder: Path, seen: Sight) -> bool:
    """Is there a file that rows could be dropped from? Raises OutputError for one that is to be left alone."""
    if seen.state in _ADVICE:
        raise _impossible(folder, seen.reason, _ADVICE[seen.state])
    return seen.state not in {State.MISSING, State.EMPTY}


def _impossible(folder: Path, fault: str | None, advice: str = "") -> OutputError:
    return OutputError(f"{_name(folder)}: {fault}; nothing was dropped{advice}.")


def _size(folder: Path) -> int:
    return size_on_disk(folder) + size_aside(folder)


def _name(folder: Path) -> str:
    return printable(str(folder / FILE_NAME))
