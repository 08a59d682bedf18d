"""What is known about links and sources: one SQLite file below the cache folder.

The cache is data, not trust: a pull request can bring one. Rows are checked against their types when read, and a row that
does not fit is as good as none. A database that is damaged, or not built as ours are, is moved aside, whenever that shows;
one that cannot be written is only read, one that was made by a newer kinews is left alone; the run goes on and says so.

Disposable but for the history of verdicts (first seen, last good, broken since), which needs runs on different days.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from kinews_cli import clock
from kinews_cli.border import printable
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check, History, Verdict

FILE_NAME = "kinews.sqlite3"
_LOCK = "kinews.lock"  # an empty database that is locked while a damaged one is moved aside
_BESIDE = ("-wal", "-shm", "-journal")  # files that SQLite opens on its own
_VERSION = 1
_PATIENCE = 5.0  # seconds for another run to let go of the file
_PAUSES = (0.002, 0.1)  # seconds between two attempts to open it: the first pause, and the longest
_SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (url TEXT PRIMARY KEY, record BLOB NOT NULL, checked_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (url TEXT PRIMARY KEY, record BLOB NOT NULL, fetched_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    url TEXT PRIMARY KEY, first_seen TEXT NOT NULL, last_ok TEXT, bad_since TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS builds (path TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID;
"""
# How long a verdict stands. Blocked and unreachable are asked again at the next run: they say more about the day than the link.
_FRESH = {
    Verdict.OK: timedelta(days=7),
    Verdict.MOVED: timedelta(days=7),
    Verdict.BROKEN: timedelta(hours=6),
}
_GOOD = {Verdict.OK, Verdict.MOVED}
_BAD = {Verdict.BROKEN, Verdict.UNREACHABLE}

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"

_T = TypeVar("_T")
_Values = tuple[object, ...] | dict[str, object]


def is_fresh(check: Check, now: datetime) -> bool:
    """Does the verdict still stand at `now`? One from the future never does: some clock is wrong."""
    age = _FRESH.get(check.verdict)
    if age is None or check.checked_at is None:
        return False
    try:
        checked = datetime.fromisoformat(check.checked_at)
        return timedelta(0) <= now - checked <= age
    except (ValueError, TypeError):
        return False


def _verify(base: sqlite3.Connection) -> None:
    """Raise DatabaseError unless the database is built exactly as ours are.

    A view may stand under the name of a table and compute without end, a trigger may change what is written.
    """
    with closing(sqlite3.connect(":memory:")) as ours:
        ours.executescript(_SCHEMA)
        expected = ours.execute(_OBJECTS).fetchall()
    if base.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        raise sqlite3.DatabaseError("the tables are those of another kinews")
    if base.execute(_OBJECTS).fetchmany(len(expected) + 1) != expected:
        raise sqlite3.DatabaseError("the tables are not those of kinews")


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


class Store:
    """The open database, or nothing at all where none can be had; `remarks` say what was wrong with it."""

    def __init__(self, folder: Path, *, say: Callable[[str], None] | None = None) -> None:
        self.remarks: list[str] = []
        self._say = say or self.remarks.append
        self._path = folder / FILE_NAME
        self._base: sqlite3.Connection | None = None
        self._writable = True
        self._file: tuple[int, int] | None = None  # which one was opened
        self._started_anew = False
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def check(self, url: str) -> Check | None:
        """The last verdict on `url`, fresh or not."""
        return self._read("SELECT record FROM verdicts WHERE url = ?", url, Check)

    def source(self, url: str) -> Source | None:
        """What `url` was last found to be."""
        return self._read("SELECT record FROM sources WHERE url = ?", url, Source)

    def history(self, url: str) -> History | None:
        row = self._row("SELECT first_seen, last_ok, bad_since FROM history WHERE url = ?", url)
        if row is None or not isinstance(row[0], str):
            return None
        last_ok, bad_since = (value if isinstance(value, str) else None for value in row[1:])
        return History(row[0], last_ok, bad_since)

    def inputs(self, path: str) -> str | None:
        """The fingerprint of what the last complete build of `path` was made from."""
        row = self._row("SELECT inputs FROM builds WHERE path = ?", path)
        return row[0] if row is not None and isinstance(row[0], str) else None

    def keep_check(self, url: str, check: Check) -> None:
        """Keep a verdict and carry the history on. What was not asked leaves no trace."""
        if check.checked_at is None:
            return
        good, bad = check.verdict in _GOOD, check.verdict in _BAD and check.reason != "no_network"
        self._write(
            "INSERT INTO verdicts VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
            "record = excluded.record, checked_at = excluded.checked_at",
            lambda: (url, msgspec.json.encode(check), check.checked_at),
        )
        self._write(
            "INSERT INTO history VALUES (:url, :at, CASE WHEN :good THEN :at END, CASE WHEN :bad THEN :at END) "
            "ON CONFLICT (url) DO UPDATE SET last_ok = CASE WHEN :good THEN :at ELSE last_ok END, "
            "bad_since = CASE WHEN :good THEN NULL WHEN :bad THEN coalesce(bad_since, :at) ELSE bad_since END",
            lambda: {"url": url, "at": check.checked_at, "good": good, "bad": bad},
        )

    def keep_source(self, url: str, source: Source) -> None:
        self._write(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?)",
            lambda: (url, msgspec.json.encode(source), clock.stamp(clock.now())),
        )

    def keep_inputs(self, path: str, inputs: str) -> None:
        self._write("INSERT OR REPLACE INTO builds VALUES (?, ?)", lambda: (path, inputs))

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
        # autocommit: each verdict is safe as soon as it is known; WAL and a busy time-out let two runs share the file
        with ExitStack() as closing_on_failure:
            base = closing_on_failure.enter_context(
                closing(sqlite3.connect(self._path, timeout=5, isolation_level=None))
            )
            base.execute("PRAGMA trusted_schema = OFF")
            version = base.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                self._say(f"{self._name}: was written by a newer kinews; going on without the cache")
                return None
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if version < _VERSION:
                base.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
            _verify(base)
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
        place = f"{self._path.absolute().as_uri()}?{way}"
        with ExitStack() as closing_on_failure:
            base = closing_on_failure.enter_context(
                closing(sqlite3.connect(place, uri=True, timeout=5, isolation_level=None))
            )
            base.execute("PRAGMA trusted_schema = OFF")
            _verify(base)
            closing_on_failure.pop_all()
            return base

    def _is_mended(self, error: sqlite3.Error) -> bool:
        """Was it damage, which shows only where a page is read, and has it been dealt with? True at most once in a run."""
        # its subclasses are about a statement, or about the way to the file
        damage = type(error) is sqlite3.DatabaseError
        if not damage or self._started_anew or not self._writable:
            return False
        self._close()
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

    def _read(self, query: str, url: str, kind: type[_T]) -> _T | None:
        row = self._row(query, url)
        if row is None or not isinstance(row[0], bytes):
            return None
        try:
            return msgspec.json.decode(row[0], type=kind)
        except (ValueError, RecursionError):  # ValueError: no JSON, other types, or bytes that are no UTF-8
            return None

    def _row(self, query: str, key: str) -> tuple[object, ...] | None:
        if self._base is None:
            return None
        try:
            row: tuple[object, ...] | None = self._base.execute(query, (key,)).fetchone()
        except UnicodeError:
            return None  # a lone surrogate in an address: it was never kept
        except sqlite3.Error as error:
            if not self._is_mended(error):
                self._without(error)
            return None
        return row

    def _write(self, statement: str, values: Callable[[], _Values]) -> None:
        if self._base is None or not self._writable:
            return
        try:
            self._base.execute(statement, values())
        except UnicodeError:
            return  # a lone surrogate in an address or in a foreign text: UTF-8 cannot hold it
        except sqlite3.Error as error:
            if self._is_mended(error):
                self._write(statement, values)
            else:
                self._stop_writing(printable(str(error)))

    def _stop_writing(self, reason: str) -> None:
        self._writable = False
        self._say(f"{self._name}: {reason}; nothing new is kept in the cache")

    def _close(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def _without(self, error: Exception) -> None:
        self._close()
        self._say(f"{self._name}: {printable(str(error))}; going on without the cache")

    @property
    def _name(self) -> str:
        return printable(str(self._path))
