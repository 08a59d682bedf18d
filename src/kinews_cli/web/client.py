"""One request at a time: guarded, bounded, with a deadline; whatever goes wrong is a value."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, Mapping
from types import TracebackType
from typing import Self, cast

import httpx

from kinews_cli import __version__
from kinews_cli.web.addresses import is_public
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.body import Body
from kinews_cli.web.destination import Destinations
from kinews_cli.web.direct import DirectTransport
from kinews_cli.web.faults import describe
from kinews_cli.web.files import allow_files
from kinews_cli.web.guard import Target, inspect
from kinews_cli.web.resolver import Resolver
from kinews_cli.web.retry_after import asked_pause
from kinews_cli.web.settings import DEFAULT_PORTS, WebSettings
from kinews_cli.web.tls import Tls
from kinews_cli.web.turns import NoTurn, Turns

__all__ = ["LIMIT", "REDIRECTS", "Answer", "Failure", "Web"]

LIMIT = 512 * 1024  # bytes of an inflated body: what a page's head needs many times over
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NEVER_SENT = frozenset({"dns", "dns_temporary", "non_public", "connection_refused", "throttled", "host_silent"})
# What a browser sends when somebody opens a link: for a second opinion where the honest request was turned away.
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de,en-US;q=0.7,en;q=0.3",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}


class Web:
    """The network of one run and one event loop. Use as an async context manager.

    Raises ConfigError where the settings cannot be used. A request never raises: whatever a server, a name or an address
    does becomes a Failure. Only cancellation passes.
    """

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings
        self._resolver = Resolver(settings.timeout)
        self._turns = Turns(settings.max_connections, settings.max_per_host, patience=settings.timeout)
        self._answered = False
        self.requests = 0  # that left this machine
        self._tls = Tls(settings.ca_file)
        self._direct: DirectTransport | None = None
        self._stock: dict[bool, httpx.AsyncBaseTransport] = {}
        if settings.proxy is not None:
            self._stock_transport(foreign=True)  # says at once where the proxy cannot be used
        self._headers = httpx.Headers(
            {
                "User-Agent": _agent(settings.contact),
                "Accept": BROWSER["Accept"],
                "Accept-Language": "de, en;q=0.8",
                "Accept-Encoding": "gzip",  # nothing else is inflated here, see `body`
            }
        )

    async def __aenter__(self) -> Self:
        allow_files(4 * self.settings.max_connections)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for transport in (self._direct, *self._stock.values()):
            if transport is not None:
                await transport.aclose()

    @property
    def name_resolved(self) -> bool:
        """Whether the network has been seen to work: a name led to public addresses, or an answer came from outside.

        An answer over `--connect-to` or a proxy counts as one from outside; one from a service on this machine does not:
        with a local translator and no network, links must not be called broken because their names do not resolve.
        """
        return self._resolver.resolved or self._answered

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        limit: int = LIMIT,
        until: float | None = None,
        limits_host: bool = True,
        foreign: bool = False,
    ) -> Answer | Failure:
        """One GET, no redirects followed.

        `limit`: bytes of the inflated body to keep; the body of a redirect is not read at all. `until`: deadline in loop
        time over everything, resolving included; default the timeout of the settings from now. Waiting for a turn does not
        count: the deadline moves by as much, and the result says so in `waited`. `limits_host=False`: no limit per host.
        `foreign`: the URL comes from a text or a server, so what only the user may name (`permitted`) and what acts when
        opened is refused.
        """
        return await self._ask(
            "GET", url, headers or {}, None, limit=limit, until=until, limits_host=limits_host, foreign=foreign
        )

    async def post_json(
        self,
        url: str,
        value: object,
        *,
        headers: Mapping[str, str] | None = None,
        limit: int = LIMIT,
        until: float | None = None,
    ) -> Answer | Failure:
        """One POST of `value` as JSON, as `get`. Raises TypeError or ValueError where `value` is no JSON: a fault of ours."""
        content = json.dumps(value, allow_nan=False).encode()
        sent = httpx.Headers({"Content-Type": "application/json", "Accept": "application/json"})
        sent.update(headers)
        return await self._ask("POST", url, sent, content, limit=limit, until=until, limits_host=True, foreign=False)

    async def delete(
        self, url: str, *, headers: Mapping[str, str] | None = None, until: float | None = None
    ) -> Answer | Failure:
        """One DELETE, as `get`."""
        return await self._ask(
            "DELETE", url, headers or {}, None, limit=LIMIT, until=until, limits_host=True, foreign=False
        )

    async def _ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        *,
        limit: int,
        until: float | None,
        limits_host: bool,
        foreign: bool,
    ) -> Answer | Failure:
        target = inspect(url, self.settings, foreign=foreign)
        if isinstance(target, Failure):
            return target
        try:
            request = self._request(method, target, headers, content)
        except Exception as error:  # noqa: BLE001 - the barrier: one address must not end a run
            return describe(error)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.settings.timeout if until is None else until
        host = target.host if limits_host else None
        try:
            async with self._turns.turn(host) as waited:
                exchange = _Exchange(url, limit, waited)
                result = await exchange.run(self._transport(foreign=foreign), request, deadline + waited)
                if foreign and isinstance(result, Failure) and "Content-Length" in result.detail:
                    # llhttp refuses a length that is given twice, or not at all behind the colon; browsers do not
                    exchange = _Exchange(url, limit, waited)
                    result = await exchange.run(self._stock_transport(foreign=True), request, deadline + waited)
                if host is not None:
                    self._report(host, result)
        except NoTurn as refusal:
            return refusal.failure
        if isinstance(result, Answer) or result.reason not in _NEVER_SENT:
            self.requests += 1
        if isinstance(result, Answer) and self._from_outside(target):
            self._answered = True
        return result

    def _report(self, host: str, result: Answer | Failure) -> None:
        """What the host is to be spared from now on."""
        if isinstance(result, Failure):
            if result.reason in _NEVER_SENT:
                self._turns.unsent(host)
            elif result.reason == "timeout":
                self._turns.silent(host)
        elif result.status in {429, 503}:
            self._turns.refused(host, asked_pause(result), too_fast=result.status == 429)
        else:
            self._turns.accepted(host)

    def _transport(self, *, foreign: bool) -> httpx.AsyncBaseTransport:
        """Links go straight to their hosts; services, and all that goes through a proxy, over the stock transport."""
        if not foreign or self.settings.proxy is not None:
            return self._stock_transport(foreign=foreign)
        if self._direct is None:
            destinations = Destinations(self.settings, self._resolver, foreign=True)
            self._direct = DirectTransport(destinations, self._tls, most_idle=2 * self.settings.max_connections)
        return self._direct

    def _stock_transport(self, *, foreign: bool) -> httpx.AsyncBaseTransport:
        """Made when first needed: it loads a library of its own."""
        transport = self._stock.get(foreign)
        if transport is None:
            from kinews_cli.web.transport import Transport

            destinations = Destinations(self.settings, self._resolver, foreign=foreign)
            transport = self._stock[foreign] = Transport(self.settings.proxy, destinations, self._tls.context)
        return transport

    def _request(self, method: str, target: Target, headers: Mapping[str, str], content: bytes | None) -> httpx.Request:
        url = httpx.URL(target.url)
        if url.raw_host != target.host.encode() or (url.port or DEFAULT_PORTS[target.scheme]) != target.port:
            raise httpx.InvalidURL("the libraries do not agree on the host")
        sent = self._headers.copy()
        sent.update(headers)
        return httpx.Request(method, url, headers=sent, content=content)

    def _from_outside(self, target: Target) -> bool:
        if self.settings.proxy is not None or self.settings.route(target.host, target.port) is not None:
            return True
        return target.address is not None and is_public(target.address)


class _Exchange:
    """One request and its response, with what has come so far in case the rest does not."""

    def __init__(self, url: str, limit: int, waited: float) -> None:
        self._url = url
        self._limit = limit
        self._waited = waited
        self._response: httpx.Response | None = None
        self._body = Body(0, "")

    async def run(self, transport: httpx.AsyncBaseTransport, request: httpx.Request, until: float) -> Answer | Failure:
        try:
            async with asyncio.timeout_at(until):
                self._response = await transport.handle_async_request(request)
                try:
                    await self._read(self._response)
                finally:
                    await self._response.aclose()
        except Exception as error:  # noqa: BLE001 - the barrier: what a server does must not end a run
            failure = describe(error)
            if self._response is None:
                return Failure(failure.reason, failure.detail, self._waited)
            return self._answer(self._response, failure)
        return self._answer(self._response, self._body.problem)

    async def _read(self, response: httpx.Response) -> None:
        if response.status_code in REDIRECTS and "location" in response.headers:
            return
        self._body = Body(self._limit, response.headers.get("content-encoding", "").strip().lower())
        # `response.stream` rather than `aiter_raw`: responses that tests put together have been read already
        stream = cast("AsyncGenerator[bytes]", cast("httpx.AsyncByteStream", response.stream).__aiter__())
        async with contextlib.aclosing(stream):
            while not self._body.enough and (chunk := await anext(stream, None)) is not None:
                self._body.feed(chunk)

    def _answer(self, response: httpx.Response, problem: Failure | None) -> Answer:
        return Answer(
            url=self._url,
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=self._body.content,
            truncated=self._body.truncated or problem is not None,
            problem=problem,
            set_cookies=tuple(response.headers.get_list("set-cookie")),
            waited=self._waited,
        )


def _agent(contact: str | None) -> str:
    """Such as "kinews/0.1.0 (+mailto:post@example.org)": who asks, and where to complain."""
    if not contact:
        return f"kinews/{__version__}"
    address = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    return f"kinews/{__version__} (+{address})"
