"""Names to addresses: each name once per run, in daemon threads.

Never the event loop's executor: Python waits for its threads at the end of the process, and a getaddrinfo that hangs on
a dead name server cannot be cancelled.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading

from kinews_cli.border import clean
from kinews_cli.web.addresses import Address, is_public
from kinews_cli.web.answer import Failure

Addresses = tuple[Address, ...]

# A lookup gives up before its link does, so that the link can still say that it was the name, not the server.
_SHARE = 0.8
_AT_ONCE = 64  # a router's name server drops what comes in hundreds
_LONG = 1.0  # seconds
_HANGING = 3  # so many names without any answer and not one with: the rest is not waited for
# The name server said that there is no such name, or no address for it. All else may be different in a minute.
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class Resolver:
    """What is known about names in this run. Belongs to one event loop."""

    def __init__(self, timeout: float) -> None:
        self._limit = timeout * _SHARE
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._lookups: dict[str, asyncio.Future[Addresses | Failure]] = {}
        self._hanging = 0
        self.resolved = False  # some name has led to public addresses
        self.failed = False  # some name has not led anywhere

    async def addresses(self, host: str) -> Addresses | Failure:
        """All addresses of a name, in the system's order; a Failure `dns` or `dns_temporary` where there are none."""
        lookup = self._lookups.get(host)
        if lookup is None:
            lookup = self._lookups[host] = asyncio.ensure_future(self._in_turn(host))
        found = await asyncio.shield(lookup)  # others wait for the same answer
        if isinstance(found, Failure):
            self._note(host, found)
        return found

    def _note(self, host: str, failure: Failure) -> None:
        self.failed = True
        if self.resolved and failure.reason == "dns_temporary":
            self._lookups.pop(host, None)  # the network is there: a second try may find it

    async def _in_turn(self, host: str) -> Addresses | Failure:
        async with self._at_once:
            lookup = self._start(host)
            await asyncio.wait((lookup,), timeout=_LONG)  # one that hangs does not keep the others waiting
        return await lookup

    def _start(self, host: str) -> asyncio.Future[Addresses | Failure]:
        loop = asyncio.get_running_loop()
        lookup: asyncio.Future[Addresses | Failure] = loop.create_future()
        if self._hanging >= _HANGING and not self.resolved:
            lookup.set_result(Failure("dns_temporary", "no name server answers"))
            return lookup

        def ask() -> None:
            found = look_up(host)
            try:
                loop.call_soon_threadsafe(self._finish, lookup, found)
            except RuntimeError:  # the loop has ended; nobody waits any more
                return

        threading.Thread(target=ask, name="kinews-resolver", daemon=True).start()
        loop.call_later(self._limit, self._give_up, lookup)
        return lookup

    def _finish(self, lookup: asyncio.Future[Addresses | Failure], found: Addresses | Failure) -> None:
        if not isinstance(found, Failure) and all(map(is_public, found)):
            self.resolved = True
        if not lookup.done():
            lookup.set_result(found)

    def _give_up(self, lookup: asyncio.Future[Addresses | Failure]) -> None:
        if not lookup.done():
            self._hanging += 1
            lookup.set_result(Failure("dns_temporary", f"the name server did not answer within {self._limit:g} s"))


def look_up(host: str) -> Addresses | Failure:
    """Ask the system; blocks. Whatever goes wrong is a Failure."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))
    except socket.gaierror as error:
        reason = "dns" if error.errno in _NO_SUCH_NAME else "dns_temporary"
        return Failure(reason, clean(error.strerror or "the name does not resolve"))
    except Exception as error:  # noqa: BLE001 - a thread must not die silently while a link waits for it
        return Failure("dns_temporary", clean(f"{type(error).__name__}: {error}"))
    return addresses or Failure("dns", "the name has no address")
