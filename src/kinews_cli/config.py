"""Settings of a newsletter repository: `kinews.toml`, or `[tool.kinews]` in `pyproject.toml`.

Found upward from the issue to the root of its repository; options of the command line come before it. The file comes with
the repository, so with any pull request: it cannot set what weakens safety or says where data goes (private addresses,
connections, proxies, engine addresses, keys), and the paths in it stay below its folder.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.files import read_plain
from kinews_cli.model.source import SourceKind

FILE_NAME = "kinews.toml"
# The author's own habit, seen in issue after issue: text is marked, video and code are not.
MARKED_KINDS = frozenset({SourceKind.ARXIV, SourceKind.NATURE, SourceKind.DOI, SourceKind.PDF, SourceKind.PAGE})


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says, with the defaults for what it does not say."""

    folder: Path | None = None  # where the file lies; None without one
    contact: str | None = None  # address for the User-Agent and for services that ask for one
    engine: str = "google"
    editions: str = "editions"
    cache: str = "cache"
    marked_kinds: frozenset[SourceKind] = MARKED_KINDS
    marked_hosts: Mapping[str, bool] = field(default_factory=dict)  # host -> whether its sources carry marks
    dates: Mapping[str, str] = field(default_factory=dict)  # issue number -> ISO date
    spellings: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of marks, by language; beside the usual ones
    titles: tuple[str, ...] = ()  # lines that are titles, whatever they look like
    sections: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()

    def below(self, name: str) -> Path:
        """A folder named in the configuration, relative where it lies below the working folder.

        Raises ConfigError where symbolic links, which come with a repository too, lead out of the configuration's folder.
        """
        top = self.folder or Path()
        folder = top / name
        if not _leads_below(folder, top):
            raise ConfigError(
                f"{printable(str(folder))}: a symbolic link leads out of {printable(str(top.absolute()))}. "
                "Put a folder there, or name another one on the command line."
            )
        try:
            return folder.relative_to(Path.cwd())
        except ValueError:
            return folder


def _leads_below(folder: Path, top: Path) -> bool:
    try:
        return folder.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name that no file can have
        return False


_SETTINGS = ("contact", "engine", "editions", "cache", "marks", "dates", "split")
_KINDS: Mapping[type, str] = {str: "a string", dict: "a table", list: "a list"}
_MARK_SETTINGS = ("kinds", "hosts", "spellings")
_SPLIT_SETTINGS = ("titles", "sections", "furniture")
_NUMBER = re.compile(r"[0-9]{1,6}")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def find_config(start: Path) -> Config:
    """The configuration that holds for `start` (a file or a folder). Raises ConfigError for one that makes no sense."""
    folder = start.absolute()
    folder = folder if folder.is_dir() else folder.parent
    for candidate in (folder, *folder.parents):
        found = _in_folder(candidate)
        if found is not None:
            return found
        if (candidate / ".git").exists():
            break
    return Config()


def read_config(path: Path) -> Config:
    """The configuration in `path`. Raises ConfigError where it is missing or makes no sense."""
    table = _table(path)
    if table is None:
        raise ConfigError(f"{printable(str(path))}: has no [tool.kinews] table.")
    return _config(table, path)


def _in_folder(folder: Path) -> Config | None:
    for name in (FILE_NAME, "pyproject.toml"):
        path = folder / name
        if path.is_file():
            table = _table(path)
            if table is not None:
                return _config(table, path)
    return None


def _table(path: Path) -> Mapping[str, Any] | None:
    name = printable(str(path))
    try:
        document = tomllib.loads(read_plain(path, limit=2**20).decode("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{name}: there is no such configuration file.") from None
    except InputError as error:
        raise ConfigError(str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{name}: is no valid TOML: {printable(str(error))}.") from None
    if path.name != "pyproject.toml":
        return document
    table = document.get("tool", {})
    table = table.get("kinews") if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{name}: tool.kinews must be a table.")
    return table


def _config(table: Mapping[str, Any], path: Path) -> Config:
    where = printable(str(path))
    _known(table, _SETTINGS, where, "")
    marks = _typed(table, "marks", dict, where) or {}
    _known(marks, _MARK_SETTINGS, where, "marks.")
    split = _typed(table, "split", dict, where) or {}
    _known(split, _SPLIT_SETTINGS, where, "split.")
    defaults = Config()
    return Config(
        folder=path.absolute().parent,
        contact=_contact(table, where),
        engine=_typed(table, "engine", str, where) or defaults.engine,
        editions=_inside(table, "editions", where) or defaults.editions,
        cache=_inside(table, "cache", where) or defaults.cache,
        marked_kinds=_kinds(marks, where),
        marked_hosts=_hosts(marks, where),
        spellings=_spellings(marks, where),
        titles=_lines(split, "titles", where),
        sections=_lines(split, "sections", where),
        furniture=_lines(split, "furniture", where),
        dates=_dates(_typed(table, "dates", dict, where) or {}, where),
    )


def _known(table: Mapping[str, Any], names: Iterable[str], where: str, prefix: str) -> None:
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, list(names), n=1)
            hint = f" Did you mean {prefix}{near[0]!s}?" if near else f" There are: {', '.join(names)}."
            raise ConfigError(f"{where}: there is no setting {prefix}{printable(key)}.{hint}")


def _typed(table: Mapping[str, Any], key: str, kind: type, where: str) -> Any:
    value = table.get(key)
    if value is not None and not isinstance(value, kind):
        raise ConfigError(f"{where}: {key} must be {_KINDS[kind]}.")
    return value


def _contact(table: Mapping[str, Any], where: str) -> str | None:
    """The contact goes into a header: one line of ASCII without blanks."""
    value = _typed(table, "contact", str, where)
    if value is not None and (not value.isascii() or not value.isprintable() or " " in value or len(value) > 200):
        raise ConfigError(f"{where}: contact must be an e-mail address or a URL.")
    return value or None


def _inside(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = _typed(table, key, str, where)
    if value is None:
        return None
    path = Path(value)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ConfigError(f"{where}: {key} must be a folder below the one of the configuration file.")
    return str(value)


def _kinds(marks: Mapping[str, Any], where: str) -> frozenset[SourceKind]:
    names = _typed(marks, "kinds", list, where)
    if names is None:
        return MARKED_KINDS
    try:
        return frozenset(SourceKind(name) for name in names)
    except (ValueError, TypeError):
        raise ConfigError(f"{where}: marks.kinds may hold: {', '.join(SourceKind)}.") from None


def _hosts(marks: Mapping[str, Any], where: str) -> Mapping[str, bool]:
    """Hosts by name; each stands for the names below it too."""
    table = _typed(marks, "hosts", dict, where) or {}
    for host, value in table.items():
        if isinstance(value, dict):  # TOML reads example.org = true as a table "example" that holds "org"
            raise ConfigError(f'{where}: marks.hosts: put quotes around the name of a host: "example.org" = true.')
        if not _HOST.fullmatch(host) or not isinstance(value, bool):
            raise ConfigError(
                f'{where}: marks.hosts.{printable(host)}: must be a host with true or false: "example.org" = true.'
            )
    return {host.lower().removeprefix("www."): value for host, value in table.items()}


def _lines(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Plain strings, each a whole line of an issue."""
    values = _typed(table, key, list, where) or []
    if not all(isinstance(value, str) and value.strip("()[] ") for value in values):
        raise ConfigError(f"{where}: split.{key} must be a list of lines, as strings.")
    return tuple(values)


def _spellings(marks: Mapping[str, Any], where: str) -> Mapping[str, tuple[str, ...]]:
    """Spellings of marks by language, with or without their brackets."""
    table = _typed(marks, "spellings", dict, where) or {}
    for code, values in table.items():
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip("()[] ") for value in values):
            raise ConfigError(
                f'{where}: marks.spellings.{printable(code)} must be a list of words, such as ["englisch"].'
            )
    return {code: tuple(value.strip("()[] ") for value in values) for code, values in table.items()}


def _dates(table: Mapping[str, Any], where: str) -> Mapping[str, str]:
    dates: dict[str, str] = {}
    for key, value in table.items():
        if not _NUMBER.fullmatch(key):
            raise ConfigError(f"{where}: dates.{printable(key)}: must be the number of an issue, such as 6.")
        number = str(int(key))  # 006 is issue 6
        if number in dates:
            raise ConfigError(f"{where}: dates.{key}: issue {number} has a date already.")
        dates[number] = iso_date(str(value), f"{where}: dates.{key}")
    return dates


def iso_date(text: str, where: str) -> str:
    """`text` if it is a date like 2026-11-23. Raises ConfigError naming `where`."""
    if _ISO_DATE.fullmatch(text):  # Python takes 20261123 and 2026-W48-1 too
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
    raise ConfigError(f"{where}: {printable(text)!r} is no date. Write it like 2026-11-23.")
