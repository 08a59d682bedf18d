"""Reading what others may have put there, and writing whole files or none.

A pull request can bring symbolic links, pipes and huge files under any name, so only plain files are read, up to a limit.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
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
    """Write all files or none: each to a neighbour first, then all are put in place.

    Raises OutputError, after which no new file and no left-over stands anywhere; old files are as they were unless the
    disk fails in the middle of renaming, which needs no space.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for target, content in files.items():
            staged.append((_stage(target, content), target))
        for temporary, target in staged:
            temporary.replace(target)
    except (OSError, ValueError) as error:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        failed = printable(str(getattr(error, "filename", None) or next(iter(files))))
        raise OutputError(f"{failed}: cannot be written: {_reason(error)}. Nothing was changed.") from None


def _stage(target: Path, content: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())  # mkstemp makes private files; these are meant to be read
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(target)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return printable(text[:1].lower() + text[1:])
