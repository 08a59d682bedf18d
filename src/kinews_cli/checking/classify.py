"""From what came back to a verdict: the table of `interface.md`, and nothing else. Pure.

Two rows deserve their reasons here.

A chain that ends in an unknown certificate authority (`tls_untrusted`) is `unreachable`, not `broken`: most often the
server forgot an intermediate certificate, which browsers fetch or know, or this machine is behind a proxy that breaks up
TLS. Either way a reader may see the page, and we have seen nothing. Expired, self-signed and for another name warn every
reader, so these are `broken`.

A name that does not resolve (`dns`) says something about the link only where the network is known to work; on a train,
no name resolves. Names reserved by RFC 2606 and RFC 6761 never lead anywhere. `dns_temporary` is a name server in trouble.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urldefrag, urlsplit

from kinews_cli.border import clean
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.values import replace
from kinews_cli.web.answer import REFUSED, Answer, Failure

PERMANENT = frozenset({301, 308})
_REDIRECTS = range(300, 400)
_BLOCKED = frozenset({401, 403, 405, 406, 429, 451, 999})
_BROKEN_TLS = frozenset({"tls_expired", "tls_self_signed", "tls_name"})
# What the redirect loop of `check` finds out by itself.
_BROKEN_CHAIN = frozenset({"redirect_loop", "too_many_redirects", "no_location"})
# Where sites send a reader who is not logged in or has not consented: the first label of the host, a part of the path.
_WALLS = (
    (
        "consent_page",
        frozenset({"consent", "zustimmung", "cmp"}),
        frozenset({"consent", "zustimmung", "cookie-consent", "cookiewall", "collectconsent"}),
    ),
    (
        "login_page",
        frozenset({"login", "signin", "accounts", "sso", "auth"}),
        frozenset({"login", "log-in", "signin", "sign-in", "sign_in", "anmelden", "anmeldung", "einloggen", "sso"}),
    ),
)
_NAMES = frozenset({"dns", "dns_temporary"})
_RESERVED = ("invalid", "example", "test", "localhost", "example.com", "example.net", "example.org")
# Sent by bot defences with a page that only a browser gets past, whatever the status: Cloudflare, AWS WAF.
_CHALLENGES = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha"))


def judge(last: Answer | Failure, url: str, hops: Sequence[Hop] = (), *, network: bool = True) -> Check:
    """The verdict on a link whose chain of `hops` ended at `url` with `last`.

    `network`: some public name has resolved in this run. `tries` and `checked_at` are left to the caller.
    """
    check = _answered(last) if isinstance(last, Answer) else _failed(last, url, network=network)
    if check.verdict is Verdict.OK and hops:
        check = _behind_wall(check, hops[0].url, url)
    status = hops[-1].status if check.reason in _BROKEN_CHAIN and hops else check.status
    check = replace(check, status=status, final_url=clean(url, limit=8192), hops=tuple(hops))
    return _moved(check) if check.verdict is Verdict.OK else check


def waits_for_network(last: Answer | Failure, url: str) -> bool:
    """Whether the verdict depends on other names resolving later in the run."""
    return isinstance(last, Failure) and last.reason in _NAMES and not (last.reason == "dns" and is_reserved(url))


def is_challenge(answer: Answer) -> bool:
    """Whether a bot defence says in the header that it answered in the page's place."""
    return any(answer.headers.get(name, "").strip().lower() == value for name, value in _CHALLENGES)


def is_wall(url: str) -> bool:
    """Whether the address is that of a login or consent page."""
    return any(_is_wall(url, hosts, places) for _, hosts, places in _WALLS)


def is_reserved(url: str) -> bool:
    """Whether the host is one that by standard never leads anywhere."""
    host = (urlsplit(url).hostname or "").removesuffix(".")
    return any(host == name or host.endswith("." + name) for name in _RESERVED)


def _answered(answer: Answer) -> Check:
    status = answer.status
    verdict, reason = _by_status(status)
    if is_challenge(answer):
        verdict, reason = Verdict.BLOCKED, "challenge"
    evidence = (Evidence("body", answer.problem.detail),) if answer.problem is not None else ()
    return Check(verdict, reason, status=status, evidence=evidence)


def _by_status(status: int) -> tuple[Verdict, str]:
    if 200 <= status < 300:
        return Verdict.OK, f"http_{status}"
    if status in _BLOCKED:
        return Verdict.BLOCKED, f"http_{status}"
    if 400 <= status < 500:
        return Verdict.BROKEN, f"http_{status}"
    if status == 304:  # nobody asked whether anything has changed
        return Verdict.UNREACHABLE, "http_304"
    if status in _REDIRECTS:  # one with a Location would have been followed
        return Verdict.BROKEN, "no_location"
    return Verdict.UNREACHABLE, f"http_{status}"


def _failed(failure: Failure, url: str, *, network: bool) -> Check:
    verdict, reason = _by_reason(failure.reason, url, network=network)
    return Check(verdict, reason, evidence=(Evidence("detail", failure.detail),))


def _by_reason(reason: str, url: str, *, network: bool) -> tuple[Verdict, str]:
    if reason in REFUSED:
        return Verdict.REFUSED, reason
    if reason == "throttled":
        return Verdict.BLOCKED, reason
    if reason in _BROKEN_TLS or reason in _BROKEN_CHAIN:
        return Verdict.BROKEN, reason
    if reason == "dns" and is_reserved(url):
        return Verdict.BROKEN, "reserved_name"
    if reason in _NAMES and not network:
        return Verdict.UNREACHABLE, "no_network"
    if reason == "dns":
        return Verdict.BROKEN, "no_such_host"
    return Verdict.UNREACHABLE, reason


def _behind_wall(check: Check, asked: str, url: str) -> Check:
    """A redirect to a login or consent page shows that page, not the one that is linked. A link to a login page is one."""
    for reason, hosts, places in _WALLS:
        if _is_wall(url, hosts, places) and not _is_wall(asked, hosts, places):
            return replace(
                check, verdict=Verdict.BLOCKED, reason=reason, evidence=(*check.evidence, Evidence("landed", url))
            )
    return check


def _is_wall(url: str, hosts: frozenset[str], places: frozenset[str]) -> bool:
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    words = {segment.lower().partition(".")[0] for segment in parts.path.split("/") if segment}
    return labels[0] in hosts or not words.isdisjoint(places)


def _moved(check: Check) -> Check:
    """A page that is there, told apart by how its chain began. Evidence names what the text should say."""
    leading = list(takewhile(lambda hop: hop.status in PERMANENT, check.hops))
    if not leading or _same(leading[-1].location, leading[0].url):  # a detour that came back, say for a cookie
        return check
    there = Evidence("permanent_url", leading[-1].location)
    return replace(check, verdict=Verdict.MOVED, reason="permanent_redirect", evidence=(*check.evidence, there))


def _same(one: str, other: str) -> bool:
    return urldefrag(one).url == urldefrag(other).url
