"""What is kept, in the words of the house, and when it goes to the disk.

What is learned waits in memory for at most half a second and goes home in one transaction, in a thread of its own: whoever
keeps a verdict never waits for the disk or for another run, and two runs share the file because each has it for milliseconds.
Leaving the context, on whatever way, brings the rest home; only `kill -9` or a power cut costs that half second.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from kinews_cli import clock
from kinews_cli.model.source import Source
from kinews_cli.model.verdict import Check, History, Validators, Verdict
from kinews_cli.store.database import Change, Database, Row
from kinews_cli.store.snapshot import Snapshot

_LONGEST_WAIT = 0.5  # seconds until what waits is written
_MANY = 500  # rows that need not wait so long
_LONGEST_VALIDATOR = 500
# A cache that somebody else made may hold records of any size; SQLite knows that of each without reading it.
_VERDICTS_OF = "SELECT url, record FROM verdicts WHERE length(record) <= 1000000 AND url IN (?)"
_SOURCES_OF = "SELECT url, record FROM sources WHERE length(record) <= 1000000 AND url IN (?)"
_CONCERNS_OF = "SELECT key, record FROM concerns WHERE length(record) <= 1000000 AND key IN (?)"

_GOOD = {Verdict.OK, Verdict.MOVED}
_BAD = {Verdict.BROKEN, Verdict.UNREACHABLE}
_VERDICTS = frozenset(Verdict)

_KEEP_VERDICT = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?)"
_KEEP_VALIDATORS = "INSERT OR REPLACE INTO validators VALUES (?, ?, ?)"
_KEEP_SOURCE = "INSERT OR REPLACE INTO sources VALUES (?, ?, ?)"
_KEEP_CONCERNS = "INSERT OR REPLACE INTO concerns VALUES (?, ?, ?)"
_KEEP_INPUTS = "INSERT OR REPLACE INTO builds VALUES (?, ?)"
# A good day comes with `last_ok`, a bad one with `bad_since`, any other with neither.
_CARRY_HISTORY_ON = (
    "INSERT INTO history VALUES (?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
    "last_ok = coalesce(excluded.last_ok, last_ok), "
    "bad_since = CASE WHEN excluded.last_ok IS NULL THEN coalesce(bad_since, excluded.bad_since) END"
)
# A row only where the verdict is another than the one before it, which may be among those that are written with it.
_NOTE_CHANGE = (
    "WITH given (url, at, verdict) AS (VALUES (?, ?, ?)) INSERT OR REPLACE INTO verdict_changes "
    "SELECT * FROM given WHERE verdict IS NOT coalesce("
    "(SELECT verdict FROM given AS earlier WHERE earlier.url = given.url AND earlier.at < given.at "
    "ORDER BY earlier.at DESC LIMIT 1), "
    "(SELECT verdict FROM verdict_changes AS kept WHERE kept.url = given.url AND kept.at <= given.at "
    "ORDER BY kept.at DESC LIMIT 1))"
)

_T = TypeVar("_T")
_CHECK = msgspec.json.Decoder(Check)
_SOURCE = msgspec.json.Decoder(Source)
_CONCERNS = msgspec.json.Decoder(dict[str, str])


class Store:
    """What was learned in this and in earlier runs; empty where no database can be had. `remarks` say what was wrong with it.

    Reading finds all that was kept before. Addresses and texts that UTF-8 cannot hold (a lone surrogate) are not kept, and
    where the store is `read_only` nothing is.
    """

    def __init__(self, folder: Path, *, say: Callable[[str], None] | None = None, read_only: bool = False) -> None:
        self.remarks: list[str] = []
        told = say or self.remarks.append
        self._database = Snapshot(folder, told) if read_only else Database(folder, told)
        self._turn = threading.Lock()  # whoever holds it may use the database
        self._waiting: list[Change] = []
        self._wake = threading.Event()
        self._closing = False
        self._writer: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        try:
            if self._writer is not None:
                self._writer.join()
            with self._turn:
                self._bring_home(wait=True)
        finally:
            self._database.close()

    def check(self, url: str) -> Check | None:
        """The last verdict on `url`, fresh or not."""
        return self.checks([url]).get(url)

    def checks(self, urls: Iterable[str]) -> dict[str, Check]:
        """The last verdict on each URL that has one, fresh or not."""
        return self._records(_VERDICTS_OF, urls, _CHECK)

    def validators(self, url: str) -> Validators | None:
        """What the server gave with the answer that the last verdict on `url` is about, to ask whether it still stands."""
        return self.validators_of([url]).get(url)

    def validators_of(self, urls: Iterable[str]) -> dict[str, Validators]:
        """The same for each URL that has any."""
        rows = self._rows("SELECT * FROM validators WHERE url IN (?)", urls)
        return {str(url): kept for url, *sent in rows if (kept := _clean(*sent)) is not None}

    def source(self, url: str) -> Source | None:
        """What `url` was last found to be."""
        return self.sources([url]).get(url)

    def sources(self, urls: Iterable[str]) -> dict[str, Source]:
        """What each URL that is known was last found to be."""
        return self._records(_SOURCES_OF, urls, _SOURCE)

    def history(self, url: str) -> History | None:
        return self.histories([url]).get(url)

    def histories(self, urls: Iterable[str]) -> dict[str, History]:
        rows = self._rows("SELECT * FROM history WHERE url IN (?)", urls)
        return {
            str(url): History(first_seen, _text(last_ok), _text(bad_since))
            for url, first_seen, last_ok, bad_since in rows
            if isinstance(first_seen, str)
        }

    def verdict_changes(self, urls: Iterable[str]) -> dict[str, tuple[tuple[str, Verdict], ...]]:
        """Each verdict on a URL that was another than the one before it, with the ISO time (UTC) of its day, oldest first.

        What "no network" was said about is not among them, nor what an older kinews learned.
        """
        found: dict[str, list[tuple[str, Verdict]]] = {}
        for url, at, verdict in self._rows("SELECT * FROM verdict_changes WHERE url IN (?) ORDER BY url, at", urls):
            if isinstance(at, str) and isinstance(verdict, str) and verdict in _VERDICTS:
                found.setdefault(str(url), []).append((at, Verdict(verdict)))
        return {url: tuple(changes) for url, changes in found.items()}

    def inputs(self, path: str) -> str | None:
        """The fingerprint of what the last complete build of `path` was made from."""
        for _, inputs in self._rows("SELECT path, inputs FROM builds WHERE path IN (?)", [path]):
            return _text(inputs)
        return None

    def concerns(self, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """What the checks of translations said, by the code of the rule, for each key that is known."""
        return self._records(_CONCERNS_OF, keys, _CONCERNS)

    def keep_check(self, url: str, check: Check, validators: Validators | None = None) -> None:
        """Keep a verdict with the validators of its answer, and carry the history on. What was not asked leaves no trace."""
        at = check.checked_at
        record = _record(url, check)
        if at is None or record is None:
            return
        good = check.verdict in _GOOD
        told = check.reason != "no_network"  # that says nothing about the link
        bad = check.verdict in _BAD and told
        # Also where there are none: those of an earlier answer say nothing about this one.
        given = (validators and _clean(validators.etag, validators.last_modified)) or Validators()
        self._keep(
            (_KEEP_VERDICT, (url, record, at)),
            (_CARRY_HISTORY_ON, (url, at, at if good else None, at if bad else None)),
            (_KEEP_VALIDATORS, (url, given.etag, given.last_modified)),
            *([(_NOTE_CHANGE, (url, at, check.verdict.value))] if told else []),
        )

    def keep_source(self, url: str, source: Source) -> None:
        record = _record(url, source)
        if record is not None:
            self._keep((_KEEP_SOURCE, (url, record, clock.stamp(clock.now()))))

    def keep_concerns(self, key: str, concerns: Mapping[str, str]) -> None:
        record = _record(key, concerns)
        if record is not None:
            self._keep((_KEEP_CONCERNS, (key, record, clock.stamp(clock.now()))))

    def keep_inputs(self, path: str, inputs: str) -> None:
        if _fits(path) and _fits(inputs):
            self._keep((_KEEP_INPUTS, (path, inputs)))

    def _keep(self, *changes: Change) -> None:
        if not self._database.takes_changes:
            return
        before = len(self._waiting)
        self._waiting.extend(changes)
        if self._writer is None:
            self._writer = threading.Thread(target=self._write_on, name="kinews-store", daemon=True)
            self._writer.start()
        if len(self._waiting) // _MANY > before // _MANY:
            self._wake.set()

    def _write_on(self) -> None:
        while not self._closing:
            self._wake.wait(_LONGEST_WAIT)
            self._wake.clear()
            with self._turn:
                self._bring_home(wait=False)

    def _bring_home(self, *, wait: bool) -> None:
        """Write what waits. It goes on waiting until it is written: an interruption may come at any moment."""
        count = len(self._waiting)
        if count and self._database.write(self._waiting[:count], wait=wait):
            del self._waiting[:count]

    def _rows(self, query: str, keys: Iterable[str]) -> list[Row]:
        known = [key for key in keys if _fits(key)]
        with self._turn:
            self._bring_home(wait=True)
            return self._database.read(query, known)

    def _records(self, query: str, keys: Iterable[str], decoder: msgspec.json.Decoder[_T]) -> dict[str, _T]:
        found: dict[str, _T] = {}
        for key, record in self._rows(query, keys):
            # ValueError: no JSON, other types, or bytes that are no UTF-8
            with suppress(ValueError, RecursionError):
                if isinstance(record, bytes):
                    found[str(key)] = decoder.decode(record)
        return found


def _record(key: str, value: Check | Source | Mapping[str, str]) -> bytes | None:
    """`value` as it is kept under `key`; None where UTF-8 cannot hold one of them."""
    try:
        return msgspec.json.encode(value) if _fits(key) else None
    except UnicodeError:
        return None


def _fits(text: str) -> bool:
    """Can UTF-8 hold it? A lone surrogate it cannot."""
    try:
        text.encode()
    except UnicodeError:
        return False
    return True


def _clean(*sent: object) -> Validators | None:
    """What was sent as ETag and Last-Modified, as far as it can be sent back as a header without harm; None if nothing can."""
    etag, last_modified = (
        value
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
        else None
        for value in sent
    )
    return Validators(etag, last_modified) if etag or last_modified else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
