"""Which requests are made at all. Pure: what an address resolves to is the transport's part (`destination`).

Every request passes here, each hop of a redirect anew. The rules are those of `interface.md`: http and https, ports 80
and 443, no credentials, no non-public address, nothing that acts when opened.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

from kinews_cli.border import clean
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.values import Value
from kinews_cli.web.addresses import Address, is_public, literal
from kinews_cli.web.answer import Failure
from kinews_cli.web.oneclick import acts
from kinews_cli.web.settings import DEFAULT_PORTS, WebSettings

_LONGEST = 8192
# Browsers and HTTP libraries disagree on "\": https://evil.example\@good.example/ leads to different hosts.
_ODD = lazy_pattern(r"[\x00-\x1f\x7f\\]")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_ESCAPE = lazy_pattern(r"%([0-9a-fA-F]{2})")
_PLACE = lazy_pattern(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_NAME = lazy_pattern(r"(?!.{254})[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


class Target(Value, frozen=True):
    """Where a URL leads, spelt so that every library reads it alike."""

    scheme: str
    host: str  # lower-case ASCII, IPv6 without brackets, no trailing dot
    port: int
    path: str  # path and query, non-ASCII characters as written
    address: Address | None  # where the host is an address, however it was spelt

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    @property
    def normal_url(self) -> str:
        """The same for all spellings of one address: escapes in capitals and only where they are needed (RFC 3986, 6.2.2)."""
        url = self.url if self.path.isascii() else quote(self.url, safe=_ASCII)
        return _ESCAPE.sub(_normal_escape, url) if "%" in url else url


def inspect(url: str, settings: WebSettings, *, foreign: bool = True) -> Target | Failure:
    """Where `url` leads, or why no request goes there. `foreign`: it comes from a text or a server, not from the user."""
    target = _read(url)
    if isinstance(target, Failure):
        return target
    if foreign and acts(url):
        return Failure("one_click", "opening this link may unsubscribe, confirm or delete something")
    return _permission(target, settings, foreign=foreign) or target


def may_be_private(host: str, port: int, settings: WebSettings, *, foreign: bool) -> bool:
    """Whether the user has allowed any address, public or not, for this host and port."""
    return settings.allow_private or (not foreign and (host, port) in map(origin, settings.permitted))


def origin(url: str) -> tuple[str, int] | None:
    """Host and port of a URL, None where it has none."""
    target = _read(url)
    return None if isinstance(target, Failure) else (target.host, target.port)


def _normal_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()


@lru_cache(maxsize=1024)  # a link is looked at several times in a run
def _read(url: str) -> Target | Failure:
    if len(url) > _LONGEST:
        return Failure("odd_url", f"longer than {_LONGEST} characters")
    if _ODD.search(url):
        return Failure("odd_url", "contains a backslash or a control character")
    try:
        url.encode()
        parts = urlsplit(url)
        return _target(parts)
    except UnicodeError:
        return Failure("odd_url", "the host or a character of the address is not valid")
    except ValueError as error:
        return Failure("odd_url", clean(str(error)))


def _target(parts: SplitResult) -> Target | Failure:
    """Raises ValueError (UnicodeError among them) where no host or port can be made out."""
    if parts.scheme not in DEFAULT_PORTS:
        return Failure("scheme", f"{clean(parts.scheme, limit=20) or 'no scheme'}: only http and https are followed")
    if "@" in parts.netloc:
        return Failure("credentials", "user name or password in the address")
    match = _PLACE.fullmatch(parts.netloc)
    if match is None:
        raise ValueError("host or port cannot be read")
    port = int(match[2] or DEFAULT_PORTS[parts.scheme])
    if not 0 < port < 65536:
        raise ValueError("the port must be from 1 to 65535")
    host, address = _host(match[1])
    return Target(parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), address)


@lru_cache(maxsize=4096)  # and many links share a host
def _host(written: str) -> tuple[str, Address | None]:
    host = _ascii(written)
    address = literal(host)
    if ("[" in written) != (address is not None and address.version == 6):
        raise ValueError("an IPv6 address stands in brackets, and nothing else does")
    if address is not None:
        return str(address), address
    if not _NAME.fullmatch(host):
        raise ValueError("the host is no valid name")
    return host, None


def _ascii(written: str) -> str:
    """Full-width letters and dots folded, umlauts as xn--, as browsers do it (UTS 46, "ß" kept apart from "ss")."""
    host = written.strip("[]").lower()
    if not host.isascii():
        if len(host) > 253:
            raise ValueError("the host is too long")
        import idna  # few links need it

        host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
    return host.removesuffix(".")


def _permission(target: Target, settings: WebSettings, *, foreign: bool) -> Failure | None:
    if may_be_private(target.host, target.port, settings, foreign=foreign):
        return None
    # "--connect-to ::ADDRESS:PORT" says where everything goes, not that anything goes: what lifts a rule names its case.
    route = settings.route(target.host, target.port)
    if route is not None and route.host:
        return None
    if target.port not in DEFAULT_PORTS.values() and (route is None or route.port is None):
        return Failure("port", f"port {target.port}: only 80 and 443 are asked")
    if target.address is not None and not is_public(target.address):
        return Failure("non_public", f"{target.address} is not a public address")
    if target.host == "localhost" or target.host.endswith(".localhost"):  # RFC 6761: always this machine
        return Failure("non_public", f"{target.host} is this machine")
    return None
