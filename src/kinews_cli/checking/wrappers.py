"""Click counters and warning pages whose address carries the true target: where such a link leads, without asking. Pure.

Known are forms only: a host and a path with the place of the target. Search engines, social networks, web mail, mail filters,
newsletter services. Many newsletter services keep the target to themselves (Mailchimp,
SendGrid, HubSpot, beehiiv): their addresses stay as they are, and following them shows where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, unquote, urldefrag, urlsplit

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.values import Value

_MOST = 3  # a mail filter around a newsletter's counter around a social network's: more was never seen
_LIMIT = 8192
_TARGET = lazy_pattern(r"https?://", re.IGNORECASE)
_ENCODED_TARGET = lazy_pattern(r"https?(?::|%3a)%2f%2f", re.IGNORECASE)
# Letters of any language, digits, hyphens and underscores between dots: no credentials, no bracketed address, no bare name.
_PLAIN_HOST = lazy_pattern(r"[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?")
_LOWER_HOST = lazy_pattern(r"https?://(?:www\.)?([a-z0-9.-]+)(?=[/?#:]|$)")
_UNSAFE = lazy_pattern(r"[\x00-\x1f\x7f\\]")

_Reader = Callable[[SplitResult], Iterable[str]]


class _Form(Value, frozen=True):
    """Links of one service. `hosts` are names without "www."; one that begins with a dot stands for all its subdomains."""

    hosts: str
    path: str  # a pattern for the whole path
    targets: _Reader  # what may be the target, the likeliest first; ValueError where it cannot be read


def unwrapped(url: str) -> str:
    """The target that `url` names where it is the address of a known click counter or warning page, else `url`.

    Nested ones are unwrapped up to three deep. The target is an http(s) address with a plain host name, otherwise the
    address around it stays. Never raises.
    """
    for _ in range(_MOST):
        target = _target(url)
        if target is None:
            break
        url = target
    return url


def _target(url: str) -> str | None:
    host = _LOWER_HOST.match(url)
    if host is not None and host[1] not in _BY_HOST and not host[1].endswith(_SUFFIXES):
        return None  # as nearly all are
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or len(url) > _LIMIT or "@" in parts.netloc:
            return None
        form = _form(parts)
        if form is None:
            return None
        found = next(filter(None, map(_address, form.targets(parts))), None)
    except (ValueError, RecursionError):  # odd brackets, broken base64 or JSON: not the form that we know
        return None
    # What stands behind the # follows a reader over the redirect where the target has nothing there (RFC 9110, 10.2.2).
    return f"{found}#{parts.fragment}" if found and parts.fragment and not urldefrag(found).fragment else found


def _form(parts: SplitResult) -> _Form | None:
    host = (parts.hostname or "").removeprefix("www.")
    return next((form for form in _BY_HOST.get(host, ()) if _fits(form, parts)), None) or next(
        (form for suffix, form in _BY_SUFFIX if host.endswith(suffix) and _fits(form, parts)), None
    )


def _fits(form: _Form, parts: SplitResult) -> bool:
    return re.fullmatch(form.path, parts.path or "/") is not None


def _address(text: str) -> str | None:
    """The address in `text`, if it is one that a browser would open as a page of a plain host."""
    text = text.strip()
    if _ENCODED_TARGET.match(text):  # encoded twice, or a part of a path
        text = unquote(text)
    if not _TARGET.match(text) or _UNSAFE.search(text):
        return None
    return text.replace(" ", "%20") if _PLAIN_HOST.fullmatch(urlsplit(text).netloc) else None


def _parameter(*names: str) -> _Reader:
    """The value of the first of these that holds an address. One that is given twice says nothing for certain."""

    def read(parts: SplitResult) -> Iterable[str]:
        for name in names:
            values = _values(parts, name)
            if len(values) == 1:
                yield values[0]

    return read


def _values(parts: SplitResult, name: str) -> list[str]:
    """Without reading "+" as a blank: addresses hold no blanks, but some hold a plus that nobody encoded."""
    pairs = (pair.partition("=") for pair in parts.query.split("&"))
    return [unquote(value) for key, _, value in pairs if key == name]


def _whole_query(parts: SplitResult) -> Iterable[str]:
    yield unquote(parts.query) if _ENCODED_TARGET.match(parts.query) else parts.query


def _segment(place: int) -> _Reader:
    """A segment of the path that is the percent-encoded target."""

    def read(parts: SplitResult) -> Iterable[str]:
        yield parts.path.split("/")[place]

    return read


def _base64_segment(parts: SplitResult) -> Iterable[str]:
    """The last segment of the path, which is the target in base64."""
    yield _plain(parts.path.rstrip("/").rpartition("/")[2])


def _json_segment(place: int, name: str) -> _Reader:
    """A segment whose first part, up to a full stop, is an object in base64; `name` is the target in it."""

    def read(parts: SplitResult) -> Iterable[str]:
        yield _member(_plain(parts.path.split("/")[place].partition(".")[0]), name)

    return read


def _plain(encoded: str) -> str:
    """Text out of base64 of either alphabet, padded or not."""
    import base64

    bare = unquote(encoded).rstrip("=").replace("+", "-").replace("/", "_")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True).decode()


def _member(text: str, name: str) -> str:
    """A text in a JSON object, "" where there is none of that name."""
    import json

    value = json.loads(text)
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _bing(parts: SplitResult) -> Iterable[str]:
    for value in _values(parts, "u"):
        yield _plain(value.removeprefix("a1"))


def _yahoo(parts: SplitResult) -> Iterable[str]:
    yield parts.path.partition("/RU=")[2].partition("/")[0]


def _mandrill(parts: SplitResult) -> Iterable[str]:
    """An object in base64, within it an object as text, within that the target."""
    for value in _values(parts, "p"):
        yield _member(_member(_plain(value), "p") or "{}", "url")


def _proofpoint_2(parts: SplitResult) -> Iterable[str]:
    """Percent-encoded with "-" for "%", and "_" for "/"."""
    from html import unescape

    for value in _values(parts, "u"):
        yield unescape(unquote(value.replace("-", "%").replace("_", "/")))


_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _proofpoint_3(parts: SplitResult) -> Iterable[str]:
    """`/v3/__URL__;REPLACED!!...`: what was replaced stands in base64 behind the address.

    In the address "*" holds the place of one character and "**" with a letter that of 2 ("A"), 3 ("B") and so on.
    """
    whole = parts.path + (f"?{parts.query}" if parts.query else "")
    match = re.fullmatch(r"/v3/__(.+?)__;([\w=-]*)!.*", whole)
    if match is None:
        return
    replaced = _plain(match[2])
    used = 0

    def restored(token: re.Match[str]) -> str:
        nonlocal used
        begin, used = used, used + (_LENGTHS.index(token[1]) + 2 if token[1] else 1)
        return replaced[begin:used]

    # Some servers on the way fold the two slashes behind the scheme into one.
    yield re.sub(r"^(https?:/)(?=[^/])", r"\1/", re.sub(r"\*(?:\*([\w-]))?", restored, match[1]), flags=re.IGNORECASE)


def _amp(parts: SplitResult) -> Iterable[str]:
    """`/c/s/example.com/page`, `/amp/s/example.com/page`: with "s" it is https."""
    kept = re.fullmatch(r"/(?:[a-z]+/)(s/)?(.+)", parts.path)
    if kept is not None:
        # parameters of the cache itself, such as amp_js_v, begin with its name
        query = "&".join(pair for pair in parts.query.split("&") if pair and not re.match(r"_?amp_", pair))
        yield f"{'https' if kept[1] else 'http'}://{kept[2]}{'?' + query if query else ''}"


_GOOGLE = (
    "google.com google.de google.at google.ch google.li google.lu google.be google.nl google.fr google.it google.es google.pl"
    " google.se google.dk google.no google.cz google.ie google.co.uk google.ca google.com.au google.co.in google.co.jp"
)
_DEREFERRERS = (
    "deref-gmx.net deref-gmx.com deref-gmx.co.uk deref-gmx.fr deref-web.de deref-web-02.de deref-mail.com deref-mail-02.com"
    " deref-1und1.de deref-1und1-02.de"
)
_FORMS = (
    _Form(_GOOGLE, r"/url", _parameter("q", "url")),
    _Form("google.com", r"/amp/.+", _amp),
    _Form(".cdn.ampproject.org cdn.ampproject.org", r"/[cv]/.+", _amp),
    _Form("bing.com", r"/ck/a", _bing),
    _Form("r.search.yahoo.com", r"/.*/RU=.+", _yahoo),
    _Form("duckduckgo.com", r"/l/", _parameter("uddg")),
    _Form("facebook.com l.facebook.com lm.facebook.com l.messenger.com", r"/l\.php", _parameter("u")),
    _Form("l.instagram.com l.threads.net l.threads.com", r"/", _parameter("u")),
    _Form("youtube.com m.youtube.com", r"/redirect", _parameter("q")),
    _Form("linkedin.com", r"/redir/redirect/?|/safety/go/?", _parameter("url")),
    _Form("out.reddit.com", r"/.*", _parameter("url")),
    _Form("t.umblr.com", r"/redirect", _parameter("z")),
    _Form("vk.com m.vk.com", r"/away(?:\.php)?", _parameter("to")),
    _Form("steamcommunity.com", r"/linkfilter/?", _parameter("url", "u")),
    _Form("medium.com", r"/r/?", _parameter("url")),
    _Form("getpocket.com", r"/redirect", _parameter("url")),
    _Form("slack-redir.net", r"/link", _parameter("url")),
    _Form("exit.sc gate.sc", r"/", _parameter("url")),
    _Form("href.li", r"/", _whole_query),
    _Form(_DEREFERRERS, r"/mail/client/(?:[\w-]+/)?dereferrer/", _parameter("redirectUrl")),
    _Form(".safelinks.protection.outlook.com", r"/.*", _parameter("url")),
    _Form("urldefense.proofpoint.com urldefense.com", r"/v1/url", _parameter("u")),
    _Form("urldefense.proofpoint.com urldefense.com", r"/v2/url", _proofpoint_2),
    _Form("urldefense.proofpoint.com urldefense.com urldefense.us", r"/v3/.+", _proofpoint_3),
    _Form(".awstrack.me", r"/C?L0/[^/]+/.*", _segment(2)),
    _Form("tracking.tldrnewsletter.com", r"/CL0/[^/]+/.*", _segment(2)),
    _Form(".mjt.lu", r"/lnk/.+", _base64_segment),
    _Form(
        "click.convertkit-mail.com click.convertkit-mail2.com click.convertkit-mail4.com"
        " .click.convertkit-mail.com .click.convertkit-mail2.com .click.convertkit-mail4.com",
        r"/[^/]+/[^/]+/[^/]+",
        _base64_segment,
    ),
    _Form("substack.com", r"/redirect/2/.+", _json_segment(3, "e")),
    _Form("e.customeriomail.com", r"/e/c/.+", _json_segment(3, "href")),
    _Form("mandrillapp.com", r"/track/click/.+", _mandrill),
)
_BY_HOST = {
    host: tuple(form for form in _FORMS if host in form.hosts.split())
    for form in _FORMS
    for host in form.hosts.split()
    if not host.startswith(".")
}
_BY_SUFFIX = tuple((host, form) for form in _FORMS for host in form.hosts.split() if host.startswith("."))
_SUFFIXES = tuple({host for host, _ in _BY_SUFFIX})
