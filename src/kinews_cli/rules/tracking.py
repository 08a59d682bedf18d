"""Parameters that only serve to follow readers, and where they stand in an address. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit

from kinews_cli.lazy_patterns import lazy_pattern

# What campaigns, advertisers and mailing services add; no page needs it to be shown.
_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok _hsenc _hsmi
    vero_id oly_anon_id oly_enc_id wt_mc wt_zmc si feature
    """.split()  # noqa: SIM905 - a list of as many quoted names is no better to read
)
_PREFIXES = ("utm_", "mtm_", "pk_campaign", "pk_kwd", "pk_source", "pk_medium")
_ONLY_ON = {"si": ("youtube.com", "youtu.be"), "feature": ("youtube.com", "youtu.be")}
# With one of these the server compares the whole query with what it has signed: one parameter less, and the page is gone.
_SIGNED = lazy_pattern(r"(?:x-amz-|x-goog-|x-ms-)?(?:signature|sig|hmac|hash|token|policy|checksum)", re.IGNORECASE)
_SEPARATOR = lazy_pattern(r"&amp;|&")

Span = tuple[int, int]


def tracking_names(url: str) -> list[str]:
    """The names of the parameters of `url` that follow readers, as often as they stand there."""
    return [name for name, _, _ in _parameters(url) if is_tracking(name, url)] if "?" in url else []


def is_tracking(name: str, url: str) -> bool:
    """Whether a parameter of this name follows readers at the site of `url`."""
    lowered = name.lower()
    hosts = _ONLY_ON.get(lowered)
    if hosts is not None:
        host = _host(url)
        return any(host == known or host.endswith(f".{known}") for known in hosts)
    return lowered in _TRACKING or lowered.startswith(_PREFIXES)


def tracking_spans(written: str) -> list[Span]:
    """What has to go from an address as it is written ("&amp;" or "&"), begin and end from 0, so that it follows nobody.

    Everything else stays as it is, order and separators included. Empty where the address is signed as a whole.
    """
    parameters = _parameters(written)
    if any(_SIGNED.fullmatch(name) for name, _, _ in parameters):
        return []
    following = [is_tracking(name, written) for name, _, _ in parameters]
    if all(following):
        return [(parameters[0][1] - 1, parameters[-1][2])] if parameters else []  # with the question mark
    spans: list[Span] = []
    for index, (_, start, end) in enumerate(parameters):
        if not following[index]:
            continue
        # With the separator before it; at the beginning, where there is none, with the one behind it.
        leading = all(following[:index])
        span = (start, parameters[index + 1][1]) if leading else (parameters[index - 1][2], end)
        if spans and spans[-1][1] == span[0]:
            span = (spans.pop()[0], span[1])
        spans.append(span)
    return spans


def _parameters(written: str) -> list[tuple[str, int, int]]:
    """Name, begin and end of each parameter of the query."""
    head = written.partition("#")[0]
    mark = head.find("?")
    if mark < 0 or mark + 1 == len(head):
        return []
    found: list[tuple[str, int, int]] = []
    start = mark + 1
    for separator in [*_SEPARATOR.finditer(head, start), None]:
        end = separator.start() if separator is not None else len(head)
        found.append((unquote_plus(head[start:end].partition("=")[0]), start, end))
        start = separator.end() if separator is not None else end
    return found


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
