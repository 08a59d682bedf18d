"""What the user allows and limits on the way into the network. Values only; nothing here asks anybody.

None of it may come from a file of the repository where it weakens safety (`allow_private`, `connect_to`, `permitted`,
`proxy`): a pull request brings such files. The command line and the environment are the user's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.lazy_patterns import lazy_pattern

_HOST = r"(\[[^\[\]]*\]|[^:\[\]]*)"
DEFAULT_PORTS = {"http": 80, "https": 443}
_TOKEN = lazy_pattern(r"[\x21-\x7e]{1,1000}")
_CONNECT_TO = lazy_pattern(rf"{_HOST}:([0-9]*):{_HOST}:([0-9]*)")


@dataclass(frozen=True, slots=True)
class ConnectTo:
    """One `--connect-to`, as in curl: requests for `host` and `port` go to `to_host` and `to_port`.

    An empty `host` or a `port` of None matches any; an empty `to_host` or a `to_port` of None keeps what was asked.
    Hosts are lower case, IPv6 without brackets.
    """

    host: str
    port: int | None
    to_host: str
    to_port: int | None

    @classmethod
    def parse(cls, text: str) -> ConnectTo:
        """Read "HOST:PORT:ADDRESS:PORT", IPv6 in brackets. Raises ConfigError for anything else."""
        match = _CONNECT_TO.fullmatch(text)
        if match is None:
            raise ConfigError(
                f"--connect-to {printable(text)!r}: write HOST:PORT:ADDRESS:PORT, IPv6 in brackets; "
                "HOST or the first PORT may be empty for any, ADDRESS or the second PORT to keep it."
            )
        host, port, to_host, to_port = match.groups()
        return cls(_bare(host), _port(port, text), _bare(to_host), _port(to_port, text))

    def matches(self, host: str, port: int) -> bool:
        """Whether a request for this host (lower case, no brackets) and port goes this way."""
        return self.host in {"", host} and self.port in {None, port}


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Limits and permissions of one run. Raises ConfigError where a value makes no sense."""

    timeout: float = 10.0  # seconds for one link, everything included
    run_timeout: float = 600.0  # seconds for all links together
    max_connections: int = 200
    max_per_host: int = 6
    allow_private: bool = False  # any address, any port
    connect_to: tuple[ConnectTo, ...] = ()
    permitted: tuple[str, ...] = ()  # URLs the user gave for a service: their host and port may be non-public
    proxy: str | None = None
    contact: str | None = None  # a mail address or a URL, for the User-Agent
    ca_file: str | None = None  # replaces the default certificate authorities
    github_token: str | None = field(default=None, repr=False)  # for api.github.com and no other host

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= 3600:
            raise ConfigError("The time limit of a link must be more than 0 and at most 3600 seconds.")
        if not 0 < self.run_timeout <= 86_400:
            raise ConfigError("The time limit of a run must be more than 0 and at most 86400 seconds.")
        if self.max_connections < 1 or self.max_per_host < 1:
            raise ConfigError("The limits of connections must be at least 1.")
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise ConfigError("The contact address must be plain ASCII: it is sent in a header of every request.")
        # A library that refuses a header says what stood in it: what it would refuse must not come so far.
        if self.github_token is not None and not _TOKEN.fullmatch(self.github_token):
            raise ConfigError(
                "The token for GitHub (KINEWS_GITHUB_TOKEN, GITHUB_TOKEN) must be plain ASCII without blanks."
            )

    def route(self, host: str, port: int) -> ConnectTo | None:
        """The first `--connect-to` that matches, as in curl; one for everything leaves the addresses in `permitted` alone."""
        matching = (entry for entry in self.connect_to if entry.matches(host, port))
        if self._is_permitted(host, port):
            matching = (entry for entry in matching if entry.host or entry.port)
        return next(matching, None)

    def _is_permitted(self, host: str, port: int) -> bool:
        return any(service_place(url) == (host, port) for url in self.permitted)


def service_place(url: str) -> tuple[str, int]:
    """Host and port of a service that the user named. Raises ConfigError where the address is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        host, port = None, None
    if not host or not port or parts.username or printable(url) != url:
        raise ConfigError(
            f"{printable(url)!r} is no address of a service. Write it like http://localhost:5000, without name and password."
        )
    return host, port


def _bare(host: str) -> str:
    return host.strip("[]").lower()


def _port(digits: str, text: str) -> int | None:
    if not digits:
        return None
    if len(digits) > 5 or not 0 < int(digits) < 65536:
        raise ConfigError(f"--connect-to {printable(text)!r}: a port is a number from 1 to 65535.")
    return int(digits)
