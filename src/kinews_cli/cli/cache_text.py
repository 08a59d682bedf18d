"""What `kinews cache` says, as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Verdict
from kinews_cli.plain import Json
from kinews_cli.reports.counts import counted
from kinews_cli.reports.text import shown_path
from kinews_cli.store.contents import Contents, Look
from kinews_cli.store.database import DAMAGED
from kinews_cli.store.looking import State
from kinews_cli.store.schema import VERSION
from kinews_cli.store.upkeep import Dropped

NOTHING = "nothing is kept here yet"
_KB = 1024
_JSON_VERSION = 1
_Word = TypeVar("_Word", Verdict, SourceKind)


def look_text(seen: Look) -> Iterator[str]:
    """A line on the file, then one for each sort of what is in it."""
    yield f"{shown_path(str(seen.path))}: {_state_text(seen)}"
    if seen.contents is not None and seen.version:
        yield from contents_text(seen.contents)
    if seen.aside:
        yield f"beside it: {DAMAGED}, {size_text(seen.aside)}, moved aside by a run; kinews cache clear --history deletes it"


def contents_text(there: Contents) -> Iterator[str]:
    """Such as "verdicts   214: 193 ok, 12 moved, 9 broken"; what there is none of is left out."""
    total, kinds = sum(there.ages.values()) + there.undated, sum(there.sources.values()) + there.unreadable_sources
    yield _row("verdicts", total, there.verdicts, there.unreadable)
    if total:
        ages = {"older" if age is None else f"up to {counted(age, 'day')}": count for age, count in there.ages.items()}
        yield f"  by age   {_shares({**ages, 'of no known time': there.undated})}"
        yield f"  fresh    {there.fresh}; a run asks again about the others"
    yield _row("sources", kinds, there.sources, there.unreadable_sources)
    since = f", the first seen on {there.first_seen}" if there.first_seen else ""
    changes = counted(there.changes, "change")
    yield f"history    {counted(there.links, 'link')}{since}: {there.bad} bad now, {changes} of verdict"
    yield f"builds     {there.builds}"
    yield f"judged     {counted(there.concerns, 'translated text')}"


def look_json(seen: Look) -> Json:
    """The same for programs. Of what could not be read nothing is known: null, which is not none."""
    return {
        "schema_version": _JSON_VERSION,
        "path": str(seen.path),
        "state": seen.state.value,
        "reason": seen.reason,
        "bytes": seen.size,
        "damaged_bytes": seen.aside,
        "database_version": seen.version,
        "newest_database_version": VERSION,
        **_contents_json(seen.contents),
    }


def prune_text(dropped: Dropped | None, days: int, *, dry_run: bool) -> str:
    """Such as "dropped 12 verdicts, 9 sources, not asked about for 90 days; 44 KB freed, 368 KB left"."""
    if dropped is None:
        return NOTHING
    went = _went(dropped)
    what = f"{went}, not asked about for {counted(days, 'day')}" if went else "nothing"
    return f"would drop {what}" if dry_run else f"dropped {what}; {_room(dropped)}"


def clear_text(dropped: Dropped | None, *, history: bool) -> str:
    if dropped is None:
        return NOTHING
    kept = "" if history else "; the history of verdicts is kept"
    went = _went(dropped) or "nothing"
    return f"dropped {went}{kept}; {_room(dropped)}"


def size_text(count: int) -> str:
    """Such as "12 KB" or "1.4 MB"; what is something is never 0."""
    return f"{-(-count // _KB)} KB" if count < _KB * _KB else f"{count / _KB / _KB:.1f} MB"


def _state_text(seen: Look) -> str:
    size = size_text(seen.size)
    match seen.state:
        case State.MISSING | State.EMPTY:
            return NOTHING
        case State.CURRENT:
            return f"{size}, schema version {seen.version}"
        case State.OLDER:
            return f"{size}, schema version {seen.version}; the next run brings it to version {VERSION}"
        case State.NEWER:
            return f"{size}, schema version {seen.version}: {seen.reason}; runs of this one go on without the cache"
        case State.DAMAGED:
            return f"{size}, is damaged ({seen.reason}); the next run moves it to {DAMAGED} and starts anew"
        case State.UNREADABLE:
            return f"{seen.reason}; runs go on without the cache"


def _row(name: str, total: int, parts: Mapping[_Word, int], unreadable: int) -> str:
    shares = _shares({**{word.value: count for word, count in parts.items()}, "unreadable": unreadable})
    return f"{name:<10} {total}{f': {shares}' if shares else ''}"


def _shares(parts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in parts.items() if count)


def _went(dropped: Dropped) -> str:
    """Such as "12 verdicts, 9 sources"; empty where nothing went."""
    rows = {
        "verdict": dropped.verdicts,
        "source": dropped.sources,
        "build": dropped.builds,
        "judged text": dropped.concerns,
    }
    parts = [counted(count, noun) for noun, count in rows.items() if count]
    if dropped.histories:
        parts.append(f"the history of {counted(dropped.histories, 'link')}")
    return ", ".join(parts)


def _room(dropped: Dropped) -> str:
    freed = f"{size_text(dropped.freed)} freed, " if dropped.freed else ""
    return f"{freed}{size_text(dropped.left)} left"


def _contents_json(there: Contents | None) -> Json:
    if there is None:
        return dict.fromkeys(("verdicts", "sources", "history", "builds", "judged_texts"))
    return {
        "verdicts": {
            "total": sum(there.ages.values()) + there.undated,
            "by_verdict": {verdict.value: count for verdict, count in there.verdicts.items()},
            "by_days": {
                **{"older" if age is None else str(age): count for age, count in there.ages.items()},
                "unknown": there.undated,
            },
            "fresh": there.fresh,
            "unreadable": there.unreadable,
            "validators": there.validators,
        },
        "sources": {
            "total": sum(there.sources.values()) + there.unreadable_sources,
            "by_kind": {kind.value: count for kind, count in there.sources.items()},
            "unreadable": there.unreadable_sources,
        },
        "history": {
            "links": there.links,
            "first_seen": there.first_seen,
            "bad": there.bad,
            "changes": there.changes,
        },
        "builds": there.builds,
        "judged_texts": there.concerns,
    }
