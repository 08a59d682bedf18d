"""The table `ignore`: suppressions, each with its reason.

Two ways to write it: a table from what is suppressed to why, or a list of tables where one address needs several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kinews_cli.border import printable
from kinews_cli.config.tables import Table
from kinews_cli.config.values import Suppression
from kinews_cli.lazy_patterns import lazy_pattern

_FIELDS = ("reason", "until", "rules", "path", "url")
_RULE = lazy_pattern(r"[^./:*]+")  # an address has a dot, a slash or a star in it
_SPELT = 'Write it like "example.org/alt/*" = { reason = "..." } or KN303 = { reason = "..." }.'
_LONGEST = 2000


def suppressions(table: Table, text: str) -> tuple[Suppression, ...]:
    """The suppressions of a configuration file whose text is `text`. Raises ConfigError for one without a reason."""
    given = table.values.get("ignore")
    if given is None:
        return ()
    lines = _Lines(text)
    if isinstance(given, dict):
        return tuple(_keyed(key, value, table.where, lines) for key, value in given.items())
    if isinstance(given, list) and all(isinstance(entry, dict) for entry in given):
        return tuple(_listed(entry, number, table.where, lines) for number, entry in enumerate(given, start=1))
    raise table.error(f"ignore must be a table. {_SPELT}")


def _keyed(key: str, value: object, where: str, lines: _Lines) -> Suppression:
    name = f"ignore.{printable(key)}"
    if not isinstance(value, dict):
        raise Table({}, where).error(f"{name} must be a table with its reason. {_SPELT}")
    if "reason" not in value and any(isinstance(inner, dict) for inner in value.values()):
        # TOML reads example.org = {...} as a table "example" that holds "org"
        raise Table({}, where).error(f"{name}: put quotes around addresses. {_SPELT}")
    about_rule = _RULE.fullmatch(key) is not None
    taken = "rules" if about_rule else "url"
    if taken in value:
        raise Table({}, where).error(f"{name}: has no {taken}: {printable(key)} says it already.")
    more: Mapping[str, Any] = {"rules": [key]} if about_rule else {"url": key}
    return _suppression(Table({**value, **more}, where, f"{name}."), lines.of(key))


def _listed(entry: Mapping[str, Any], number: int, where: str, lines: _Lines) -> Suppression:
    return _suppression(Table(entry, where, f"ignore[{number}]."), lines.of_entry(number))


def _suppression(table: Table, line: int | None) -> Suppression:
    table.known(_FIELDS)
    name = table.prefix.rstrip(".")
    reason = table.typed("reason", str)
    if reason is None or not reason.strip():
        raise table.error(f'{name}: has no reason. Say why, for whoever reads it next year: reason = "...".')
    url, rules = table.typed("url", str), table.strings("rules", "codes of rules")
    if url is None and not rules:
        raise table.error(f"{name}: says neither which address (url) nor which rules.")
    if url is not None and not _is_pattern(url):
        raise table.error(
            f'{name}: {printable(url)!r} names no address. Write it like "example.org" or "https://example.org/*".'
        )
    path = table.typed("path", str)
    return Suppression(reason.strip(), url, rules, path or None, table.day("until"), line)


def _is_pattern(url: str) -> bool:
    plain = any(character.isalnum() for character in url.partition("://")[2] or url)
    return plain and url.isprintable() and " " not in url and len(url) <= _LONGEST


class _Lines:
    """Where in the file a suppression stands: TOML's reader does not say."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def of(self, key: str) -> int | None:
        """The line that begins with this key, or is the head of its own table."""
        names = rf"(?:\"{re.escape(key)}\"|'{re.escape(key)}'|{re.escape(key)})"
        own = re.compile(rf"\s*(?:\[(?:[\w.]+\.)?{names}\s*\]|(?:ignore\.)?{names}\s*[=.])")
        return next((number for number, line in enumerate(self._lines, start=1) if own.match(line)), None)

    def of_entry(self, number: int) -> int | None:
        heads = (
            place
            for place, line in enumerate(self._lines, start=1)
            if re.match(r"\s*\[\[(?:[\w.]+\.)?ignore\s*\]\]", line)
        )
        return next((place for count, place in enumerate(heads, start=1) if count == number), None)
