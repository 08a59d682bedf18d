"""Values out of TOML tables, each of the kind that is expected; what is not is an error that names the file and the setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.nearest import nearest
from kinews_cli.values import Value

_KINDS: Mapping[type, str] = {str: "a string", dict: "a table", list: "a list"}
_ISO_DATE = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Table(Value, frozen=True):
    """A table of the file `where`; `prefix` names it there, such as "marks."."""

    values: Mapping[str, Any]
    where: str
    prefix: str = ""

    def known(self, names: Iterable[str]) -> Table:
        """Itself; raises ConfigError for a setting that is none of `names`."""
        known = list(names)
        for key in self.values:
            if key not in known:
                near = nearest(key, known)
                hint = f"Did you mean {self.prefix}{near}?" if near else f"There are: {', '.join(known)}."
                raise self.error(f"there is no setting {self.prefix}{printable(key)}. {hint}")
        return self

    def typed(self, key: str, kind: type) -> Any:
        value = self.values.get(key)
        if value is not None and not isinstance(value, kind):
            raise self.error(f"{self.prefix}{key} must be {_KINDS[kind]}.")
        return value

    def table(self, key: str) -> Table:
        """The table below `key`; an empty one where there is none."""
        return Table(self.typed(key, dict) or {}, self.where, f"{self.prefix}{key}.")

    def strings(self, key: str, what: str) -> tuple[str, ...]:
        """A list of strings that are not empty; `what` says in an error what they should be."""
        values = self.typed(key, list) or []
        if not all(isinstance(value, str) and value.strip("()[] ") for value in values):
            raise self.error(f"{self.prefix}{key} must be a list of {what}, as strings.")
        return tuple(values)

    def one_of(self, key: str, value: object, names: Sequence[str]) -> str:
        """`value`, which stands at `key`, if it is one of the `names`."""
        if isinstance(value, str) and value in names:
            return value
        shown = printable(repr(value) if isinstance(value, str) else str(value))
        near = nearest(value, names) if isinstance(value, str) else None
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(names)}."
        raise self.error(f"{self.prefix}{key}: there is no {shown}. {hint}")

    def inside(self, key: str, what: str = "a folder") -> str | None:
        """A path that stays below the folder of the configuration."""
        value = self.typed(key, str)
        if value is None:
            return None
        path = Path(value)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise self.error(f"{key} must be {what} below the one of the configuration file.")
        return str(value)

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        return date.fromisoformat(iso_date(str(value), f"{self.where}: {self.prefix}{key}"))

    def error(self, text: str) -> ConfigError:
        return ConfigError(f"{self.where}: {text}")


def iso_date(text: str, where: str) -> str:
    """`text` if it is a date like 2026-11-23. Raises ConfigError naming `where`."""
    if _ISO_DATE.fullmatch(text):  # Python takes 20261123 and 2026-W48-1 too
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
    raise ConfigError(f"{where}: {printable(text)!r} is no date. Write it like 2026-11-23.")
