"""httpx on its own floor, for services and for proxies: httpcore, told where it may connect.

Links of a text go through `direct`, which is five times as fast; this one speaks to proxies, and pytest-httpx knows it.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable

import httpcore
import httpx

from kinews_cli.errors import ConfigError
from kinews_cli.web.addresses import Address
from kinews_cli.web.destination import Destinations, race


class Connector(httpcore.AnyIOBackend):
    """Connects to checked addresses only."""

    def __init__(self, destinations: Destinations) -> None:
        self._destinations = destinations

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check and connect. `host` stays the name for TLS and the Host header, whatever is connected to."""
        addresses, to_port = await self._destinations.of(host, port)

        async def connect(address: Address) -> httpcore.AsyncNetworkStream:
            # given an address rather than a name, asyncio asks no resolver
            return await super(Connector, self).connect_tcp(
                str(address), to_port, timeout, local_address, socket_options
            )

        return await race(addresses, connect, _close)


class Transport(httpx.AsyncHTTPTransport):
    """The stock transport over a `Connector`.

    `handle_async_request` is inherited untouched, so pytest-httpx, which replaces that method of the parent, serves
    here too. What lies below it (resolving, checking, TLS, deadlines) then does not run: that needs a real server.

    No connection is used twice. A server can put two answers behind one request, and the second would be taken for the
    answer to the next.
    """

    def __init__(self, proxy: str | None, destinations: Destinations, context: ssl.SSLContext) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)  # turns are given out above
        try:
            super().__init__(verify=context, trust_env=False, limits=limits, proxy=_proxy(proxy, context))
        except (ValueError, ImportError, httpx.InvalidURL):  # the text would show the password in it
            raise ConfigError("--proxy: write http://HOST:PORT or https://HOST:PORT.") from None
        # httpx has no argument for it; tests at the socket watch it
        self._pool._network_backend = Connector(destinations)  # noqa: SLF001


async def _close(stream: httpcore.AsyncNetworkStream) -> None:
    await stream.aclose()


def _proxy(url: str | None, context: ssl.SSLContext) -> httpx.Proxy | None:
    if url is None:
        return None
    return httpx.Proxy(url, ssl_context=context if url.lower().startswith("https:") else None)
