"""Which issues a command works on, and their reading."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.config import Config
from kinews_cli.editions.names import file_stem
from kinews_cli.errors import InputError
from kinews_cli.files import LIMIT, read_plain
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Issue
from kinews_cli.nearest import nearest
from kinews_cli.reading.building import is_markdown, read_issue, read_lines
from kinews_cli.reading.marks import SPELLINGS, MarkSpellings
from kinews_cli.reading.settings import ReadingSettings
from kinews_cli.reading.splitting import Split, split_issue
from kinews_cli.values import replace

STDIN = "-"
SUFFIXES = (".txt", ".md")
_EDITION = lazy_pattern(r"\.(?:de|en)\.md$", re.IGNORECASE)  # what kinews itself writes


def issue_paths(
    arguments: Sequence[str], default: str = "issues", config: Config | None = None, *, force_exclude: bool = False
) -> list[str]:
    """Files named by `arguments`: files as they are, folders by their issues, `-` for standard input.

    Without arguments, the issues in the folder `default`. What `config` excludes is left out of folders; of the files that are
    named only with `force_exclude`. A file that is named twice, in whatever way, stands there once, as it was named first.
    Raises InputError for what is no issue or not there.
    """
    config = config or Config()
    if not arguments:
        folder = Path(os.path.relpath(default))
        if not folder.is_dir():
            raise InputError(
                f"There is no folder {printable(default)}/ here. Name the file of an issue, or make the folder."
            )
        return _in_folder(folder, config)
    paths: list[str] = []
    for argument in arguments:
        path = Path(argument)
        if not argument:
            raise InputError("An empty PATH names no issue.")
        if argument == STDIN:
            paths.append(STDIN)
        elif path.is_dir():
            paths += _in_folder(path, config)
        elif not (force_exclude and config.excludes(path)):
            paths.append(_file(path, Path(default)))
    return _once(paths) if len(paths) > 1 else paths


def _once(paths: Iterable[str]) -> list[str]:
    """Each file under the first of its names: relative or absolute, with "..", through the symbolic link of a folder.

    A symbolic link to a file stays a name of its own, so that it is refused when it is read.
    """
    folders: dict[str, str] = {}
    named: dict[tuple[str, str], str] = {}
    for path in paths:
        folder, name = os.path.split(path)
        if path != STDIN and folder not in folders:
            folders[folder] = os.path.realpath(folder)
        named.setdefault(("" if path == STDIN else folders[folder], name), path)
    return list(named.values())


def issue_files(folder: Path, config: Config) -> list[Path]:
    """The files of a folder that are issues, in the order of their names; none where it cannot be read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in entries if _is_issue(path) and not (config.exclude and config.excludes(path))]


def is_whole(issues: Iterable[Issue], config: Config) -> bool:
    """Are these all issues of the newsletter: of its folder for them, and of the folders they lie in?"""
    given = {Path(issue.path).absolute() for issue in issues}
    folders = {path.parent for path in given} | {config.below("issues").absolute()}
    return bool(given) and all(path.absolute() in given for folder in folders for path in issue_files(folder, config))


def read_issues(
    paths: Iterable[str], config: Config, *, stdin_name: str | None = None, date: str | None = None
) -> list[Issue]:
    """The issues behind `paths`, in their order. `date` comes before what the text says, and that before the configuration.

    Raises InputError, also where two issues have one number or would be written to the same files.
    """
    issues: list[Issue] = []
    by_stem: dict[str, Issue] = {}
    for path in paths:
        issue = _read(path, stdin_name, reading_settings(config))
        given = date or issue.date or config.dates.get(str(issue.number))
        issues.append(replace(issue, date=given) if given else issue)
        other = by_stem.setdefault(file_stem(issue), issue)
        if other is not issue:
            raise _clash(other, issue)
    return issues


def reading_settings(config: Config) -> ReadingSettings:
    """What the author decides about reading."""
    languages = dict.fromkeys((*SPELLINGS, *config.spellings))
    spellings = {code: (*SPELLINGS.get(code, ()), *config.spellings.get(code, ())) for code in languages}
    return ReadingSettings(config.titles, config.sections, config.furniture, MarkSpellings(spellings))


def reading_of(path: str, config: Config, stdin_name: str | None = None) -> Split:
    """What each line of the issue at `path` was taken for. Raises InputError."""
    content = _standard_input() if path == STDIN else read_plain(Path(path))
    name = (stdin_name or STDIN) if path == STDIN else path
    _, lines = read_lines(content, name)
    return split_issue(lines, reading_settings(config), markdown=is_markdown(name))


def _read(path: str, stdin_name: str | None, settings: ReadingSettings) -> Issue:
    if path != STDIN:
        return read_issue(read_plain(Path(path)), path, settings)
    return replace(read_issue(_standard_input(), stdin_name or STDIN, settings), from_stdin=True)


def _clash(one: Issue, other: Issue) -> InputError:
    names = f"{_named(one)} and {_named(other)}"
    if one.from_stdin or other.from_stdin:
        same = f"are both number {one.number}" if one.number is not None else "would be written to the same files"
        return InputError(f"{names} {same}. Give the one or the other: - stands for the text of one issue.")
    if one.number is None:
        return InputError(f"{names} have no number and would be written to the same files. Rename one, or number them.")
    return InputError(
        f"{names} are both number {one.number}. Correct the title of one, or name the files one at a time."
    )


def _named(issue: Issue) -> str:
    if not issue.from_stdin:
        return printable(issue.path)
    return "standard input" if issue.path == STDIN else f"standard input (called {printable(issue.path)})"


def _in_folder(folder: Path, config: Config) -> list[str]:
    found = [path for path in sorted(folder.iterdir()) if _is_issue(path)]
    if not found:
        raise InputError(f"{printable(str(folder))}: holds no issue. Issues are files that end in .txt or .md.")
    return [str(path) for path in found if not config.excludes(path)]


def _is_issue(path: Path) -> bool:
    return (
        path.suffix.lower() in SUFFIXES
        and path.stem.lower() != "readme"
        and not path.name.startswith(".")
        and not _EDITION.search(path.name)
    )


def _file(path: Path, default: Path) -> str:
    if not path.exists() and not path.is_symlink():
        meant = _meant(path, default)
        hint = f" Did you mean {printable(meant)}?" if meant is not None else ""
        raise InputError(f"{printable(str(path))}: there is no such file.{hint}")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{printable(str(path))}: is no issue. Issues are files that end in .txt or .md.")
    return str(path)


def _meant(path: Path, default: Path) -> str | None:
    """The issue or the folder that has about this name, in the same folder or in the one for issues."""
    found: list[Path] = []
    for folder in (path.parent, default):
        with suppress(OSError, ValueError):  # ValueError: a name that no file can have
            found += sorted(entry for entry in folder.iterdir() if _is_issue(entry) or _is_folder(entry))
    # 01.txt is 001.txt; of another number there is no slip of the pen, but an issue that is not there.
    meant = next((entry for entry in found if _counted(entry) == _counted(path)), None)
    if meant is None and not path.stem.isdecimal():
        stems = {entry.stem: entry for entry in reversed(found)}  # endings are alike, whatever was meant
        meant = stems.get(nearest(path.stem, stems) or "")
    return None if meant is None else f"{meant}/" if meant.is_dir() else str(meant)


def _counted(path: Path) -> str:
    """A file's name without its ending, and without the zeros that it begins with."""
    return path.stem.lstrip("0")


def _is_folder(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_dir()


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError("standard input is closed.")
    content = sys.stdin.buffer.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise InputError(f"standard input is larger than {LIMIT // 2**20} MB. Is it really the text of an issue?")
    return content
