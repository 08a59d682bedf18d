"""The tables, version by version, and how an older database gets those of today."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

# Each version adds tables and changes none: the text that SQLite keeps of a table then is the same in a database that was
# made today and in one that was carried over, and a run of an older kinews that has the file open just goes on.
_ADDED = (
    """
CREATE TABLE IF NOT EXISTS verdicts (url TEXT PRIMARY KEY, record BLOB NOT NULL, checked_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (url TEXT PRIMARY KEY, record BLOB NOT NULL, fetched_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    url TEXT PRIMARY KEY, first_seen TEXT NOT NULL, last_ok TEXT, bad_since TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS builds (path TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID;
""",
    """
CREATE TABLE IF NOT EXISTS validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) WITHOUT ROWID;
""",
    # What `history` cannot tell: from a bad time that is over nothing stays there, so that an archive could only get worse.
    """
CREATE TABLE IF NOT EXISTS verdict_changes (
    url TEXT NOT NULL, at TEXT NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY (url, at)) WITHOUT ROWID;
""",
    # What the checks of translations said of a text; `key` is made from all that they judge by.
    """
CREATE TABLE IF NOT EXISTS concerns (key TEXT PRIMARY KEY, record BLOB NOT NULL, kept_at TEXT NOT NULL) WITHOUT ROWID;
""",
)
VERSION = len(_ADDED)
_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def version_of(base: sqlite3.Connection) -> int:
    """Which kinews made it; 0 for a file in which nothing is."""
    version: int = base.execute("PRAGMA user_version").fetchone()[0]
    return version


def upgrade(base: sqlite3.Connection) -> None:
    """Add the tables that are missing, all or none. Other runs may be at it too: the first does it, the others find it done."""
    with base:
        base.execute("BEGIN IMMEDIATE")
        version = version_of(base)
        if version < VERSION:
            for statement in _statements(version):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {VERSION}")


def lend_missing(base: sqlite3.Connection) -> None:
    """Let an older database that can only be read be asked like one of today: what it lacks is empty, and of this run only."""
    for statement in _statements(version_of(base)):
        base.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))


def verify(base: sqlite3.Connection) -> None:
    """Raise DatabaseError unless the database is built exactly as ours of its version are.

    A view may stand under the name of a table and compute without end, a trigger may change what is written.
    """
    version = version_of(base)
    if not 0 < version <= VERSION:
        raise sqlite3.DatabaseError("the tables are those of another kinews")
    with closing(sqlite3.connect(":memory:")) as ours:
        for statement in _statements(0, version):
            ours.execute(statement)
        expected = ours.execute(_OBJECTS).fetchall()
    if base.execute(_OBJECTS).fetchmany(len(expected) + 1) != expected:
        raise sqlite3.DatabaseError("the tables are not those of kinews")


def _statements(first: int, last: int = VERSION) -> Iterator[str]:
    """What leads from version `first` to version `last`."""
    for script in _ADDED[first:last]:
        yield from script.strip().rstrip(";").split(";")
