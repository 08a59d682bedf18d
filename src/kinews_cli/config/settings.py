"""Finding and reading the configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kinews_cli.border import printable
from kinews_cli.config.suppressions import suppressions
from kinews_cli.config.tables import Table, iso_date
from kinews_cli.config.values import ENGINE_NAMES, FILE_NAME, MARKED_KINDS, Config
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.files import read_plain
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.source import SourceKind

__all__ = ["find_config", "iso_date", "read_config"]

SETTINGS = (
    "contact",
    "engine",
    "editions",
    "cache",
    "glossary",
    "exclude",
    "ignore",
    "marks",
    "dates",
    "split",
)
# Options that a repository has no say in, for it comes with any pull request.
_COMMAND_LINE_ONLY = ("allow-private", "connect-to", "proxy", "engine-url")
_MARK_SETTINGS = ("kinds", "hosts", "spellings")
_SPLIT_SETTINGS = ("titles", "sections", "furniture")
_NUMBER = lazy_pattern(r"[0-9]{1,6}")
_HOST = lazy_pattern(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")


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
    found = _read(path)
    if found is None:
        raise ConfigError(f"{printable(str(path))}: has no [tool.kinews] table.")
    return found


def _in_folder(folder: Path) -> Config | None:
    for name in (FILE_NAME, "pyproject.toml"):
        path = folder / name
        if path.is_file():
            found = _read(path)
            if found is not None:
                return found
    return None


def _read(path: Path) -> Config | None:
    import tomllib  # not needed where nothing is set

    name = printable(str(path))
    try:
        text = read_plain(path, limit=2**20).decode("utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigError(f"{name}: there is no such configuration file.") from None
    except InputError as error:
        raise ConfigError(str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{name}: is no valid TOML: {printable(str(error))}.") from None
    table = _own_table(document, path.name, name)
    return None if table is None else _config(Table(table, name), path, text)


def _own_table(document: Mapping[str, Any], file_name: str, where: str) -> Mapping[str, Any] | None:
    tools = document.get("tool", {})
    table = tools.get("kinews") if isinstance(tools, dict) else None
    if file_name != "pyproject.toml":
        if table is not None:
            raise ConfigError(
                f"{where}: tool.kinews is for pyproject.toml. Here settings stand without it: [marks], not [tool.kinews.marks]."
            )
        return document
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{where}: tool.kinews must be a table.")
    return table


def _config(table: Table, path: Path, text: str) -> Config:
    _refuse_options(table)
    table.known(SETTINGS)
    marks = table.table("marks").known(_MARK_SETTINGS)
    split = table.table("split").known(_SPLIT_SETTINGS)
    defaults = Config()
    return Config(
        folder=path.absolute().parent,
        file=path,
        contact=_contact(table),
        engines=_engines(table) or defaults.engines,
        editions=table.inside("editions") or defaults.editions,
        cache=table.inside("cache") or defaults.cache,
        glossary=table.inside("glossary", "a file in a folder") or defaults.glossary,
        exclude=table.strings("exclude", "patterns"),
        ignore=suppressions(table, text),
        marked_kinds=_kinds(marks),
        marked_hosts=_hosts(marks),
        spellings=_spellings(marks),
        titles=split.strings("titles", "lines"),
        sections=split.strings("sections", "lines"),
        furniture=split.strings("furniture", "lines"),
        dates=_dates(table.table("dates")),
    )


def _refuse_options(table: Table) -> None:
    for key in table.values:
        option = key.replace("_", "-")
        if option in _COMMAND_LINE_ONLY:
            raise table.error(f"there is no setting {printable(key)}: --{option} is only for the command line.")


def _contact(table: Table) -> str | None:
    """The contact goes into a header: one line of ASCII without blanks."""
    value = table.typed("contact", str)
    if value is not None and (not value.isascii() or not value.isprintable() or " " in value or len(value) > 200):
        raise table.error("contact must be an e-mail address or a URL.")
    return value or None


def _engines(table: Table) -> tuple[str, ...]:
    """One engine, or several of which each steps in for the one before it."""
    value = table.values.get("engine")
    names = [value] if isinstance(value, str) else value
    if names is None:
        return ()
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise table.error('engine must be a string or a list of strings, such as ["deepl", "google"].')
    for name in names:
        table.one_of("engine", name, ENGINE_NAMES)
    return tuple(dict.fromkeys(names))


def _kinds(marks: Table) -> frozenset[SourceKind]:
    names = marks.typed("kinds", list)
    if names is None:
        return MARKED_KINDS
    return frozenset(SourceKind(marks.one_of("kinds", name, tuple(SourceKind))) for name in names)


def _hosts(marks: Table) -> Mapping[str, bool]:
    """Hosts by name; each stands for the names below it too."""
    table = marks.table("hosts")
    for host, value in table.values.items():
        if isinstance(value, dict):  # TOML reads example.org = true as a table "example" that holds "org"
            raise table.error('marks.hosts: put quotes around the name of a host: "example.org" = true.')
        if not _HOST.fullmatch(host) or not isinstance(value, bool):
            raise table.error(
                f'marks.hosts.{printable(host)}: must be a host with true or false: "example.org" = true.'
            )
    return {host.lower().removeprefix("www."): value for host, value in table.values.items()}


def _spellings(marks: Table) -> Mapping[str, tuple[str, ...]]:
    """Spellings of marks by language, with or without their brackets."""
    table = marks.table("spellings")
    found: dict[str, tuple[str, ...]] = {}
    for code, values in table.values.items():
        if not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
            raise table.error(f"marks.spellings.{printable(code)}: must be the code of a language, such as en.")
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip("()[] ") for value in values):
            raise table.error(f'marks.spellings.{printable(code)} must be a list of words, such as ["englisch"].')
        found[code] = tuple(value.strip("()[] ") for value in values)
    return found


def _dates(table: Table) -> Mapping[str, str]:
    dates: dict[str, str] = {}
    for key, value in table.values.items():
        if not _NUMBER.fullmatch(key):
            raise table.error(f"dates.{printable(key)}: must be the number of an issue, such as 6.")
        number = str(int(key))  # 006 is issue 6
        if number in dates:
            raise table.error(f"dates.{key}: issue {number} has a date already.")
        dates[number] = iso_date(str(value), f"{table.where}: dates.{key}")
    return dates
