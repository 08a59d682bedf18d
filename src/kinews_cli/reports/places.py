"""Where a file lies, for a platform that knows the repository and not our working folder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kinews_cli.config import find_config
from kinews_cli.errors import ConfigError

_STDIN = "-"


def repository_root(start: str) -> Path:
    """The folder that paths begin at, wherever the command runs: the same for a run from above the issues and from among them.

    For the file `start` ("-" and "" stand for the working folder) that is GitHub's workspace where it lies in there, else its
    git repository, else the folder of its configuration, else the working folder.
    """
    place = _absolute("" if start == _STDIN else start)
    workspace = os.environ.get("GITHUB_WORKSPACE")  # set by GitHub Actions
    if workspace and place.is_relative_to(_absolute(workspace)):
        return _absolute(workspace)
    for folder in (place, *place.parents):
        if (folder / ".git").exists():  # a file in a work tree, else a folder
            return folder
    with suppress(ConfigError):  # another one was named, and has been read
        return find_config(place).folder or Path.cwd()
    return Path.cwd()


def repository_path(path: str, root: Path | None) -> str:
    """`path` from the folder `root` (else the working folder) down, with "/"; all of it where it lies outside.

    Nothing is removed from the name, it would be another file's: whoever shows it passes it through `printable`.
    """
    if path == _STDIN:
        return path
    whole, base = _absolute(path), _absolute(root or "")
    return (whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix()


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the repository
