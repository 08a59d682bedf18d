"""The file itself: made, opened, read, written; and what is done where that cannot be.

A database that is damaged, or not built as ours are, is moved aside, whenever that shows; one that cannot be written is only
read, one that was made by a newer kinews is left alone; the run goes on and says so.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TypeVar

from kinews_cli.border import printable
from kinews_cli.store.schema import VERSION, lend_missing, upgrade, verify, version_of

FILE_NAME = "kinews.sqlite3"
DAMAGED = "kinews.damaged"  # what a damaged one is moved to
BESIDE = ("-wal", "-shm", "-journal")  # files that SQLite opens on its own
_LOCK = "kinews.lock"  # an empty database that is locked while a damaged one is moved aside
_PATIENCE = 5.0  # seconds for another run to let go of the file
_PAUSES = (0.002, 0.1)  # seconds between two attempts to open it: the first pause, and the longest
_MOST_VALUES = 900  # in one statement; SQLite before 3.32 takes 999
_VALUES = re.compile(r"\((?:\?, )*\?\)")
NEWER = "was written by a newer kinews"
WITHOUT = "going on without the cache"

_T = TypeVar("_T")
Row = tuple[object, ...]
Change = tuple[str, Row]  # a statement for one row, with "(?, ?)" for its values, and these


class Database:
    """The open database, or nothing at all where none can be had. One thread at a time may use it."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.fault: str | None = None  # why nothing can be written, or no database can be had
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
            return selected(self._base, query, keys)
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
            if is_error(error, sqlite3.SQLITE_BUSY) and not wait:
                return False
            self._stop_writing(printable(str(error)))
        return True

    def drop(self, deletions: Sequence[str], values: Mapping[str, str]) -> list[int] | None:
        """How many rows each of `deletions` took, all in one transaction; None where none could be done: see `fault`."""
        if self._base is None or not self._writable:
            return None
        try:
            with self._base:
                self._base.execute("BEGIN IMMEDIATE")
                return [self._base.execute(deletion, values).rowcount for deletion in deletions]
        except sqlite3.Error as error:
            if self._is_mended(error):
                return self.drop(deletions, values)
            self.fault = printable(str(error))
            return None

    def compact(self) -> bool:
        """Give the room of what was dropped back to the disk. Where that cannot be done now, a later time will do."""
        if self._base is None:
            return False
        try:
            self._base.execute("VACUUM")
            busy, *_ = self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        return not busy

    def close(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def _open(self) -> None:
        try:
            self._make_folder()
            if is_symbolic_link(self._path):
                self._tell("is a symbolic link", WITHOUT)
                return
            if self._path.exists() and not self._path.is_file():  # to open a pipe would wait for a writer
                self._tell("is no plain file", WITHOUT)
                return
            self._connect()
        except sqlite3.OperationalError as error:
            self._connect_to_read(error)
        except sqlite3.DatabaseError:
            self._move_aside()
        except OSError as error:
            self._without(error)

    def _make_folder(self) -> None:
        """The folder, where there is none. Git is told to leave it alone: a hook must leave nothing that it would show."""
        folder = self._path.parent
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")

    def _connect(self) -> None:
        """Open the database, or make it. SQLite waits for other runs, but not where one of them is just making the file."""
        until = time.monotonic() + _PATIENCE
        pause, longest = _PAUSES
        while True:
            try:
                self._base = self._opened()
            except sqlite3.OperationalError as error:
                # Another run that moves a damaged file aside takes what lies beside it first: for a moment, that cannot be read.
                passes = is_error(error, sqlite3.SQLITE_BUSY) or (
                    is_error(error, sqlite3.SQLITE_IOERR) and pause < longest
                )
                if not passes or time.monotonic() + pause > until:
                    raise
            else:
                self._file = _identity(self._path)
                return
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _opened(self) -> sqlite3.Connection | None:
        self._file = _identity(self._path)
        with ExitStack() as closing_on_failure:
            base = closing_on_failure.enter_context(closing(connection(self._path)))
            version = version_of(base)
            if version > VERSION:
                self._tell(NEWER, WITHOUT)
                return None
            # With a log beside the file (WAL) whoever reads waits for nobody, and nobody for him.
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if version < VERSION:
                upgrade(base)
            verify(base)
            closing_on_failure.pop_all()
            return base

    def _connect_to_read(self, error: sqlite3.OperationalError) -> None:
        """What cannot be written may still be read."""
        ways = ["mode=ro"]
        # Even to read, SQLite wants to put files beside a database in WAL mode, unless it is told that nobody writes. Where
        # that is the fault and no run has left anything in such a file, nobody does.
        refused = is_error(error, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if refused and not any(self._path.with_name(FILE_NAME + suffix).exists() for suffix in BESIDE):
            ways.append("mode=ro&immutable=1")
        for way in ways:
            with suppress(sqlite3.Error, ValueError):
                self._base = self._opened_to_read(way)
                self._stop_writing(f"can only be read ({_reason(error)}); --cache DIR names another folder")
                return
        self._without(error)

    def _opened_to_read(self, way: str) -> sqlite3.Connection:
        with ExitStack() as closing_on_failure:
            place = f"{self._path.absolute().as_uri()}?{way}"
            base = closing_on_failure.enter_context(closing(connection(place, uri=True)))
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
        aside = self._path.with_name(DAMAGED)
        try:
            # A lock of SQLite's ends with its process, and is the same on every system.
            with closing(sqlite3.connect(self._path.with_name(_LOCK), timeout=_PATIENCE, isolation_level=None)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                if _identity(self._path) == self._file:  # else another run has done it already
                    for suffix in BESIDE:
                        self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                    self._path.replace(aside)
                self._say(f"{self._name}: is damaged; moved to {aside.name} and started anew")
                self._connect()
        except (OSError, sqlite3.Error) as error:
            self._without(error)

    def _stop_writing(self, reason: str) -> None:
        self._writable = False
        self._tell(reason, "nothing new is kept in the cache")

    def _without(self, error: Exception) -> None:
        self.close()
        self._tell(_reason(error), WITHOUT)

    def _tell(self, fault: str, consequence: str) -> None:
        self.fault = fault
        self._say(f"{self._name}: {fault}; {consequence}")

    @property
    def _name(self) -> str:
        return printable(str(self._path))


def is_symbolic_link(path: Path) -> bool:
    """Is the database, or a file that is opened with it, somewhere else?"""
    names = (FILE_NAME, _LOCK, *(FILE_NAME + suffix for suffix in BESIDE))
    return any(path.with_name(name).is_symlink() for name in names)


def connection(place: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    """A connection that begins no transaction of its own accord and may go from thread to thread."""
    base = sqlite3.connect(place, uri=uri, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    base.execute("PRAGMA trusted_schema = OFF")
    return base


def selected(base: sqlite3.Connection, query: str, keys: Sequence[str]) -> list[Row]:
    """What `query`, with one "(?)" for the keys, finds for all of them at one moment."""
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


def is_error(error: sqlite3.Error, *codes: int) -> bool:
    """Is it one of these errors of SQLite, whatever its upper bytes add?"""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes


def _identity(path: Path) -> tuple[int, int] | None:
    """Tells a file from another one that has taken its name."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _reason(error: Exception) -> str:
    """What the system says, without its number."""
    if isinstance(error, OSError) and error.strerror:
        return printable(f"cannot be made: {error.strerror}; --cache DIR names another folder")
    return printable(str(error))
