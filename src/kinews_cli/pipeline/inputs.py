"""Which issues a command works on, and their reading."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.errors import InputError
from kinews_cli.files import LIMIT, read_plain
from kinews_cli.model.issue import Issue
from kinews_cli.reading.building import read_issue

STDIN = "-"
SUFFIXES = (".txt", ".md")


def issue_paths(arguments: Sequence[str], default: str = "issues") -> list[str]:
    """Files named by `arguments`: files as they are, folders by their issues, `-` for standard input.

    Without arguments, the issues in the folder `default`. Raises InputError for what is no issue or not there.
    """
    if not arguments:
        folder = Path(default)
        if not folder.is_dir():
            raise InputError(
                f"There is no folder {printable(default)}/ here. Name the file of an issue, or make the folder."
            )
        return _in_folder(folder)
    paths: list[str] = []
    for argument in arguments:
        path = Path(argument)
        if argument == STDIN:
            paths.append(STDIN)
        elif path.is_dir():
            paths += _in_folder(path)
        else:
            paths.append(_file(path))
    return list(dict.fromkeys(paths))


def read_issues(
    paths: Iterable[str],
    *,
    stdin_name: str | None = None,
    date: str | None = None,
    dates: Mapping[str, str] | None = None,
) -> list[Issue]:
    """The issues behind `paths`, in their order. Raises InputError, also where two have one number."""
    issues: list[Issue] = []
    by_number: dict[int, Issue] = {}
    for path in paths:
        issue = read_issue(_content(path), stdin_name if path == STDIN and stdin_name else path, date=date)
        if date is None and issue.date is None and dates and str(issue.number) in dates:
            issue = read_issue(_content(path), path, date=dates[str(issue.number)])
        issues.append(issue)
        if issue.number is not None:
            other = by_number.setdefault(issue.number, issue)
            if other is not issue:
                raise InputError(
                    f"{printable(other.path)} and {printable(issue.path)} are both number {issue.number}. "
                    "Correct the title of one, or name the files one at a time."
                )
    return issues


def _in_folder(folder: Path) -> list[str]:
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and path.stem.lower() != "readme" and not path.name.startswith(".")
    )
    if not found:
        raise InputError(f"{printable(str(folder))}: holds no issue. Issues are files that end in .txt or .md.")
    return [str(path) for path in found]


def _file(path: Path) -> str:
    if not path.exists() and not path.is_symlink():
        raise InputError(f"{printable(str(path))}: there is no such file.")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{printable(str(path))}: is no issue. Issues are files that end in .txt or .md.")
    return str(path)


def _content(path: str) -> bytes:
    if path != STDIN:
        return read_plain(Path(path))
    content = sys.stdin.buffer.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise InputError(f"standard input is larger than {LIMIT // 2**20} MB. Is it really the text of an issue?")
    return content
