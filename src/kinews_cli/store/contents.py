"""What is in the cache, counted."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from kinews_cli.model.source import Source, SourceKind
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.store.database import FILE_NAME, connection
from kinews_cli.store.freshness import is_fresh
from kinews_cli.store.looking import State, looking, size_aside, size_on_disk, trouble
from kinews_cli.store.schema import lend_missing
from kinews_cli.values import replace

AGES = (1, 7, 30, 90)  # days up to which verdicts are counted together; the last is the default of `kinews cache prune`

CLOCKS_DIFFER = timedelta(days=1)  # what is further ahead of our clock than that comes from one that is wrong

_UNDATED = 0
_NOTHING_IN_IT = {State.MISSING, State.EMPTY}
_T = TypeVar("_T")
_CHECK = msgspec.json.Decoder(Check)
_SOURCE = msgspec.json.Decoder(Source)


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows there are of each sort. Those that do not fit are as good as none, and counted as such."""

    verdicts: Mapping[Verdict, int]
    fresh: int  # verdicts that stand
    ages: Mapping[int | None, int]  # verdicts by the first of AGES that is not less than theirs; None: older
    undated: int  # verdicts whose time is none, or to come
    unreadable: int  # verdicts
    sources: Mapping[SourceKind, int]
    unreadable_sources: int
    validators: int  # verdicts that a server may be asked to confirm
    links: int  # with a history
    first_seen: str | None  # the day, as in 2026-11-23, of the first of them
    bad: int  # of these links
    changes: int  # of verdicts
    builds: int
    concerns: int  # texts of translations, with what checks said of each


@dataclass(frozen=True, slots=True)
class Look:
    """The cache of a folder: where it is, how it was found, and what is in it where that could be read."""

    path: Path
    state: State
    size: int  # bytes, with what lies beside it
    aside: int  # bytes of a damaged one that was moved aside
    version: int | None
    contents: Contents | None
    reason: str | None


def look(folder: Path, now: datetime) -> Look:
    """What there is at `now`; nothing is made, mended or renewed."""
    size = size_on_disk(folder)  # before SQLite puts something beside it
    with looking(folder) as seen:
        contents = None
        try:
            if seen.base is not None:
                contents = _counted(seen.base, now)
            elif seen.state in _NOTHING_IN_IT:
                contents = _nothing(now)
        except sqlite3.Error as error:
            seen = replace(trouble(error), version=seen.version)  # noqa: PLW2901 - damage that shows late
    return Look(folder / FILE_NAME, seen.state, size, size_aside(folder), seen.version, contents, seen.reason)


def _nothing(now: datetime) -> Contents:
    with closing(connection(":memory:")) as base:
        lend_missing(base)
        return _counted(base, now)


def _counted(base: sqlite3.Connection, now: datetime) -> Contents:
    base.text_factory = _lenient
    checks = [(_decoded(_CHECK, record), at) for record, at in base.execute("SELECT record, checked_at FROM verdicts")]
    sources = [_decoded(_SOURCE, record) for (record,) in base.execute("SELECT record FROM sources")]
    ages = Counter(_age_group(at, now) for _, at in checks)
    verdicts = Counter(check.verdict for check, _ in checks if check is not None)
    kinds = Counter(source.kind for source in sources if source is not None)
    links, bad, first_seen = base.execute("SELECT count(*), count(bad_since), min(first_seen) FROM history").fetchone()
    return Contents(
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
        fresh=sum(check is not None and is_fresh(check, now) for check, _ in checks),
        ages={age: ages[age] for age in (*AGES, None)},
        undated=ages[_UNDATED],
        unreadable=sum(check is None for check, _ in checks),
        sources={kind: kinds[kind] for kind in SourceKind},
        unreadable_sources=sum(source is None for source in sources),
        validators=_one(base, "SELECT count(*) FROM validators WHERE coalesce(etag, last_modified) IS NOT NULL"),
        links=links,
        bad=bad,
        first_seen=_day(first_seen),
        changes=_one(base, "SELECT count(*) FROM verdict_changes"),
        builds=_one(base, "SELECT count(*) FROM builds"),
        concerns=_one(base, "SELECT count(*) FROM concerns"),
    )


def _one(base: sqlite3.Connection, query: str) -> int:
    found: int = base.execute(query).fetchone()[0]
    return found


def _decoded(decoder: msgspec.json.Decoder[_T], record: object) -> _T | None:
    """None for what a store does not take for a record either."""
    with suppress(ValueError, RecursionError):
        if isinstance(record, bytes):
            return decoder.decode(record)
    return None


def _age_group(at: object, now: datetime) -> int | None:
    """The first of AGES that is not less than the age; None for older ones, _UNDATED for those that have none."""
    moment = _moment(at)
    if moment is None or now - moment < -CLOCKS_DIFFER:
        return _UNDATED
    days = (now - moment) / timedelta(days=1)
    return next((age for age in AGES if days <= age), None)


def _day(at: object) -> str | None:
    moment = _moment(at)
    return None if moment is None else moment.date().isoformat()


def _moment(at: object) -> datetime | None:
    """An ISO time in UTC; None for anything else, which somebody may have written there."""
    try:
        found = datetime.fromisoformat(at) if isinstance(at, str) else None
        return found.astimezone(UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _lenient(text: bytes) -> str:
    """Where a row is no UTF-8, all the others still count."""
    return text.decode("utf-8", "replace")
