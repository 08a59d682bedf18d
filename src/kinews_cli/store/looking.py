"""Looking at the file without making, mending or renewing it, for who asks what the cache is and holds.

A run that keeps things does all three (`database.py`); a question must not.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.store.database import BESIDE, DAMAGED, FILE_NAME, NEWER, connection, is_error, is_symbolic_link
from kinews_cli.store.schema import VERSION, lend_missing, verify, version_of


class State(StrEnum):
    """How the file is found."""

    MISSING = "missing"
    EMPTY = "empty"  # a file, but nothing was made in it
    CURRENT = "current"
    OLDER = "older"  # the next run adds what is new
    NEWER = "newer"  # left alone
    DAMAGED = "damaged"  # or not built as ours are; the next run moves it aside
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of the file. `base` is there where it can be asked, like one of today even if it is older."""

    state: State
    version: int | None = None
    base: sqlite3.Connection | None = None
    reason: str | None = None  # why it is damaged or unreadable, for a person


@contextmanager
def looking(folder: Path) -> Iterator[Sight]:
    """The file of `folder`, open for reading at one moment, as long as the context lasts."""
    path = folder / FILE_NAME
    with ExitStack() as open_files:
        yield _from_outside(path) or _opened(path, open_files)


def _opened(path: Path, open_files: ExitStack) -> Sight:
    fault: sqlite3.Error | None = None
    for way in _ways(path):
        try:
            base = open_files.enter_context(closing(connection(f"{path.absolute().as_uri()}?{way}", uri=True)))
            return _from_inside(base)
        except sqlite3.Error as error:
            fault = fault or error
            if not is_error(error, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                break
    return trouble(fault) if fault is not None else Sight(State.UNREADABLE)


def trouble(error: sqlite3.Error) -> Sight:
    """What SQLite's error says of the file: its subclasses are about a statement, or about the way to the file."""
    state = State.DAMAGED if type(error) is sqlite3.DatabaseError else State.UNREADABLE
    return Sight(state, reason=printable(str(error)))


def size_on_disk(folder: Path) -> int:
    """Bytes of the file and of those that SQLite has opened beside it."""
    return sum(_size(folder / f"{FILE_NAME}{suffix}") for suffix in ("", *BESIDE))


def size_aside(folder: Path) -> int:
    """Bytes of the damaged file that an earlier run moved aside."""
    return _size(folder / DAMAGED)


def _from_outside(path: Path) -> Sight | None:
    """What shows without opening it; None where it has to be opened."""
    try:
        state = path.lstat()
        if is_symbolic_link(path):
            return Sight(State.UNREADABLE, reason="is a symbolic link")
    except FileNotFoundError:
        return Sight(State.MISSING)
    except OSError as error:
        return Sight(State.UNREADABLE, reason=error.strerror or str(error))
    return None if stat.S_ISREG(state.st_mode) else Sight(State.UNREADABLE, reason="is no plain file")


def _from_inside(base: sqlite3.Connection) -> Sight:
    base.execute("BEGIN")
    version = version_of(base)
    if version > VERSION:
        return Sight(State.NEWER, version, reason=NEWER)
    if version == 0 and base.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        return Sight(State.EMPTY, version)
    verify(base)
    lend_missing(base)
    return Sight(State.CURRENT if version == VERSION else State.OLDER, version, base)


def _ways(path: Path) -> Iterator[str]:
    """First one that makes no file but may tidy up beside it as every run does: reading alone leaves a log (WAL) behind."""
    yield "mode=rw"
    yield "mode=ro"
    # Where nothing can be put beside it, and no run has: then nobody writes, and SQLite may be told so.
    if not any(path.with_name(path.name + suffix).exists() for suffix in BESIDE):
        yield "mode=ro&immutable=1"


def _size(path: Path) -> int:
    try:
        state = path.lstat()
    except OSError:
        return 0
    return state.st_size if stat.S_ISREG(state.st_mode) else 0
