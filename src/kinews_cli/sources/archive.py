"""The Wayback Machine: the copy of a dead page that is nearest to the day on which it was linked.

Two services know. The CDX server lists captures and is believed: an empty table means that there is no copy. `closest`
counts there only with `sort=closest` (internetarchive/wayback issue 237), and `limit=-1`, said to give the newest copy, gives
some older one (remy/unrot.link issue 7): so the newest is asked for as the one nearest to now. The availability API forgets: it
answers {} for pages that are archived, above all where the address has a scheme (internetarchive/wayback issue 296). It is
asked where CDX failed, and only its yes counts.

30 requests a minute are allowed (edgi-govdata-archiving/wayback issue 206, June 2026), and whoever goes on after a 429 is shut
out for an hour, the next time for two (issue 137 there). So there is one request at a time, in the pace that `web` keeps for
the host, and none after a 429 that does not end soon.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeGuard
from urllib.parse import quote

from kinews_cli import clock
from kinews_cli.sources.resolver import fields_of, text_of
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web
from kinews_cli.web.guard import Target, inspect
from kinews_cli.web.retry_after import asked_pause
from kinews_cli.web.settings import WebSettings

CDX_HOST = "web.archive.org"
AVAILABILITY_HOST = "archive.org"
SIGNAL = "archive"  # of the Evidence that holds a copy's address
_FIELDS = ("timestamp", "original", "mimetype", "statuscode")
_ROWS = 100  # some 100 bytes each; a busy page has that many captures in a month, most have fewer in all
_PATIENCE = 5.0  # seconds: the longest Retry-After that is worth waiting for
_ENOUGH = 2  # failures in a row after which a service is left alone
_PAGES = {"text/html", "application/xhtml+xml", "application/pdf"}
_SECOND_CHOICE = timedelta(days=365)  # that much farther away a better copy may be
_ALIVE = timedelta(days=30)  # a link that has just been published leads somewhere for a while
_FIRST_YEAR = 1996  # of the archive
_EXCLUDED = re.compile(r"(?:Robot|Administrative)AccessControlException")
_SNAPSHOT = re.compile(r"https?://web\.archive\.org/web/([0-9]{14})(?:[a-z]{2}_)?/(.{1,8192})")
_WWW = re.compile(r"^www[0-9]*\.")
# What may stand in a URL as it is (RFC 3986), the percent sign of what is encoded already among it.
_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"
# Strict whatever the user allows this run: an address inside somebody's network is no business of a service outside.
_STRICT = WebSettings()
_LOCAL = ("arpa", "corp", "example", "fritz.box", "home", "internal", "invalid", "lan", "local", "onion", "test")
_ARCHIVES = (
    *("web.archive.org", "wayback.archive.org", "arquivo.pt", "perma.cc", "webcitation.org"),
    *(f"archive.{ending}" for ending in ("today", "ph", "is", "li", "vn", "fo", "md")),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a page: `url` is its address in the archive, printable ASCII; `taken` the day in UTC, such as "2019-05-01"."""

    url: str
    taken: str


@dataclass(frozen=True, slots=True)
class ArchiveAnswer:
    """What the archive said about one link.

    `known` False: nothing that counts (down, throttled, no network); ask again next time. `known` True without a copy:
    there is none, or none that the archive shows, or the link is one that no archive is asked about.
    """

    copy: Copy | None
    known: bool


_NO_COPY = ArchiveAnswer(None, known=True)
_SILENCE = ArchiveAnswer(None, known=False)


async def nearest_copies(
    urls: Mapping[str, date | None], web: Web, *, until: float | None = None
) -> dict[str, ArchiveAnswer]:
    """The archive's copy of each link, by URL as given: the one nearest to its date, the newest where that is None.

    A copy from long after the date counts as a year farther away: what took a dead page's place is often answered with 200.
    `until`: loop time from which on no further link is asked about. Never raises for anything that the archive sends.
    """
    archive = _Archive(web, until)
    places = {url: (askable(url), _moment_of(date)) for url, date in urls.items()}
    answers: dict[tuple[Target, datetime], ArchiveAnswer] = {}
    found: dict[str, ArchiveAnswer] = {}
    for url, (target, wanted) in places.items():  # one at a time, and links that differ in their fragment only once
        if target is None:
            found[url] = _NO_COPY
            continue
        if (target, wanted) not in answers:
            answers[target, wanted] = await archive.ask(target, wanted)
        found[url] = answers[target, wanted]
    return found


def _moment_of(date: date | None) -> datetime:
    return clock.now() if date is None else datetime.combine(date, time(12), UTC)


def askable(url: str) -> Target | None:
    """Where a link leads, if an archive may be told of it and can help."""
    target = inspect(url, _STRICT)
    if isinstance(target, Failure) or target.address is not None or "." not in target.host:
        return None
    below = any(f".{target.host}".endswith(f".{name}") for name in (*_LOCAL, *_ARCHIVES))
    return None if below else target


class _Archive:
    """The archive during one run: what it was asked, and whether it is worth asking further."""

    def __init__(self, web: Web, until: float | None) -> None:
        self._web = web
        self._until = until
        self._failures: Counter[_Service] = Counter()  # in a row, by service
        self._failed = 0  # in a row, whatever the service
        self._closed = False

    async def ask(self, target: Target, wanted: datetime) -> ArchiveAnswer:
        for service in _SERVICES:
            if self._is_over():
                break
            if self._failures[service] < _ENOUGH:
                answer = await self._ask(service, target, wanted)
                if answer is not None:
                    return answer
        return _SILENCE

    def _is_over(self) -> bool:
        late = self._until is not None and asyncio.get_running_loop().time() >= self._until
        return self._closed or late or self._failed >= _ENOUGH

    async def _ask(self, service: _Service, target: Target, wanted: datetime) -> ArchiveAnswer | None:
        result = await self._get(service.address(target, wanted))
        answer = None if isinstance(result, Failure) else service.read(result, target, wanted)
        if answer is None:
            self._failures[service] += 1
            self._failed += 1
        else:
            self._failures[service] = self._failed = 0
        return answer

    async def _get(self, url: str) -> Answer | Failure:
        """One request, or two where a 429 says that a moment's rest is all that is wanted; `Web` grants it before the second."""
        headers = {"Accept": "application/json"}
        result = await self._web.get(url, headers=headers)
        if _throttled(result) and 0 < asked_pause(result) <= _PATIENCE:
            result = await self._web.get(url, headers=headers)
        self._closed = _throttled(result)
        return result


def _throttled(result: Answer | Failure) -> TypeGuard[Answer]:
    return isinstance(result, Answer) and result.status == 429


@dataclass(frozen=True, slots=True)
class _Service:
    """Where to ask about a page near a moment, and how to read what comes back: None where it is no answer at all."""

    address: Callable[[Target, datetime], str]
    read: Callable[[Answer, Target, datetime], ArchiveAnswer | None]


def _cdx_address(target: Target, wanted: datetime) -> str:
    # matchType: without it a "*" at the end of an address would ask for all that begins like it
    return (
        f"https://{CDX_HOST}/cdx/search/cdx?url={quote(_ascii(target.url), safe='')}&matchType=exact&output=json"
        f"&fl={','.join(_FIELDS)}&filter=statuscode:200&closest={_stamp(wanted)}&sort=closest&limit={_ROWS}"
    )


def _read_cdx(answer: Answer, target: Target, wanted: datetime) -> ArchiveAnswer | None:
    if _EXCLUDED.search(answer.headers.get("x-archive-wayback-runtime-error", "") or answer.text[:1_000]):
        return _NO_COPY  # by the site's wish (403): the copies that may exist are not shown
    rows = read_table(answer.body) if answer.status == 200 and not answer.truncated else None
    if rows is None:
        return None
    captures = [capture for row in rows if (capture := _capture(row, target)) is not None]
    return ArchiveAnswer(_best(captures, wanted), known=True)


def _availability_address(target: Target, wanted: datetime) -> str:
    page = _ascii(target.url).partition("://")[2]
    return f"https://{AVAILABILITY_HOST}/wayback/available?url={quote(page, safe='')}&timestamp={_stamp(wanted)}"


def _read_availability(answer: Answer, target: Target, wanted: datetime) -> ArchiveAnswer | None:
    snapshots = fields_of(_json(answer.body)).get("archived_snapshots") if answer.status == 200 else None
    if not isinstance(snapshots, dict) or answer.truncated:
        return None
    closest = fields_of(snapshots.get("closest"))
    match = _SNAPSHOT.fullmatch(text_of(closest.get("url")))
    if match is None or closest.get("available") is not True:
        return _SILENCE
    row = {"timestamp": match[1], "original": match[2], "statuscode": closest.get("status"), "mimetype": ""}
    capture = _capture(row, target)
    return _SILENCE if capture is None else ArchiveAnswer(_best([capture], wanted), known=True)


_SERVICES = (_Service(_cdx_address, _read_cdx), _Service(_availability_address, _read_availability))


def read_table(body: bytes) -> list[Mapping[str, object]] | None:
    """The rows of a CDX answer by field name: the first row holds the names. [] is no capture, None no such answer."""
    table = _json(body)
    if not isinstance(table, list):
        return None
    if not table:
        return []
    names = table[0]
    if not isinstance(names, list) or not all(name in names for name in _FIELDS):
        return None
    columns = {name: names.index(name) for name in _FIELDS}
    rows = [row for row in table[1:] if isinstance(row, list) and len(row) == len(names)]
    return [{name: row[column] for name, column in columns.items()} for row in rows]


@dataclass(frozen=True, slots=True)
class _Capture:
    moment: datetime
    original: str
    is_page: bool


def _capture(row: Mapping[str, object], target: Target) -> _Capture | None:
    """A capture of a page that was there; None for anything else: rows are foreign, some have a day "00"."""
    moment = _moment(text_of(row.get("timestamp")))
    original = inspect(text_of(row.get("original")), _STRICT)
    if moment is None or isinstance(original, Failure) or text_of(row.get("statuscode")) != "200":
        return None
    if _WWW.sub("", original.host) != _WWW.sub("", target.host):
        return None
    return _Capture(moment, _ascii(original.url), text_of(row.get("mimetype")).lower() in _PAGES)


def _best(captures: Iterable[_Capture], wanted: datetime) -> Copy | None:
    def distance(capture: _Capture) -> timedelta:
        # Not a page: mostly a revisit, which says "as before" and has to find its "before" first
        second_choice = (capture.moment - wanted > _ALIVE) + (not capture.is_page)
        return abs(capture.moment - wanted) + second_choice * _SECOND_CHOICE

    best = min(captures, key=distance, default=None)
    if best is None:
        return None
    return Copy(f"https://{CDX_HOST}/web/{_stamp(best.moment)}/{best.original}", best.moment.date().isoformat())


def _moment(text: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{14}", text):
        return None
    try:
        moment = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment.year >= _FIRST_YEAR and moment - clock.now() <= timedelta(days=1) else None


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S").zfill(14)


def _ascii(url: str) -> str:
    return quote(url, safe=_URL_CHARACTERS)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
