"""The first files of a newsletter's repository, and the next issue's. Nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

from kinews_cli.border import printable
from kinews_cli.config import FILE_NAME, Config, read_config
from kinews_cli.errors import ConfigError, InputError, KinewsError, OutputError
from kinews_cli.files import read_plain, write_together
from kinews_cli.model.issue import Issue
from kinews_cli.pipeline.inputs import issue_files, reading_settings
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.numbers import issue_number

_GLOSSARY = "glossary.tsv"
_IGNORED = ".gitignore"
_PYPROJECT = "pyproject.toml"
_INTRODUCTION = "issues/README.md"
HOOKS, WORKFLOW = ".pre-commit-config.yaml", ".github/workflows/kinews.yml"
_ONLY_AT_THE_ROOT = (HOOKS, WORKFLOW)  # of a repository: pre-commit and GitHub look for them nowhere else
# Where each file goes, and the template that it is made from.
_FILES: Mapping[str, str] = {
    FILE_NAME: FILE_NAME,
    _INTRODUCTION: "issues.md",
    _IGNORED: "gitignore",
    HOOKS: "pre-commit-config.yaml",
    WORKFLOW: "workflow.yml",
}
_FIRST_TITLE = "KI News #1"
_NUMBER = re.compile(r"[0-9]+")
_LONGEST_TITLE = 200
_HOOK = re.compile(rb"^\s*(?:- )?(?:id: *['\"]?kinews|entry:.*\bkinews check)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Started:
    """What `start` wrote, what it only added lines to, and what was there and stayed as it was; relative to the folder.

    `settings` is the file that holds them; `root` is the repository's folder, where that is one above; `has_hook` says whether
    kinews is among the hooks that are there.
    """

    written: tuple[str, ...]
    extended: tuple[str, ...]
    kept: tuple[str, ...]
    settings: str = FILE_NAME
    root: Path | None = None
    has_hook: bool = True


def start(folder: Path) -> Started:
    """Put what a newsletter needs into `folder`. Raises OutputError, after which nothing new stands there.

    Also ConfigError, where there is a pyproject.toml of which nobody can tell whether it holds the settings.
    """
    settings = _settings_file(folder)
    files = _files(folder, settings)
    root = repository_of(folder)
    below = root is not None and root != folder.resolve()
    if below:
        files = {name: text for name, text in files.items() if name not in _ONLY_AT_THE_ROOT}
    elsewhere = () if settings in files else (settings,)
    new = {name: text.encode() for name, text in files.items() if not os.path.lexists(folder / name)}
    lines = _missing_lines(folder / _IGNORED, files[_IGNORED].encode()) if _IGNORED not in new else b""
    if lines:
        new[_IGNORED] = _content(folder / _IGNORED) + lines
    _refuse_detours(folder, new)
    write_together({folder / name: content for name, content in new.items()})
    return Started(
        written=tuple(name for name in new if name != _IGNORED or not lines),
        extended=(_IGNORED,) if lines else (),
        kept=tuple(name for name in (*files, *elsewhere) if name not in new),
        settings=settings,
        root=root if below else None,
        has_hook=not below and _has_hook(folder / HOOKS),
    )


def repository_of(folder: Path) -> Path | None:
    """The root of the git repository that `folder` is in, or will be once it is made."""
    place = folder.resolve()  # git goes by where a folder is, not by the links that lead there
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), None)


def _has_hook(file: Path) -> bool:
    try:
        return _HOOK.search(_content(file)) is not None
    except (InputError, OSError):
        return False


def _settings_file(folder: Path) -> str:
    """Where the settings stand, or will. A new kinews.toml would win over those in pyproject.toml, which then no longer hold."""
    known = os.path.lexists(folder / FILE_NAME) or not _has_settings(folder / _PYPROJECT)
    return FILE_NAME if known else _PYPROJECT


def _files(folder: Path, settings: str) -> dict[str, str]:
    """What belongs into a newsletter's repository, by where it goes."""
    config = _settings(folder / settings)
    names = {"cache": _pattern(config.cache), "editions": _pattern(config.editions)}
    for name, path in {"settings": settings, "glossary": config.glossary}.items():
        names[name] = yaml_text(path)
    files = {name: _filled(_template(template), names) for name, template in _FILES.items()}
    files[config.glossary] = resources.files("kinews_cli.translating").joinpath(_GLOSSARY).read_text("utf-8")
    if issue_files(folder / "issues", Config()):
        del files[_INTRODUCTION]  # whoever has issues knows what they are
    if settings != FILE_NAME:
        del files[FILE_NAME]
    return files


def yaml_text(text: str) -> str:
    """A string in YAML, on one line."""
    return json.dumps(text, ensure_ascii=False)  # one of JSON is one of YAML


def _pattern(path: str) -> str:
    """A path as git's list of what to ignore has it."""
    return re.sub(r"([\\*?\[]|\s$)", r"\\\1", PurePosixPath(path).as_posix())


def _settings(file: Path) -> Config:
    """What is set there; the defaults where nothing can be read, which is for the other commands to say."""
    try:
        return read_config(file) if file.is_file() else Config()
    except ConfigError:
        return Config()


def _filled(template: str, names: Mapping[str, str]) -> str:
    for name, text in names.items():
        template = template.replace(f"{{{name}}}", text)
    return template


def _has_settings(pyproject: Path) -> bool:
    """Is there a [tool.kinews] table, whatever stands in it? Raises ConfigError where the file is no TOML."""
    import tomllib  # for the few folders that have such a file

    if not pyproject.is_file():
        return False
    try:
        tools = tomllib.loads(_content(pyproject).decode("utf-8")).get("tool")
    except (InputError, ValueError, RecursionError) as error:
        raise ConfigError(f"{printable(str(pyproject))}: is no valid TOML: {printable(str(error))}.") from None
    return isinstance(tools, dict) and "kinews" in tools


@dataclass(frozen=True, slots=True)
class Draft:
    """The next issue: where it goes and what stands in it."""

    path: Path
    number: int
    text: str


def draft(config: Config, *, title: str | None = None, number: int | None = None, date: str | None = None) -> Draft:
    """The next issue as a template, numbered and titled like the one before it. Nothing is written.

    Raises OutputError where an issue with that number is there.
    """
    folder = config.below("issues")
    numbers = _numbers(folder, config)
    chosen = number if number is not None else max(numbers.values(), default=0) + 1
    taken = next((path for path, found in numbers.items() if found == chosen), None)
    if taken is not None:
        raise OutputError(
            f"{printable(str(taken))}: is issue {chosen} already. Choose another number, or edit that file."
        )
    before = max((path for path in numbers if numbers[path] < chosen), key=lambda path: numbers[path], default=None)
    path = folder / (_counted_on(before, numbers[before], chosen) if before is not None else f"{chosen:03d}.txt")
    if os.path.lexists(path):
        raise OutputError(f"{printable(str(path))}: is there already. It was not changed.")
    heading = _heading(title) if title is not None else _title_after(before, config, chosen)
    shown = f"\n{date}\n" if date is not None else ""
    return Draft(path, chosen, _template("issue.txt").replace("{title}", heading).replace("{date}", shown))


def write(made: Draft) -> None:
    """Raises OutputError."""
    write_together({made.path: made.text.encode()})


def _heading(title: str) -> str:
    folded = " ".join(title.split())
    if not folded or not folded.isprintable() or len(folded) > _LONGEST_TITLE:
        raise InputError(f"--title {printable(title[:60])!r}: is no title. Write it on one line.")
    return folded


def _title_after(before: Path | None, config: Config, number: int) -> str:
    """The title of the issue before, with the new number in place of its own."""
    issue = _read(before, config) if before is not None else None
    if issue is None or issue.title is None:
        return _FIRST_TITLE.replace("1", str(number))
    places = [match for match in _NUMBER.finditer(issue.title) if int(match[0]) == issue.number]
    if not places:
        return issue.title
    last = places[-1]
    counted = f"{number:0{len(last[0])}d}"
    rest = issue.title[last.end() :]
    # Behind the number there may be what is of that issue alone: its date, its subject.
    return issue.title[: last.start()] + counted + ("" if any(letter.isalnum() for letter in rest) else rest)


def _counted_on(before: Path, old: int, new: int) -> str:
    """The name of the file before, with the new number in place of its own."""
    places = [match for match in _NUMBER.finditer(before.stem) if int(match[0]) == old]
    if not places:
        return f"{new:03d}{before.suffix}"
    at = places[0]
    return f"{before.stem[: at.start()]}{new:0{len(at[0])}d}{before.stem[at.end() :]}{before.suffix}"


def _numbers(folder: Path, config: Config) -> dict[Path, int]:
    """The issues that have a number. Those of the names are as good as those of the titles and cost nothing.

    But for the highest: the next one is counted on from it.
    """
    numbers: dict[Path, int] = {}
    for path in issue_files(folder, config):
        number = issue_number(None, path.name) or _number_within(path, config)
        if number is not None:
            numbers[path] = number
    if numbers:
        last = max(numbers, key=lambda path: numbers[path])
        numbers[last] = _number_within(last, config) or numbers[last]
    return numbers


def _number_within(path: Path, config: Config) -> int | None:
    issue = _read(path, config)
    return issue.number if issue is not None else None


def _read(path: Path, config: Config) -> Issue | None:
    try:
        return read_issue(read_plain(path), str(path), reading_settings(config))
    except (KinewsError, OSError):
        return None


def _missing_lines(path: Path, wanted: bytes) -> bytes:
    """The lines of `wanted` that the file lacks, to be put at its end."""
    content = _content(path)
    there = {line.strip().strip(b"/") for line in content.splitlines()}
    missing = [line for line in wanted.splitlines() if line.strip(b"/") not in there]
    end = b"" if not content or content.endswith(b"\n") else b"\n"
    return end + b"".join(line + b"\n" for line in missing) if missing else b""


def _content(path: Path) -> bytes:
    return read_plain(path, limit=2**20)


def _refuse_detours(folder: Path, names: Iterable[str]) -> None:
    """A symbolic link on the way would put our files elsewhere."""
    for name in names:
        for place in (Path(name), *Path(name).parents):
            if (folder / place).is_symlink() and place != Path():
                raise OutputError(f"{printable(str(folder / place))}: is a symbolic link. Nothing was written.")


def _template(name: str) -> str:
    return resources.files("kinews_cli.pipeline").joinpath("templates", name).read_text("utf-8")
