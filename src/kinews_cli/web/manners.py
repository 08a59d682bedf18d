"""How often and over how many connections a host may be asked. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `requests` starts in any `seconds`, over at most `connections` at once."""

    connections: int
    requests: int
    seconds: float = 1.0


USUAL_REQUESTS = 20  # a second and host: what the gentlest of the fast link checkers allows itself
# Hosts that ask for more room than others, with all their subdomains: their budget is one.
_SLOWER = {
    "arxiv.org": Pace(1, 1, 3.0),  # "no more than one request every three seconds", one connection (API terms of use)
    "crossref.org": Pace(1, 5),  # the limits of the public pool
    "doi.org": Pace(2, 5),
    "github.com": Pace(2, 2),  # answers 429 to a README's worth of links from one address
    "archive.org": Pace(1, 6, 15.0),  # 30 a minute are let through; one more, and the door is shut for an hour
}


def pace_of(host: str, per_host: int) -> tuple[str, Pace]:
    """Under which name the requests to `host` are counted, and how fast they may come. `per_host`: the user's limit."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        name = ".".join(labels[start:])
        slower = _SLOWER.get(name)
        if slower is not None:
            return name, Pace(min(per_host, slower.connections), slower.requests, slower.seconds)
    return host, Pace(per_host, USUAL_REQUESTS)
