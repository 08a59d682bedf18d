"""One link, followed to its end: own redirects, own cookies, one deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import urldefrag, urljoin

from kinews_cli.border import clean
from kinews_cli.checking import retry
from kinews_cli.checking.classify import PERMANENT
from kinews_cli.model.verdict import Hop
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import REDIRECTS, Web
from kinews_cli.web.cookies import Jar
from kinews_cli.web.guard import inspect

MOST_HOPS = 20  # as many as browsers follow
_URL_LIMIT = 2048  # of a hop: a server can send thousands of long ones
# A first try may use this share of the time left where the rest is worth a second one: a lost packet is not a dead link.
_FIRST_SHARE = 0.75
_WORTH = 1.2

Headers = Callable[[str], Mapping[str, str]]


class Deadline:
    """Until when a link may take the network's time. Waiting for a turn is not the link's fault and moves it."""

    def __init__(self, seconds: float) -> None:
        self._clock = asyncio.get_running_loop().time
        self.until = self._clock() + seconds

    @property
    def left(self) -> float:
        return self.until - self._clock()


class Chain:
    """One link under way: after `follow`, `url` is where it ended and `hops` how it came there.

    `headers` says what is sent to an address beyond the usual, `most_tries` how often each hop is asked at most.
    """

    def __init__(
        self,
        web: Web,
        url: str,
        deadline: Deadline,
        headers: Headers | None = None,
        *,
        most_tries: int = retry.MOST_TRIES,
    ) -> None:
        self._web = web
        self._deadline = deadline
        self._headers = headers
        self._most_tries = most_tries
        self._jar = Jar()
        self._seen: set[tuple[str, str]] = set()
        self.url = url
        self.hops: list[Hop] = []
        self.varies = False  # a permanent redirect that leads readers of another language elsewhere
        self.tries = 1  # requests for one and the same hop beyond the first are added

    async def follow(self) -> Answer | Failure:
        """What the end of the chain said."""
        while True:
            result = await self._arrive()
            if not isinstance(result, Answer) or result.status not in REDIRECTS or "location" not in result.headers:
                return result
            stop = self.leave(result, result.headers["location"].strip())
            if stop is not None:
                return stop

    def leave(self, answer: Answer, location: str) -> Failure | None:
        """Go where the answer sends us, or say why not."""
        resolved = _resolve(self.url, location)
        self.varies |= answer.status in PERMANENT and "accept-language" in answer.headers.get("vary", "").lower()
        self.hops.append(Hop(_data(self.url), answer.status, _data(resolved)))
        self._jar.learn(self.url, answer.set_cookies)
        self.url = resolved
        return Failure("too_many_redirects", f"more than {MOST_HOPS}") if len(self.hops) > MOST_HOPS else None

    async def _arrive(self) -> Answer | Failure:
        """The answer for the present URL, asked again while that may help and time is left."""
        target = inspect(self.url, self._web.settings)
        if isinstance(target, Failure):  # before anything else takes the URL apart
            return target
        cookie = self._jar.header(self.url)
        state = (urldefrag(self.url).url, cookie)  # the same place with a new cookie is no loop yet
        if state in self._seen:
            return Failure("redirect_loop", "the redirects lead back to where they were")
        self._seen.add(state)
        headers = dict(self._headers(self.url)) if self._headers is not None else {}
        if cookie:
            headers["Cookie"] = cookie
        for tries in range(1, self._most_tries + 1):
            result = await self._ask(headers, first=tries == 1)
            delay = self._pause(result, tries)
            if delay is None:
                break
            self.tries += 1
            await asyncio.sleep(delay)
        return result

    async def _ask(self, headers: Mapping[str, str], *, first: bool) -> Answer | Failure:
        until, left = self._deadline.until, self._deadline.left
        if first and left * (1 - _FIRST_SHARE) >= _WORTH:
            until -= left * (1 - _FIRST_SHARE)
        result = await self._web.get(self.url, headers=headers, until=until, foreign=True)
        self._deadline.until += result.waited
        return result

    def _pause(self, result: Answer | Failure, tries: int) -> float | None:
        if isinstance(result, Failure) and result.reason == "dns_temporary" and not self._web.name_resolved:
            return None  # no network, as far as anybody knows
        delay = retry.pause(result, tries, self._most_tries)
        return delay if delay is not None and delay < self._deadline.left else None


def _resolve(base: str, location: str) -> str:
    """The address behind a Location, relative ones included; a fragment is inherited (RFC 9110, 10.2.2)."""
    fragment = urldefrag(base).fragment
    try:
        url = urljoin(base, location)
    except ValueError:
        return location  # the guard will say what is wrong with it
    return f"{url}#{fragment}" if fragment and "#" not in location else url


def _data(url: str) -> str:
    return clean(url, limit=_URL_LIMIT)
