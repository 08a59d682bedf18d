"""Fetches a model, a piece at a time: what has come stays, and the next attempt goes on from there.

Its hashes stand in the records, which come over https; the files themselves may come from anywhere. A model is put in place
whole, after both forms of each file, packed and unpacked, were found to be what the records promise.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError, KinewsError, OutputError
from kinews_cli.files import write_together
from kinews_cli.translating.engines.model_records import Offer, Part, best_offer
from kinews_cli.translating.engines.models import PAIR, RECORD, recorded_hashes, write_record
from kinews_cli.translating.engines.offline_worker import unpacked
from kinews_cli.translating.engines.patience import PASSING, patiently
from kinews_cli.web.addresses import literal
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web
from kinews_cli.web.retry_after import asked_pause

PARTIAL = "partial"
_PIECE = 1024 * 1024
_RECORDS_LIMIT = 8 * 1024 * 1024
_FUTILE = 3  # pieces of which nothing came, one after the other, each asked for three times
_LONGEST_REST = 60.0  # seconds that a server may ask for

OnBytes = Callable[[int], None]


async def offer_of(web: Web, records_url: str, *, timeout: float) -> Offer:  # noqa: ASYNC109 - for the web, which keeps it
    """The model that the records name. Raises KinewsError where they cannot be had or name none, ConfigError for plain http."""
    _demand_trust(records_url)
    answer = await _asked(web, records_url, {}, limit=_RECORDS_LIMIT, timeout=timeout)
    if answer.status != 200 or answer.truncated:
        raise KinewsError(f"{_host(records_url)}: the list of models cannot be had: {_what(answer)}. Try again later.")
    offer = best_offer(answer.body)
    if offer is None:
        raise KinewsError(f"{_host(records_url)}: the list names no model for {PAIR} that this version can read.")
    return offer


class Fetching:
    """Fetches `offer` from below `base` into `models`. `on_bytes` hears how many bytes more there are, old ones included."""

    def __init__(self, web: Web, offer: Offer, base: str, models: Path, on_bytes: OnBytes, *, timeout: float) -> None:
        self._web = web
        self._offer = offer
        self._base = base.rstrip("/")
        self._models = models
        self._on_bytes = on_bytes
        self._timeout = timeout
        self._in_pieces = True

    @property
    def needed(self) -> bool:
        """Does another model lie there, or none?"""
        return recorded_hashes(self._models) != {part.name: part.sha256 for part in self._offer.parts}

    async def run(self) -> None:
        """Raises KinewsError where the server does not deliver, OutputError where nothing can be written."""
        try:
            (self._models / PARTIAL).mkdir(parents=True, exist_ok=True)
            files = {part.name: await self._file(part) for part in self._offer.parts}
        except OSError as error:
            where = printable(str(self._models))
            raise OutputError(f"{where}: cannot be written: {error.strerror}. The model was not put there.") from None
        files[RECORD] = write_record(self._offer.version, files)
        write_together({self._models / PAIR / name: content for name, content in files.items()})
        for part in self._offer.parts:
            self._partial(part).unlink(missing_ok=True)
        with suppress(OSError):  # pieces of an older model may lie there
            (self._models / PARTIAL).rmdir()

    async def _file(self, part: Part) -> bytes:
        """The file, unpacked and verified."""
        path = self._partial(part)
        await self._complete(part, path)
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() == part.packed_sha256:
            with suppress(ValueError):
                return unpacked(packed, part.sha256)
        path.unlink()
        raise KinewsError(
            f"{_host(self._base)}: {part.location} is not what the list of models promises. Nothing of it was kept."
        )

    async def _complete(self, part: Part, path: Path) -> None:
        """Have all bytes of the packed file in `path`."""
        have = _size_of(path, part.size)
        self._on_bytes(have)
        futile = 0
        with path.open("ab") as file:
            while have < part.size:
                answer = await self._piece(part, have)
                piece = _usable(answer, have, part.size - have)
                futile = 0 if piece else futile + 1
                if not piece and (futile == _FUTILE or answer.status not in {200, 206}):
                    raise KinewsError(
                        f"{_host(self._base)}: {part.location} cannot be had: {_what(answer)}. What came is kept; "
                        "run the command again to go on from there."
                    )
                file.write(piece)
                file.flush()
                have += len(piece)
                self._on_bytes(len(piece))

    async def _piece(self, part: Part, have: int) -> Answer:
        """The next piece, or, from a server that knows no pieces, the file from its start."""
        url = f"{self._base}/{part.location}"
        headers = {"Accept-Encoding": "identity"}
        if not self._in_pieces:
            patience = self._timeout * (1 + part.size / _PIECE)
            return await _asked(self._web, url, headers, limit=part.size, timeout=patience)
        end = min(have + _PIECE, part.size)
        headers["Range"] = f"bytes={have}-{end - 1}"
        answer = await _asked(self._web, url, headers, limit=end, timeout=self._timeout)
        self._in_pieces = answer.status != 200
        return answer

    def _partial(self, part: Part) -> Path:
        """Named after what it is to become: pieces of another file never go on in it."""
        return self._models / PARTIAL / part.packed_sha256


async def _asked(web: Web, url: str, headers: dict[str, str], *, limit: int, timeout: float) -> Answer:  # noqa: ASYNC109
    """Raises KinewsError where nobody answers, tried three times."""
    clock = asyncio.get_running_loop().time

    async def ask() -> Answer | Failure:
        return await web.get(url, headers=headers, limit=limit, until=clock() + timeout)

    answer = await patiently(ask, _pause, clock() + 3 * timeout + _LONGEST_REST)
    if isinstance(answer, Failure):
        raise KinewsError(f"{_host(url)}: {answer.detail}. Try again later; what has come is kept.")
    return answer


def _pause(answer: Answer | Failure) -> float | None:
    if isinstance(answer, Failure):
        return 0.0 if answer.reason in {"timeout", "connection_reset", "connection_closed", "dns_temporary"} else None
    return asked_pause(answer) if answer.status in PASSING else None


def _size_of(path: Path, most: int) -> int:
    """How much lies there; what is too long for what it is to become goes."""
    size = path.stat().st_size if path.exists() else 0
    if size > most:
        path.unlink()
        return 0
    return size


def _usable(answer: Answer, have: int, wanted: int) -> bytes:
    """Of what came, the bytes that follow those we have."""
    if answer.status == 206 and answer.headers.get("content-range", "").startswith(f"bytes {have}-"):
        return answer.body[:wanted]
    return answer.body[have : have + wanted] if answer.status == 200 else b""


def _what(answer: Answer) -> str:
    if answer.problem is not None:
        return answer.problem.detail
    return (
        f"HTTP {answer.status}" if answer.status not in {200, 206} else "the answer is not the part that was asked for"
    )


def _host(url: str) -> str:
    return printable(urlsplit(url).netloc)


def _demand_trust(url: str) -> None:
    """The hashes that everything is checked against come from here."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_this_machine(parts.hostname or ""):
        raise ConfigError("--records-url must begin with https://: the hashes of the model come from there.")


def _is_this_machine(host: str) -> bool:
    try:
        address = literal(host)
    except ValueError:
        return False
    return host == "localhost" or (address is not None and address.is_loopback)
