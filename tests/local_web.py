"""A web on loopback: real sockets, real TLS through a test authority, any number of host names.

    web = LocalWeb(authority)                      # TLS; LocalWeb(None) speaks plain HTTP
    web.page("arxiv.org", "/abs/2005.05535", html)  # 200, text/html
    web.reply("t3n.de", "/old", Reply(301, headers={"Location": "/new"}))
    web.reply("slow.example.org", "/", lambda request: Reply(200, delay=30))
    web.connect_to()      # ["--connect-to", "::127.0.0.1:PORT"]: every name and port leads here
    web.requests          # what was asked, in order

A path given without a query matches any query. What no route knows is answered with 404.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import trustme


@dataclass(frozen=True)
class Request:
    method: str
    host: str  # without port, lower case
    target: str  # path and query as sent
    headers: Mapping[str, str]
    body: bytes = b""
    time: float = 0.0

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes | str = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the first byte
    drip: float = 0.0  # seconds between single bytes of the body
    raw: bytes | None = None  # sent instead of everything else
    reset: bool = False  # the connection is reset without an answer
    cut: int | None = None  # only so many bytes of the body are sent, then the connection ends


HTML = "text/html; charset=utf-8"
Route = Reply | Callable[[Request], Reply]


class LocalWeb:
    """A server on 127.0.0.1 (or another loopback address) that plays any host; use as a context manager."""

    def __init__(
        self,
        authority: trustme.CA | None,
        *,
        certificate: trustme.LeafCert | None = None,
        address: str = "127.0.0.1",
    ) -> None:
        self.requests: list[Request] = []
        self.connections = 0  # opened to us, whether or not a request came over them
        self._routes: dict[tuple[str, str], Route] = {}
        self._stop = threading.Event()
        web = self

        class Handler(_Handler):
            owner = web

        kind = _ServerV6 if ":" in address else _Server
        self._server = kind((address, 0), Handler)
        self._server.owner = self
        self._address = f"[{address}]" if ":" in address else address
        self.tls = authority is not None
        if authority is not None:
            self._server.tls = _tls_context(authority, certificate)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()

    def reply(self, host: str, target: str, route: Route) -> None:
        self._routes[(host, target)] = route

    def page(self, host: str, target: str, html: str) -> None:
        self.reply(host, target, Reply(200, html, {"Content-Type": HTML}))

    def json(self, host: str, target: str, value: Any, status: int = 200) -> None:
        self.reply(host, target, Reply(status, json.dumps(value), {"Content-Type": "application/json"}))

    def url(self, path: str = "/") -> str:
        """A plain address of this server, without any host name."""
        return f"http{'s' if self.tls else ''}://{self._address}:{self.port}{path}"

    def connect_to(self) -> list[str]:
        """The option that sends every name and port here."""
        return ["--connect-to", f"::{self._address}:{self.port}"]

    def asked(self, host: str, path: str | None = None) -> list[Request]:
        return [r for r in self.requests if r.host == host and (path is None or r.path == path)]

    def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        for target in (request.target, request.path, "*"):
            for host in (request.host, "*"):
                route = self._routes.get((host, target))
                if route is not None:
                    return route if isinstance(route, Reply) else route(request)
        return Reply(404, "<title>404 Not Found</title><h1>Not Found</h1>", {"Content-Type": HTML})

    def wait(self, seconds: float) -> None:
        """Sleep, but not beyond the end of the server."""
        self._stop.wait(seconds)


def _tls_context(authority: trustme.CA, certificate: trustme.LeafCert | None) -> ssl.SSLContext:
    """One certificate a name, made when a client asks for that name."""
    made: dict[str, ssl.SSLContext] = {}
    lock = threading.Lock()

    def choose(sock: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if certificate is None:
            with lock:
                key = name or "127.0.0.1"
                if key not in made:
                    made[key] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    authority.issue_cert(key).configure_cert(made[key])
                sock.context = made[key]

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    (certificate or authority.issue_cert("127.0.0.1", "localhost")).configure_cert(context)
    context.sni_callback = choose
    return context


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    tls: ssl.SSLContext | None = None
    owner: LocalWeb

    def process_request(self, request: Any, client_address: Any) -> None:
        self.owner.connections += 1
        super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls is not None:  # the handshake runs in the connection's own thread
            request.settimeout(10)
            with self.tls.wrap_socket(request, server_side=True) as secured:  # the bare socket is closed by the caller
                super().finish_request(secured, client_address)
        else:
            super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up, refuse certificates and time out here on purpose."""


class _ServerV6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    owner: LocalWeb
    protocol_version = "HTTP/1.1"
    timeout = 20

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silence."""

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        host = (self.headers.get("Host") or "").rpartition("@")[2].lower()
        if not host.endswith("]") and ":" in host:
            host = host.rpartition(":")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.owner.answer(Request(self.command, host, self.path, headers, body, time.monotonic()))
        if reply.delay:
            self.owner.wait(reply.delay)
        self._send(reply)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = _handle  # noqa: N815

    def _send(self, reply: Reply) -> None:
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self.close_connection = True
            self.connection.close()
            return
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
            return
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers and "Transfer-Encoding" not in reply.headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if reply.cut is not None:
            body = body[: reply.cut]
            self.close_connection = True
        if not reply.drip:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.owner.wait(reply.drip)
