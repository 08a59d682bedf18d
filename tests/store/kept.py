"""Verdicts to keep, and what tests of the store do to its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kinews_cli import clock
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.model.verdict import Check, Validators, Verdict
from kinews_cli.store import FILE_NAME, Store

URL = "https://a.example/x"
NOON = "2026-11-23T12:00:00Z"
NOW = datetime.fromisoformat(NOON)
OLD_SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (url TEXT PRIMARY KEY, record BLOB NOT NULL, checked_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (url TEXT PRIMARY KEY, record BLOB NOT NULL, fetched_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    url TEXT PRIMARY KEY, first_seen TEXT NOT NULL, last_ok TEXT, bad_since TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS builds (path TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


def check(verdict: Verdict, at: str = NOON, reason: str = "x") -> Check:
    return Check(verdict, reason, checked_at=at)


def do(folder: Path, script: str) -> None:
    """What somebody else does to the file."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / FILE_NAME)) as base:
        base.executescript(script)


def made_by_the_first_kinews(folder: Path) -> None:
    """A database of version 1, with a link that has been broken for days."""
    do(
        folder,
        f"""{OLD_SCHEMA} PRAGMA journal_mode = WAL;
        INSERT INTO verdicts VALUES ('{URL}', CAST('{{"verdict":"broken","reason":"http_404","status":404,"final_url":null,
            "hops":[],"tries":2,"checked_at":"{NOON}","evidence":[]}}' AS BLOB), '{NOON}');
        INSERT INTO history VALUES ('{URL}', '2026-11-01T12:00:00Z', '2026-11-18T12:00:00Z', '2026-11-20T12:00:00Z');
        INSERT INTO builds VALUES ('006.txt', 'abc');""",
    )


def fill(folder: Path) -> None:
    """A link asked today, 5 days, 20 days and 200 days ago; each with a source read 200 days ago, and a build."""
    old = NOW - timedelta(days=200)
    verdicts = {0: Verdict.OK, 5: Verdict.MOVED, 20: Verdict.BROKEN, 200: Verdict.BROKEN}
    with Store(folder) as store, pytest.MonkeyPatch.context() as then:
        then.setattr(clock, "now", lambda: old)
        for days, verdict in verdicts.items():
            url = f"{URL}{days}"
            store.keep_check(url, check(Verdict.OK, clock.stamp(old - timedelta(days=1))))
            store.keep_check(url, check(verdict, clock.stamp(NOW - timedelta(days=days))), Validators('"7"'))
            store.keep_source(url, Source("x", SourceKind.PAGE, "webpage", title="Täter"))
        store.keep_inputs("006.txt", "abc")


def rows(folder: Path) -> dict[str, int]:
    """How many there are in each table."""
    tables = ("verdicts", "sources", "history", "builds", "validators", "verdict_changes")
    with closing(sqlite3.connect(folder / FILE_NAME)) as base:
        return {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def connection(store: Store) -> sqlite3.Connection:
    """The store's own way to the file, to put something in it."""
    base = store._database._base
    assert base is not None
    return base
