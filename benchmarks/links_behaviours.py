"""What a link can do to whoever opens it: one behaviour for each first segment of a path.

    /page/7              a page                     /after/100/7         the same after 100 ms
    /go/301/page/7       a redirect to /page/7      /status/404          that status
    /hang  /reset  ...   the table at the end of this module

Whatever follows a behaviour's own segments tells links apart. Behaviours are functions from a visit to an answer, or to a
deed where no whole answer comes; what they may know of earlier visits is in the visit.
"""

from __future__ import annotations

import functools
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from enum import Enum, auto
from urllib.parse import unquote

HTML = "text/html; charset=utf-8"
BIG = 128 << 20  # bytes of the huge page, and of the bomb once it is unpacked


@dataclass(slots=True)
class Host:
    """What is counted on one host; `recent` and `granted` hold the times of the last second."""

    requests: int = 0
    acted: int = 0  # requests to links that do something when they are opened
    in_flight: int = 0
    connections: int = 0
    peak_rate: int = 0  # requests within any one second
    peak_in_flight: int = 0
    peak_connections: int = 0
    recent: deque[float] = field(default_factory=deque)
    granted: deque[float] = field(default_factory=deque)
    visits: dict[str, list[float]] = field(default_factory=dict)  # target: when it was asked


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, and the host it came to."""

    method: str
    target: str  # path and query, as sent
    head: bytes  # the lines of the headers
    host: Host

    @property
    def arguments(self) -> list[str]:
        """What follows the behaviour's name in the path."""
        return self.target.partition("?")[0].split("/")[2:]

    @property
    def times(self) -> list[float]:
        """When this very target was asked, this visit included."""
        return self.host.visits[self.target]

    def header(self, name: str) -> str:
        """The value of a header (its name in lower case), "" where it was not sent."""
        for line in self.head.split(b"\r\n"):
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.encode():
                return value.strip().decode("latin-1")
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, `delay` seconds after the request."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    media_type: str = HTML


class Deed(Enum):
    """What a server does instead of answering."""

    RESET = auto()  # the connection ends with RST
    CLOSE = auto()  # it ends in good order, without a byte
    HANG = auto()  # nothing happens
    DRIP = auto()  # a head, then one byte a second
    FLOOD = auto()  # a head, then BIG bytes
    CUT = auto()  # a head, a part of the page, and the end


Behaviour = Callable[[Visit], Answer | Deed]


@functools.cache
def _page(title: str, text: str = "Hier steht, was der Link verspricht.", *, head: str = "") -> Answer:
    html = (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><h1>{title}</h1>{text if text.startswith('<') else f'<p>{text}</p>'}</body></html>"
    )
    return Answer(body=html.encode())


_PAGE = _page("Ein Beitrag")


def _to(status: int, location: str, *more: tuple[str, str]) -> Answer:
    return Answer(status, headers=(("Location", location), *more))


def _status(status: int, *headers: tuple[str, str]) -> Answer:
    return Answer(status, _page(str(status), f"Status {status}.").body, headers)


def page(_: Visit) -> Answer:
    return _PAGE


def after(visit: Visit) -> Answer:
    """/after/MS/..."""
    return Answer(body=_PAGE.body, delay=int(visit.arguments[0]) / 1000)


def status(visit: Visit) -> Answer:
    """/status/CODE/..."""
    return _status(int(visit.arguments[0]))


def go(visit: Visit) -> Answer:
    """/go/CODE/some/path: a redirect to /some/path."""
    code, *path = visit.arguments
    return _to(int(code), "/" + "/".join(path))


def chain(visit: Visit) -> Answer:
    """/chain/CODE/LEFT: that many redirects, then a page."""
    code, left = map(int, visit.arguments)
    return _to(code, f"/chain/{code}/{left - 1}") if left else _PAGE


def loop(visit: Visit) -> Answer:
    """Two pages that send each other the visitor."""
    return _to(302, "/loop/b" if visit.arguments == ["a"] else "/loop/a")


def click_counter(visit: Visit) -> Answer:
    return _to(302, f"/page/{visit.arguments[-1]}?utm_source=brief&utm_medium=email&utm_campaign=12")


def slash(visit: Visit) -> Answer:
    """/slash/NAME moved to /slash/NAME/."""
    return _PAGE if visit.arguments[-1] == "" else _to(301, visit.target + "/")


def to_login(visit: Visit) -> Answer:
    return _to(302, f"/login?return_to={visit.target}")


def login(_: Visit) -> Answer:
    form = '<form method="post"><input name="user"><input name="password" type="password"><button>Los</button></form>'
    return _page("Anmeldung", form)


def to_consent(visit: Visit) -> Answer:
    return _to(302, f"/consent?continue={visit.target}")


def consent(_: Visit) -> Answer:
    return _page("Ihre Privatsphäre", "Wir und unsere Partner verwenden Cookies. Stimmen Sie zu, um weiterzulesen.")


def meta_refresh(_: Visit) -> Answer:
    return _page("Weiter", head='<meta http-equiv="refresh" content="0; url=/status/404/weg">')


def _on_head(answer: Answer | Deed) -> Behaviour:
    """A server that knows GET only, and answers HEAD in this way."""
    return lambda visit: answer if visit.method == "HEAD" else _PAGE


def _once(first: Answer | Deed) -> Behaviour:
    """Trouble at the first visit, and never again."""
    return lambda visit: first if len(visit.times) == 1 else _PAGE


def _retry_at(visit: Visit) -> Answer:
    """429 once, with a date; whole seconds, so that it lies one to two seconds ahead."""
    later = formatdate(time.time() + 2, usegmt=True)
    return _status(429, ("Retry-After", later)) if len(visit.times) == 1 else _PAGE


def _for_two_seconds(trouble: Answer | Deed) -> Behaviour:
    return lambda visit: trouble if visit.times[-1] - visit.times[0] < 2 else _PAGE


def five_a_second(visit: Visit) -> Answer:
    """What was refused does not count against the next one."""
    granted, now = visit.host.granted, visit.times[-1]
    while granted and now - granted[0] >= 1:
        granted.popleft()
    if len(granted) >= 5:
        return _status(429, ("Retry-After", "1"))
    granted.append(now)
    return _PAGE


def four_at_once(visit: Visit) -> Answer:
    return _status(503) if visit.host.in_flight > 4 else Answer(body=_PAGE.body, delay=0.1)


@functools.cache
def _bomb() -> Answer:
    packer = zlib.compressobj(9, wbits=31)
    megabyte = bytes(1 << 20)
    body = b"".join([packer.compress(megabyte) for _ in range(BIG >> 20)]) + packer.flush()
    return Answer(body=body, headers=(("Content-Encoding", "gzip"),))


def fragments(_: Visit) -> Answer:
    body = (
        '<h2 id="kapitel-2">Kapitel 2</h2><p>Der Frosch sitzt am Teich.</p>'
        '<h2 id="schlüsse">Schlüsse</h2><a name="anhang"></a><p>Ende.</p>'
    )
    return _page("Ein Beitrag in Kapiteln", body)


def umlaut(visit: Visit) -> Answer:
    return _PAGE if unquote(visit.arguments[0]) == "grüße" else _status(404)


def parentheses(visit: Visit) -> Answer:
    return _PAGE if unquote(visit.arguments[0]) == "Frosch_(Tier)" else _status(404)


def cookie(visit: Visit) -> Answer:
    """Sends the visitor round in a circle until the cookie comes back."""
    return _PAGE if "besuch=" in visit.header("cookie") else _to(302, visit.target, ("Set-Cookie", "besuch=1; Path=/"))


def browsers_only(visit: Visit) -> Answer:
    agent = visit.header("user-agent")
    known = any(name in agent for name in ("Firefox/", "Chrome/", "Safari/"))
    return _PAGE if known and agent.startswith("Mozilla/5.0") else _status(403)


def accept_needed(visit: Visit) -> Answer:
    accept = visit.header("accept")
    return _PAGE if "text/html" in accept or "*/*" in accept else _status(406)


def challenge(_: Visit) -> Answer:
    body = _page("Just a moment...", "Checking that you are human.").body
    return Answer(403, body, (("cf-mitigated", "challenge"), ("CF-RAY", "0000000000000000-FRA")))


def act(visit: Visit) -> Answer:
    """Something that happens when the link is merely opened; counted."""
    visit.host.acted += 1
    return _page("Erledigt", "Sie bekommen keine Post mehr von uns.")


def to_act(_: Visit) -> Answer:
    return _to(302, "/unsubscribe?id=4711&token=5e1f0c2a9b7d")


BEHAVIOURS: dict[str, Behaviour] = {
    "": lambda _: _page("Willkommen", "Die Startseite mit den neuesten Beiträgen."),
    "page": page,
    "after": after,
    "status": status,
    "go": go,
    "chain": chain,
    "loop": loop,
    "umzug": lambda _: _to(301, "/"),
    "klick": click_counter,
    "slash": slash,
    "mitglieder": to_login,
    "login": login,
    "magazin": to_consent,
    "consent": consent,
    "no-location": lambda _: Answer(302),
    "meta-refresh": meta_refresh,
    "head-405": _on_head(Answer(405, headers=(("Allow", "GET"),))),
    "head-404": _on_head(Answer(404)),
    "head-hangs": _on_head(Deed.HANG),
    "429-once": _once(_status(429, ("Retry-After", "1"))),
    "429-once-date": _retry_at,
    "503-once": _once(_status(503)),
    "reset-once": _once(Deed.RESET),
    "429-for-2s": _for_two_seconds(_status(429, ("Retry-After", "2"))),
    "503-for-2s": _for_two_seconds(_status(503)),
    "reset-for-2s": _for_two_seconds(Deed.RESET),
    "reset": lambda _: Deed.RESET,
    "close": lambda _: Deed.CLOSE,
    "hang": lambda _: Deed.HANG,
    "drip": lambda _: Deed.DRIP,
    "flood": lambda _: Deed.FLOOD,
    "cut": lambda _: Deed.CUT,
    "bomb": lambda _: _bomb(),
    "no-gzip": lambda _: Answer(body=b"<title>Klartext</title>", headers=(("Content-Encoding", "gzip"),)),
    "empty": lambda _: Answer(),
    "verschwunden": lambda _: _page(
        "Seite nicht gefunden", "Hoppla! Fehler 404: Diese Seite gibt es bei uns nicht (mehr)."
    ),
    "parked": lambda _: _page("Domain zu verkaufen", "Diese Domain steht zum Verkauf. Buy this domain: make an offer."),
    "video": lambda _: _page(" - YouTube", "Video unavailable. This video has been removed by the uploader."),
    "fragments": fragments,
    "umlaut": umlaut,
    "klammern": parentheses,
    "cookie": cookie,
    "browsers-only": browsers_only,
    "accept": accept_needed,
    "challenge": challenge,
    "klick-ab": to_act,
    "pdf": lambda _: Answer(body=b"%PDF-1.4\n%%EOF\n", media_type="application/pdf"),
    "five-a-second": five_a_second,
    "four-at-once": four_at_once,
}
_ACTING = ("unsubscribe", "abmelden", "abbestellen", "confirm", "logout", "newsletter", "mailing", "konto")
BEHAVIOURS |= dict.fromkeys(_ACTING, act)


def behave(visit: Visit) -> Answer | Deed:
    """What a visit gets; 404 where no behaviour is meant, or its arguments make no sense."""
    name = visit.target.partition("?")[0].split("/")[1]
    try:
        return BEHAVIOURS[name](visit)
    except (KeyError, ValueError, IndexError):
        return _status(404)
