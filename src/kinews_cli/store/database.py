"""The file itself: made, opened, read, written; and what is done where that cannot be.

A database that is damaged, or not built as ours are, is moved aside, whenever that shows; one that cannot be written is only
read, one that was made by a newer kinews is left alone; the run goes on and says so.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TypeVar

from kinews_cli.border import printable
from kinews_cli.store.schema import VERSION, lend_missing, upgrade, verify, version_of

FILE_NAME = "kinews.sqlite3"
_LOCK = "kinews.lock"  # an empty database that is locked while a damaged one is moved aside
_BESIDE = ("-wal", "-shm", "-journal")  # files that SQLite opens on its own
_PATIENCE = 5.0  # seconds for another run to let go of the file
_PAUSES = (0.002, 0.1)  # seconds between two attempts to open it: the first pause, and the longest
_MOST_VALUES = 900  # in one statement; SQLite before 3.32 takes 999
_VALUES = re.compile(r"\((?:\?, )*\?\)")

_T = TypeVar("_T")
Row = tuple[object, ...]
Change = tuple[str, Row]  # a statement for one row, with "(?, ?)" for its values, and these


class Database:
    """The open database, or nothing at all where none can be had. One thread at a time may use it."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._say = say
        self._path = folder / FILE_NAME
        self._base: sqlite3.Connection | None = None
        self._writable = True
        self._file: tuple[int, int] | None = None  # which one was opened
        self._started_anew = False
        self._open()

    @property
    def takes_changes(self) -> bool:
        """Is there any use in writing?"""
        return self._base is not None and self._writable

    def read(self, query: str, keys: Sequence[str]) -> list[Row]:
        """What `query` finds for all `keys`, as it stood at one moment; nothing where that cannot be read.

        `query` has one "(?)" for the keys, which are text that UTF-8 can hold.
        """
        if self._base is None:
            return []
        try:
            return _selected(self._base, query, keys)
        except sqlite3.Error as error:
            if not self._is_mended(error):
                self._without(error)
            return []

    def write(self, changes: Sequence[Change], *, wait: bool) -> bool:
        """All `changes` in one transaction, or none; False: another run is writing, try again.

        With `wait` it never is False. What cannot be written then is lost, as is all that follows, and that is said once.
        """
        if self._base is None or not self._writable:
            return True
        try:
            _put(self._base, changes, _PATIENCE if wait else 0)
        except sqlite3.Error as error:
            if self._is_mended(error):
                return self.write(changes, wait=wait)
            if _is(error, sqlite3.SQLITE_BUSY) and not wait:
                return False
            self._stop_writing(printable(str(error)))
        return True

    def close(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def _open(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            names = (FILE_NAME, _LOCK, *(FILE_NAME + suffix for suffix in _BESIDE))
            if any(self._path.with_name(name).is_symlink() for name in names):
                self._say(f"{self._name}: is a symbolic link; going on without the cache")
                return
            self._connect()
        except sqlite3.OperationalError as error:
            self._read_only(error)
        except sqlite3.DatabaseError:
            self._move_aside()
        except OSError as error:
            self._without(error)

    def _connect(self) -> None:
        """Open the database, or make it. SQLite waits for other runs, but not where one of them is just making the file."""
        until = time.monotonic() + _PATIENCE
        pause, longest = _PAUSES
        while True:
            try:
                self._base = self._opened()
            except sqlite3.OperationalError as error:
                if not _is(error, sqlite3.SQLITE_BUSY) or time.monotonic() + pause > until:
                    raise
            else:
                self._file = _identity(self._path)
                return
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _opened(self) -> sqlite3.Connection | None:
        self._file = _identity(self._path)
        with ExitStack() as closing_on_failure:
            base = closing_on_failure.enter_context(closing(_connection(self._path)))
            version = version_of(base)
            if version > VERSION:
                self._say(f"{self._name}: was written by a newer kinews; going on without the cache")
                return None
            # With a log beside the file (WAL) whoever reads waits for nobody, and nobody for him.
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if version < VERSION:
                upgrade(base)
            verify(base)
            closing_on_failure.pop_all()
            return base

    def _read_only(self, error: sqlite3.OperationalError) -> None:
        """What cannot be written may still be read."""
        ways = ["mode=ro"]
        # Even to read, SQLite wants to put files beside a database in WAL mode, unless it is told that nobody writes. Where
        # that is the fault and no run has left anything in such a file, nobody does.
        refused = _is(error, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if refused and not any(self._path.with_name(FILE_NAME + suffix).exists() for suffix in _BESIDE):
            ways.append("mode=ro&immutable=1")
        for way in ways:
            with suppress(sqlite3.Error, ValueError):
                self._base = self._opened_to_read(way)
                self._stop_writing(f"can only be read ({printable(str(error))})")
                return
        self._without(error)

    def _opened_to_read(self, way: str) -> sqlite3.Connection:
        with ExitStack() as closing_on_failure:
            place = f"{self._path.absolute().as_uri()}?{way}"
            base = closing_on_failure.enter_context(closing(_connection(place, uri=True)))
            verify(base)
            lend_missing(base)
            closing_on_failure.pop_all()
            return base

    def _is_mended(self, error: sqlite3.Error) -> bool:
        """Was it damage, which shows only where a page is read, and has it been dealt with? True at most once in a run."""
        # its subclasses are about a statement, or about the way to the file
        damage = type(error) is sqlite3.DatabaseError
        if not damage or self._started_anew or not self._writable:
            return False
        self.close()
        self._move_aside()
        return True

    def _move_aside(self) -> None:
        self._started_anew = True
        aside = self._path.with_suffix(".damaged")
        try:
            # A lock of SQLite's ends with its process, and is the same on every system.
            with closing(sqlite3.connect(self._path.with_name(_LOCK), timeout=_PATIENCE, isolation_level=None)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                if _identity(self._path) == self._file:  # else another run has done it already
                    for suffix in _BESIDE:
                        self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                    self._path.replace(aside)
                self._say(f"{self._name}: is damaged; moved to {aside.name} and started anew")
                self._connect()
        except (OSError, sqlite3.Error) as error:
            self._without(error)

    def _stop_writing(self, reason: str) -> None:
        self._writable = False
        self._say(f"{self._name}: {reason}; nothing new is kept in the cache")

    def _without(self, error: Exception) -> None:
        self.close()
        self._say(f"{self._name}: {printable(str(error))}; going on without the cache")

    @property
    def _name(self) -> str:
        return printable(str(self._path))


def _connection(place: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    """A connection that begins no transaction of its own accord and may go from thread to thread."""
    base = sqlite3.connect(place, uri=uri, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    base.execute("PRAGMA trusted_schema = OFF")
    return base


def _selected(base: sqlite3.Connection, query: str, keys: Sequence[str]) -> list[Row]:
    found: list[Row] = []
    with base:
        base.execute("BEGIN")
        for some in _portions(keys, _MOST_VALUES):
            found += base.execute(_VALUES.sub(f"({', '.join('?' * len(some))})", query), some)
    return found


def _put(base: sqlite3.Connection, changes: Sequence[Change], patience: float) -> None:
    """Many rows in each statement: while one runs other threads may work, and to be back after it can take 5 ms each time."""
    rows: dict[str, list[Row]] = {}
    for statement, row in changes:
        rows.setdefault(statement, []).append(row)
    base.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    try:
        with base:
            base.execute("BEGIN IMMEDIATE")
            for statement, all_rows in rows.items():
                for some in _portions(all_rows, _MOST_VALUES // len(all_rows[0])):
                    base.execute(_for_rows(statement, len(some)), [value for row in some for value in row])
    finally:
        base.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")


def _for_rows(statement: str, count: int) -> str:
    return _VALUES.sub(lambda one: ", ".join([one[0]] * count), statement)


def _portions(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _is(error: sqlite3.Error, *codes: int) -> bool:
    """Is it one of these errors of SQLite, whatever its upper bytes add?"""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes


def _identity(path: Path) -> tuple[int, int] | None:
    """Tells a file from another one that has taken its name."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
