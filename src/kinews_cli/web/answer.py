"""What comes back from a request: an answer, or the reason why there is none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kinews_cli.lazy_patterns import lazy_pattern

_CHARSET = lazy_pattern(r"charset\s*=\s*[\"']?([a-z0-9_-]{1,20})", re.IGNORECASE)
# Only these are ever looked up. `charset=idna`, `hex` or `rot13` make Python's codec registry raise, punycode is quadratic.
_FAMILIES = lazy_pattern(r"(?:iso[-_]?8859[-_](?P<iso>\d{1,2})|(?:windows|cp)[-_]?(?P<windows>125[0-8]))")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# The reasons of a Failure with which a link is refused rather than broken: we did not go there.
REFUSED = frozenset({"scheme", "port", "credentials", "odd_url", "non_public", "one_click"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. `reason` is a code in snake_case, `detail` a short printable text for a person.

    Not gone there:   scheme, port, credentials, odd_url, non_public, one_click
    No such place:    dns (the name does not exist), dns_temporary (the name servers gave no answer)
    No connection:    connection_refused, network_unreachable, proxy
    No good TLS:      tls_expired, tls_self_signed, tls_name, tls_untrusted, tls_other
    Not asked again:  throttled (the host wants to be left alone), host_silent (it has answered nothing in this run)
    No proper answer: timeout, connection_reset, connection_closed, protocol, too_large_header, encoding, unexpected
    """

    reason: str
    detail: str
    waited: float = field(default=0.0, compare=False)  # seconds spent waiting for a turn, not part of any deadline


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. `body` is inflated and may be only a beginning: then `truncated` is true.

    `problem` says why a body ended early for another reason than the limit (deadline, reset, unreadable encoding):
    the status line came, so the place exists, whatever became of the rest.
    """

    url: str  # as asked
    status: int
    headers: Mapping[str, str]  # names in lower case; repeated ones joined by ", "
    body: bytes = b""
    truncated: bool = False
    problem: Failure | None = None
    set_cookies: tuple[str, ...] = ()  # the one header that cannot be joined
    waited: float = field(default=0.0, compare=False)  # as in Failure

    @property
    def content_type(self) -> str:
        """Such as "text/html": lower case, without parameters; "" where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The Python codec that the byte order mark or the header names, if it is one we trust."""
        for mark, codec in _MARKS:
            if self.body.startswith(mark):
                return codec
        match = _CHARSET.search(self.headers.get("content-type", ""))
        return _codec(match[1].lower()) if match else None

    @property
    def text(self) -> str:
        """The body as text; UTF-8 with replacement characters where no known charset is named."""
        decoder = codecs.getincrementaldecoder(self.charset or "utf-8")("replace")
        # a character that the limit cut in half is not an error of the page
        return decoder.decode(self.body, final=not self.truncated).removeprefix("\ufeff")


def _codec(name: str) -> str | None:
    if name in {"utf-8", "utf8"}:
        return "utf-8"
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return "cp1252"  # as the WHATWG encoding standard has it: the dashes and quotes of 1252 are meant
    match = _FAMILIES.fullmatch(name)
    if match is None:
        return None
    codec = f"cp{match['windows']}" if match["windows"] else f"iso8859-{int(match['iso'])}"
    try:
        codecs.lookup(codec)
    except LookupError:  # there is no iso-8859-12, nor a -17
        return None
    return codec
