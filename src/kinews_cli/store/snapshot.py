"""The database as it stands, for runs that only read: the folder of the cache is left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.store.database import FILE_NAME, WITHOUT, Change, Row, selected
from kinews_cli.store.looking import State, looking, signature

_ATTEMPTS = 3


class Snapshot:
    """In the place of a `Database`; nothing at all where none can be read, which is said unless there is none."""

    takes_changes = False

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._say = say
        self._files = ExitStack()
        self._base: sqlite3.Connection | None = None
        self._open()

    def read(self, query: str, keys: Sequence[str]) -> list[Row]:
        """What `query` finds for all `keys`; nothing where that cannot be read."""
        for _ in range(_ATTEMPTS):
            if self._base is None:
                return []
            found: list[Row] = []
            fault: sqlite3.Error | None = None
            try:
                found = selected(self._base, query, keys)
            except sqlite3.Error as error:
                fault = error
            if signature(self._path) == self._seen:
                return found if fault is None else self._without(str(fault))
            self._open()  # another run has written meanwhile: what was read may be of two moments
        return self._without("another run is writing it")

    def write(self, changes: Sequence[Change], *, wait: bool) -> bool:  # noqa: ARG002 - as of a Database
        return True

    def close(self) -> None:
        self._base = None
        self._files.close()

    def _open(self) -> None:
        self.close()
        self._seen = signature(self._path)
        sight = self._files.enter_context(looking(self._folder))
        if sight.base is not None:
            sight.base.commit()
            self._base = sight.base
        elif sight.state not in {State.MISSING, State.EMPTY}:
            self._without(f"is damaged ({sight.reason})" if sight.state is State.DAMAGED else sight.reason or "")

    def _without(self, fault: str) -> list[Row]:
        self.close()
        self._say(f"{printable(str(self._path))}: {printable(fault)}; {WITHOUT}")
        return []
