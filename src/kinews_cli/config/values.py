"""What a configuration file says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.config.patterns import matches_path
from kinews_cli.errors import ConfigError
from kinews_cli.model.source import SourceKind
from kinews_cli.values import Value, field

FILE_NAME = "kinews.toml"
# Who translates, in the order of the documentation; `translating/engines/table.py` has what belongs to each name.
ENGINE_NAMES = ("google", "libre", "deepl", "offline", "manual")
# The author's own habit, seen in issue after issue: text is marked, video and code are not.
MARKED_KINDS = frozenset({SourceKind.ARXIV, SourceKind.NATURE, SourceKind.DOI, SourceKind.PDF, SourceKind.PAGE})


class Suppression(Value, frozen=True):
    """What the author does not want to be told, and why.

    At least one of `url` (a pattern) and `rules` (codes, prefixes of codes or slugs, as written) says what. An address without
    rules is not even asked. `path` is a pattern for the files in which it holds, `until` its last day.
    """

    reason: str
    url: str | None = None
    rules: tuple[str, ...] = ()
    path: str | None = None
    until: date | None = None
    line: int | None = None  # in the configuration file, where that can be told

    @property
    def name(self) -> str:
        """As it is called in messages."""
        return self.url or ", ".join(self.rules)


class Config(Value, frozen=True):
    """What a configuration file says, with the defaults for what it does not say."""

    folder: Path | None = None  # where the file lies; None without one
    file: Path | None = None
    contact: str | None = None  # address for the User-Agent and for services that ask for one
    engines: tuple[str, ...] = ("google",)  # another one steps in where the one before it fails
    editions: str = "editions"
    cache: str = "cache"
    glossary: str = "glossary.tsv"
    exclude: tuple[str, ...] = ()  # patterns for files that are no issues
    ignore: tuple[Suppression, ...] = ()
    marked_kinds: frozenset[SourceKind] = MARKED_KINDS
    marked_hosts: Mapping[str, bool] = field(default_factory=dict)  # host -> whether its sources carry marks
    dates: Mapping[str, str] = field(default_factory=dict)  # issue number -> ISO date
    spellings: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of marks, by language; beside the usual ones
    titles: tuple[str, ...] = ()  # lines that are titles, whatever they look like
    sections: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()

    @property
    def engine(self) -> str:
        """The engine that is asked first."""
        return self.engines[0]

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

    def excludes(self, path: str | Path) -> bool:
        """Is this file, or a folder around it, one of those that are no issues?"""
        name = self.place_of(path)
        return any(matches_path(pattern, name) for pattern in self.exclude)

    def place_of(self, path: str | Path) -> str:
        """A file as patterns name it: below the configuration's folder, with "/" between the parts."""
        whole = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
        try:
            return Path(whole).relative_to((self.folder or Path()).absolute()).as_posix()
        except ValueError:
            return Path(whole).as_posix()


def _leads_below(folder: Path, top: Path) -> bool:
    try:
        return folder.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name that no file can have
        return False
