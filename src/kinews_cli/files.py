"""Reading what others may have put there, and writing whole files or none.

A pull request can bring symbolic links, pipes and huge files under any name, so only plain files are read, up to a limit.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.errors import InputError, OutputError

LIMIT = 32 * 1024 * 1024


def read_plain(path: Path, *, limit: int = LIMIT) -> bytes:
    """The bytes of a plain file. Raises InputError for anything else, FileNotFoundError where nothing is."""
    name = printable(str(path))
    try:
        # O_NONBLOCK: opening a pipe would wait for a writer
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        if path.is_symlink():
            raise InputError(f"{name}: is a symbolic link. Put the file itself there.") from None
        raise InputError(f"{name}: cannot be read: {_reason(error)}.") from None
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise InputError(f"{name}: is no plain file.")
    with os.fdopen(handle, "rb") as file:
        if state.st_size > limit:
            raise InputError(f"{name}: is larger than {limit // 2**20} MB. Is it really the text of an issue?")
        return file.read(limit + 1)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: each to a neighbour first, then all are put in place. A file that is replaced keeps its mode.

    Raises OutputError, after which old files are as they were and no new one and no left-over stands anywhere; the same
    holds when it is interrupted. Where an old file cannot be put back, the message says where it lies.
    """
    changes = [_Change(target, content, alone=len(files) == 1) for target, content in files.items()]
    at: _Change | None = None
    try:
        for step in (_Change.verify, _Change.stage, _Change.keep_old, _Change.place):
            for at in changes:
                step(at)
    except BaseException as error:
        kept = [change.old for change in reversed(changes) if not change.undo()]
        if at is None or not isinstance(error, (OSError, ValueError)):
            raise
        raise OutputError(_unwritten(at.target, error, kept, len(files))) from None
    for change in changes:
        change.forget_old()


def _unwritten(target: Path, error: Exception, kept: Sequence[Path], count: int) -> str:
    """Speaks of these files alone: the run may have written others before."""
    if kept:
        end = f"Old files could not be put back and lie in {', '.join(printable(str(path)) for path in kept)}."
    elif count == 1:
        end = "This file was not changed."
    else:
        end = f"None of the {count} files that belong together was changed."
    return f"{printable(str(target))}: cannot be written: {_reason(error)}. {end}"


class _Change:
    """One file on its way. What has been done is read from the disk: an interruption may come between any two steps."""

    def __init__(self, target: Path, content: bytes, *, alone: bool) -> None:
        self.target = target
        self._content = content
        self._alone = alone  # renaming one file is all or nothing by itself
        self._replaces = False
        self._staged = False
        name = f".{target.name[:40]}.{os.urandom(8).hex()}"
        self.new = target.parent / f"{name}.part"
        self.old = target.parent / f"{name}.old"

    def verify(self) -> None:
        if self.target.is_dir() and not self.target.is_symlink():
            raise IsADirectoryError(errno.EISDIR, "a folder stands there")
        self._replaces = os.path.lexists(self.target)

    def stage(self) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with self.new.open("xb") as file:
            if self._replaces and not self.target.is_symlink():
                self.new.chmod(stat.S_IMODE(self.target.stat().st_mode) & 0o777)
            file.write(self._content)
            file.flush()
            os.fsync(file.fileno())
        self._staged = True

    def keep_old(self) -> None:
        """A second name for the old file, so that there is no moment without it."""
        if self._alone or not self._replaces:
            return
        try:
            os.link(self.target, self.old, follow_symlinks=False)
        except (OSError, NotImplementedError):  # a file system without hard links
            self.target.replace(self.old)

    def place(self) -> None:
        self.new.replace(self.target)

    def undo(self) -> bool:
        """Back to what stood there; False where that cannot be done."""
        try:
            if os.path.lexists(self.old):
                self.old.replace(self.target)
                self.old.unlink(missing_ok=True)  # two names of one file: renaming does nothing
            elif self._staged and not self._replaces and not os.path.lexists(self.new):
                self.target.unlink(missing_ok=True)
            self.new.unlink(missing_ok=True)
        except OSError:
            return not os.path.lexists(self.old)
        except ValueError:  # no file can have such a name, so none stands there
            return True
        return True

    def forget_old(self) -> None:
        with suppress(OSError):
            self.old.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return printable(text[:1].lower() + text[1:])
