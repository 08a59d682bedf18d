"""Which certificates are believed."""

from __future__ import annotations

import ssl

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError


class Tls:
    """The context of one run. Raises ConfigError at once where `ca_file` cannot be used.

    The usual authorities are 150 certificates, read when the first connection wants them.
    """

    def __init__(self, ca_file: str | None) -> None:
        self._context = tls_context(ca_file) if ca_file is not None else None

    @property
    def context(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = tls_context(None)
        return self._context


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verification as a browser does it, with the authorities of `ca_file` instead of the usual ones where one is given.

    Raises ConfigError where the file cannot be used.
    """
    if ca_file is None:
        import httpx

        context = httpx.create_ssl_context(trust_env=False)
    else:
        try:
            context = ssl.create_default_context(cafile=ca_file)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no certificates in it"
            raise ConfigError(
                f"SSL_CERT_FILE: {printable(ca_file)}: cannot be used: {printable(str(reason))}. "
                "It must be a file of PEM certificates."
            ) from None
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # on by default since Python 3.13; no browser is that strict
    context.set_alpn_protocols(["http/1.1"])
    return context
