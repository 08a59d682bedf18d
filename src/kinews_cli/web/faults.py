"""What went wrong, told from exceptions of five libraries.

`except httpx.HTTPError` is not enough: a single remote header or redirect target can raise InvalidURL, UnicodeError,
IDNAError or an OSError, none of which is one.
"""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import httpx

from kinews_cli.border import clean
from kinews_cli.web.answer import Failure
from kinews_cli.web.destination import Undeliverable

# Numbers of X509_V_ERR_*, which Python passes on as `verify_code`. A chain that ends in an unknown authority is not
# called self-signed (19): behind a proxy that breaks up TLS every site looks like that.
_CERTIFICATE = {
    10: ("tls_expired", "the certificate has expired"),
    18: ("tls_self_signed", "the certificate is signed by nobody but itself"),
    62: ("tls_name", "the certificate is for another name"),
    64: ("tls_name", "the certificate is for another address"),
    2: ("tls_untrusted", "the certificate's authority is not known here"),
    19: ("tls_untrusted", "the certificate's authority is not known here"),
    20: ("tls_untrusted", "the certificate's authority is not known here"),
    21: ("tls_untrusted", "the certificate's authority is not known here"),
}
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_RESET = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str, str], ...] = (
    (ConnectionRefusedError, "connection_refused", "nobody listens there"),
    (_RESET, "connection_reset", "the connection was reset"),
    ((TimeoutError, httpx.TimeoutException), "timeout", "no answer in time"),
    (ssl.SSLError, "tls_other", "no TLS connection"),
    (httpx.ProxyError, "proxy", "the proxy refused"),
    ((httpx.InvalidURL, UnicodeError), "odd_url", "the address cannot be sent"),
    ((httpx.ProtocolError, httpx.DecodingError), "protocol", "the answer is not HTTP"),
    (httpx.NetworkError, "connection_reset", "the connection broke"),
)


def describe(error: Exception) -> Failure:
    """The reason behind an exception of a request."""
    causes = tuple(_causes(error))
    for cause in causes:
        found = _specific(cause)
        if found is not None:
            return found
    for kind, reason, text in _KINDS:
        match = next((cause for cause in causes if isinstance(cause, kind)), None)
        if match is not None:
            return Failure(reason, _detail(text, match))
    return Failure("unexpected", clean(f"{type(error).__name__}: {error}"))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it was raised from or while handling; anyio bundles failed attempts in groups."""
    current: BaseException | None = error
    for _ in range(20):
        if current is None:
            return
        yield current
        if isinstance(current, BaseExceptionGroup):
            yield from current.exceptions
        current = current.__cause__ or current.__context__


def _specific(error: BaseException) -> Failure | None:
    if isinstance(error, Undeliverable):
        return error.failure
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(*_CERTIFICATE.get(error.verify_code, ("tls_other", clean(error.verify_message, limit=100))))
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return Failure("network_unreachable", "there is no way to that network or host")
    if isinstance(error, httpx.RemoteProtocolError):
        return _protocol(str(error))
    return None


def _protocol(text: str) -> Failure | None:
    """The libraries below tell these cases apart in words only."""
    if "disconnected without sending" in text or "closed connection" in text:
        return Failure("connection_closed", "the connection was closed without a whole answer")
    if "Receive buffer too long" in text:
        return Failure("too_large_header", "the header of the answer is too large")
    return None


def _detail(text: str, error: BaseException) -> str:
    said = clean(str(error), limit=100) if isinstance(error, (ssl.SSLError, httpx.ProtocolError, UnicodeError)) else ""
    return f"{text} ({said})" if said else text
