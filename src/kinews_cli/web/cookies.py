"""Cookies along one chain of redirects, and no further: a link is a visitor of its own. Pure.

Some publishers answer the first request with a cookie and a redirect and call the page missing when the cookie does not
come back. `http.cookiejar` wants the objects of `urllib`; this is the part of RFC 6265 that a chain needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from kinews_cli import clock

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\x21-\x7e]*(?: [\x21-\x7e]+)*")
_ANYBODYS = {
    *("github.io", "gitlab.io", "netlify.app", "vercel.app", "pages.dev", "workers.dev", "web.app", "firebaseapp.com"),
    *("herokuapp.com", "blogspot.com", "wordpress.com", "cloudfront.net", "amazonaws.com", "azurewebsites.net"),
    *("appspot.com", "readthedocs.io", "substack.com", "com.au", "com.br", "co.jp"),
}
_LONGEST = 4096
_MOST = 50


@dataclass(frozen=True, slots=True)
class _Cookie:
    name: str
    value: str
    host: str
    subdomains: bool
    path: str
    secure: bool

    def belongs(self, scheme: str, host: str, path: str) -> bool:
        if self.secure and scheme != "https":
            return False
        if host != self.host and not (self.subdomains and host.endswith("." + self.host)):
            return False
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


class Jar:
    """What the servers of one chain have set, sent back to those it is meant for."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], _Cookie] = {}

    def learn(self, url: str, lines: Iterable[str]) -> None:
        """Take the values of the Set-Cookie headers that `url` answered with. Nonsense is passed over."""
        parts = urlsplit(url)
        for line in lines:
            cookie, expired = _read(line, (parts.hostname or "").lower(), parts.path)
            if cookie is None:
                continue
            key = (cookie.name, cookie.host, cookie.path)
            self._cookies.pop(key, None)
            if not expired and len(self._cookies) < _MOST:
                self._cookies[key] = cookie

    def header(self, url: str) -> str:
        """The value of the Cookie header for a request to `url`, "" for none."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        fitting = (c for c in self._cookies.values() if c.belongs(parts.scheme, host, parts.path or "/"))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in fitting)


def _read(line: str, host: str, path: str) -> tuple[_Cookie | None, bool]:
    """The cookie, if it may be kept, and whether it is to be forgotten instead."""
    pair, *rest = line.split(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not equals or len(line) > _LONGEST or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        return None, False
    attributes = {}
    for attribute in rest:
        key, _, text = attribute.partition("=")
        attributes[key.strip().lower()] = text.strip()
    domain = attributes.get("domain", "").lower().removeprefix(".")
    # A server speaks for itself and the hosts beside it, not for a whole top-level domain or for others.
    if domain and host != domain and not (_may_be_shared(domain) and host.endswith("." + domain)):
        return None, False
    given = attributes.get("path", "")
    scope = given if given.startswith("/") else path.rpartition("/")[0] or "/"
    cookie = _Cookie(name, value, domain or host, bool(domain), scope, "secure" in attributes)
    return cookie, _is_over(attributes)


def _may_be_shared(domain: str) -> bool:
    """Is `domain` one owner's? Not a top-level domain, not a part of an address, not one below which anybody has a name.

    Without the public suffix list, which grows by the week: two short labels ("co.uk") and the known hosters are none.
    """
    labels = domain.split(".")
    if domain in _ANYBODYS or labels[-1].isdigit() or len(labels) < 2:
        return False
    return len(labels) > 2 or len(labels[0]) > 3 or len(labels[1]) > 2


def _is_over(attributes: Mapping[str, str]) -> bool:
    """Max-Age counts before Expires (RFC 6265, 5.3)."""
    if "max-age" in attributes:
        return re.fullmatch(r"0|-\d+", attributes["max-age"]) is not None
    try:
        until = parsedate_to_datetime(attributes.get("expires", "").replace("-", " "))
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) < clock.now()
