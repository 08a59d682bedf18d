"""Looking at the file without making, mending or renewing it, for who asks what the cache is and holds.

A run that keeps things does all three (`database.py`); a question must not, nor a hook: the file may be part of a repository.
SQLite itself would write, to tidy up behind a run that was killed, so it is told that nobody does, or given a copy.
"""

from __future__ import annotations

import errno
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kinews_cli.border import printable
from kinews_cli.store.database import BESIDE, DAMAGED, FILE_NAME, NEWER, connection, is_symbolic_link
from kinews_cli.store.schema import VERSION, lend_missing, verify, version_of
from kinews_cli.values import Value

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_LOGS = ("-wal", "-journal")  # what a run has written and not yet put into the file, or has to take back
_ATTEMPTS = 5


class State(StrEnum):
    """How the file is found."""

    MISSING = "missing"
    EMPTY = "empty"  # a file, but nothing was made in it
    CURRENT = "current"
    OLDER = "older"  # the next run adds what is new
    NEWER = "newer"  # left alone
    DAMAGED = "damaged"  # or not built as ours are; the next run moves it aside
    UNREADABLE = "unreadable"


class Sight(Value, frozen=True):
    """What is seen of the file. `base` is there where it can be asked, like one of today even if it is older."""

    state: State
    version: int | None = None
    base: sqlite3.Connection | None = None
    reason: str | None = None  # why it is damaged or unreadable, for a person


@contextmanager
def looking(folder: Path) -> Iterator[Sight]:
    """The file of `folder`, open for reading at one moment, as long as the context lasts. Nothing in the folder changes."""
    path = folder / FILE_NAME
    with ExitStack() as open_files:
        yield _from_outside(path) or _opened(path, open_files)


def _opened(path: Path, open_files: ExitStack) -> Sight:
    try:
        place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        if any(_size(path.with_name(path.name + suffix)) for suffix in _LOGS):
            place = _copied(path, Path(open_files.enter_context(_temporary_folder()))).as_uri()
        return _from_inside(open_files.enter_context(closing(connection(place, uri=True))))
    except sqlite3.Error as error:
        return trouble(error)
    except OSError as error:
        return Sight(State.UNREADABLE, reason=error.strerror or str(error))


def _temporary_folder() -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory  # for logs that a run left behind, or is writing

    return TemporaryDirectory(prefix="kinews-")


def _copied(path: Path, folder: Path) -> Path:
    """A copy with the logs of a run, as they stood at one moment: whoever opens these would write, if only to tidy up."""
    import shutil

    for _ in range(_ATTEMPTS):
        before = signature(path)
        for suffix in ("", *_LOGS):
            copy = folder / f"{path.name}{suffix}"
            copy.unlink(missing_ok=True)
            if _size(path.with_name(path.name + suffix)):
                shutil.copyfile(path.with_name(path.name + suffix), copy)
        if signature(path) == before:
            return folder / path.name
    raise OSError(errno.EBUSY, "another run is writing it")


def signature(path: Path) -> tuple[object, ...]:
    """Changes with the database and with the logs beside it."""
    return tuple(_stamp(path.with_name(path.name + suffix)) for suffix in ("", *_LOGS))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        state = path.lstat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


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


def _size(path: Path) -> int:
    try:
        state = path.lstat()
    except OSError:
        return 0
    return state.st_size if stat.S_ISREG(state.st_mode) else 0
