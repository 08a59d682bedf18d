"""Google's public page, through deep-translator. The only door to deep_translator and requests.

What deep-translator 1.11 leaves open, and what stands around it here (each measured):

- it has no time limit anywhere, so it runs in a daemon thread with a deadline: a server that hangs costs this request and
  does not keep the program from ending
- its instances mix up answers when threads share one (80 of 600), so each call has its own
- it follows redirects, to the consent page for example, and reads bodies of any size with a parser that is quadratic
- it reports a captcha as "no translation", and its exceptions repeat the whole text
- nothing limits its pace; the page allows about five requests a second, then answers with 429 for hours
- it opens a connection for each text; here one session keeps its connection through all threads
"""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import deep_translator.google
import requests
from deep_translator.constants import BASE_URLS
from deep_translator.exceptions import (
    NotValidLength,
    NotValidPayload,
    RequestError,
    TooManyRequests,
    TranslationNotFound,
)
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, ReadTimeoutError

from kinews_cli.translating.engines.daemon import in_daemon
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits, Setup
from kinews_cli.translating.engines.patience import PASSING, patiently
from kinews_cli.web.answer import Answer
from kinews_cli.web.retry_after import asked_pause

_PUBLIC = BASE_URLS["GOOGLE_TRANSLATE"]
_TIMES = (5.0, 10.0)  # seconds to connect, and between two pieces of an answer
_DEADLINE = 7.0  # seconds a text, all tries included; the run leaves an engine alone after the third time
_PACE = 0.25  # seconds between two requests to the public page
_BODY_LIMIT = 2 * 1024 * 1024
_MOST_COMMENTS = 200  # html.parser takes 39 s for 256 KB of "<!--"
_CONSENT = ("unusual traffic", "before you continue", "consent.google", "/sorry/", "recaptcha")
_WORDS = (  # the first that fits
    (requests.exceptions.Timeout, "no answer in time"),
    (requests.exceptions.SSLError, "its certificate is not trusted"),
    (requests.exceptions.ProxyError, "the proxy does not answer"),
    (requests.exceptions.ConnectionError, "cannot be reached, or hung up"),
    (ReadTimeoutError, "no answer in time"),  # urllib3's own, while a body is read
    (HTTPError, "the answer broke off"),
)
_ELSEWHERE = {301, 302, 303, 307, 308}


class Google:
    """The page `/m` of Google Translate, or another that answers like it at `url`."""

    name = "google"
    limits = Limits(texts=1, characters=4_999, longest=4_999)  # deep-translator refuses 5,000
    glossary_native = False
    sentences = False

    def __init__(
        self,
        url: str | None = None,
        *,
        ca_file: str | None = None,
        proxy: str | None = None,
        times: tuple[float, float] = _TIMES,
        deadline: float = _DEADLINE,
    ) -> None:
        self._url = url or _PUBLIC
        self._pace = _PACE if url is None else 0.0
        self._ca_file = ca_file
        self._proxy = proxy
        self._times = times
        self._deadline = deadline
        self._next = 0.0
        self._session = self._new_session()
        self.sends_to = urlsplit(self._url).netloc

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        return [await self._translate(text) for text in texts]

    async def close(self) -> None:
        self._session.close()

    async def _translate(self, text: str) -> str | EngineFault:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        until = loop.time() + self._deadline
        attempt = await patiently(lambda: self._ask(text, until), lambda attempt: attempt.pause, until)
        return attempt.result

    async def _ask(self, text: str, until: float) -> _Attempt:
        loop = asyncio.get_running_loop()
        self._next = loop.time() + self._pace
        left = until - loop.time()
        door = _Door(self._session, self._times, time.monotonic() + left)
        try:
            return await asyncio.wait_for(in_daemon(lambda: self._call(text, door)), left)
        except TimeoutError:
            # the thread may still use this session, and sessions are not made for two
            self._session = self._new_session()
            return _Attempt(EngineFault(f"{self.sends_to}: no answer within {self._deadline:g} s"))

    def _call(self, text: str, door: _Door) -> _Attempt:
        """In a thread: one translation with an instance of its own."""
        _ROUTES.door = door
        try:
            answer = _translator(self._url).translate(text)
        except Exception as error:  # noqa: BLE001 - deep-translator and requests raise a dozen unrelated kinds
            return _Attempt(self._fault(error, door.page), _pause(error, door.page))
        if not isinstance(answer, str):
            return _Attempt(EngineFault(f"{self.sends_to}: the page holds no translation", transport=False))
        return _Attempt(answer)

    def _fault(self, error: Exception, page: _Page) -> EngineFault:
        """In our words: the exceptions repeat texts and addresses."""
        where = self.sends_to
        match error:
            case TooManyRequests():
                later = f"in {page.rest:.0f} s" if page.rest else "in some hours"
                return EngineFault(f"{where}: too many requests (HTTP 429); try again {later}", fatal=True)
            case NotValidLength() | NotValidPayload():
                return EngineFault(
                    f"the text is longer than {self.limits.longest} characters", transport=False, sent=False
                )
            case _Elsewhere():
                return EngineFault(f"{where}: leads elsewhere ({error.host})", fatal=_is_consent(error.host))
            case RequestError():
                return EngineFault(f"{where}: HTTP {page.status_code}")
            case TranslationNotFound():
                consent = _is_consent(page.text)
                said = "asks for consent or a captcha" if consent else "the page holds no translation"
                return EngineFault(f"{where}: {said}", fatal=consent)
        return EngineFault(f"{where}: {_in_words(error)}", sent=not _never_left(error))

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # no proxies and no .netrc of the environment
        session.headers["Accept-Encoding"] = "identity"  # what is inflated has no limit
        if self._ca_file is not None:
            session.verify = self._ca_file
        if self._proxy is not None:
            session.proxies = {"http": self._proxy, "https": self._proxy}
        return session


@dataclass(frozen=True, slots=True)
class _Page:
    """What deep-translator reads of a response."""

    status_code: int = 0
    text: str = ""
    rest: float = 0.0  # seconds, as Retry-After has it

    def close(self) -> None:
        """Read and closed already."""


class _Attempt(NamedTuple):
    """`pause`: seconds until it makes sense to ask again, 0 if any will do; None: it makes none."""

    result: str | EngineFault
    pause: float | None = None


class _Elsewhere(Exception):  # noqa: N818 - a redirect, for `_fault`
    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class _Unusable(Exception):  # noqa: N818 - its text is the reason, for `_fault`
    pass


class _Door:
    """`get` for one call: bounded in time and size, and nowhere else."""

    def __init__(self, session: requests.Session, times: tuple[float, float], until: float) -> None:
        self._session = session
        self._times = times
        self._until = until
        self.page = _Page()

    def get(self, url: str, params: Any) -> _Page:
        with self._session.get(url, params=params, timeout=self._times, allow_redirects=False, stream=True) as response:
            if response.status_code in _ELSEWHERE:
                raise _Elsewhere(urlsplit(response.headers.get("Location", "")).hostname or "nowhere")
            body = self._body(response)
        text = body.decode(_charset(response), "replace")
        if text.count("<!") > _MOST_COMMENTS:
            raise _Unusable("the page is none of the translator")
        self.page = _Page(response.status_code, text, asked_pause(_answer(response)))
        return self.page

    def _body(self, response: requests.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise _Unusable("the answer is compressed although that was ruled out")
        body = bytearray()
        # read1 gives what has come: with `read` a server that drips would hold the thread for as long as it likes
        while chunk := response.raw.read1(65536, decode_content=False):
            body += chunk
            if len(body) > _BODY_LIMIT:
                raise _Unusable("the answer is too large")
            if time.monotonic() > self._until:
                raise _Unusable("the answer came too slowly")
        return bytes(body)


class _Routes(threading.local):
    """Which door the thread that asks goes through."""

    door: _Door | None = None


class _Requests:
    """Stands where deep_translator.google says `requests`: our threads go through their door, others as ever."""

    def get(self, url: str, params: Any = None, **options: Any) -> Any:
        door = _ROUTES.door
        return requests.get(url, params=params, **options) if door is None else door.get(url, params)  # noqa: S113


_ROUTES = _Routes()
_CONSTRUCTING = threading.Lock()
deep_translator.google.requests = _Requests()


def _translator(url: str) -> deep_translator.google.GoogleTranslator:
    """deep-translator reads the address from a table of its own at construction; the table is then as it was."""
    with _CONSTRUCTING:
        before = BASE_URLS["GOOGLE_TRANSLATE"]
        BASE_URLS["GOOGLE_TRANSLATE"] = url
        try:
            return deep_translator.google.GoogleTranslator(source="de", target="en")
        finally:
            BASE_URLS["GOOGLE_TRANSLATE"] = before


def _pause(error: Exception, page: _Page) -> float | None:
    """What may pass: a busy server, a connection that broke. A captcha comes with 429 as well, and it does not."""
    if isinstance(error, (TooManyRequests, RequestError)):
        return page.rest if page.status_code in PASSING and not _is_consent(page.text) else None
    broke_off = isinstance(error, requests.exceptions.ConnectionError) and not isinstance(
        error, (requests.exceptions.Timeout, requests.exceptions.ProxyError, requests.exceptions.SSLError)
    )
    return 0.0 if broke_off and not _never_left(error) else None


def _answer(response: requests.Response) -> Answer:
    return Answer("", response.status_code, {name.lower(): value for name, value in response.headers.items()})


def _charset(response: requests.Response) -> str:
    declared = (response.encoding or "").lower()
    return (
        declared
        if declared in {"utf-8", "iso-8859-1"} and "charset" in response.headers.get("Content-Type", "")
        else "utf-8"
    )


def _is_consent(text: str) -> bool:
    folded = text.casefold()
    return any(phrase in folded for phrase in _CONSENT)


def _never_left(error: Exception) -> bool:
    """Is it certain that no connection stood that could have carried a text?"""
    if isinstance(error, (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError)):
        return True
    wrapped = error.args[0] if error.args else None
    reason = wrapped.reason if isinstance(wrapped, MaxRetryError) else None
    untrusted = reason is not None and any(isinstance(cause, ssl.SSLCertVerificationError) for cause in reason.args)
    return isinstance(reason, NewConnectionError) or untrusted  # names without an address are a kind of the first


def _in_words(error: Exception) -> str:
    if isinstance(error, _Unusable):
        return str(error)
    return next((words for kind, words in _WORDS if isinstance(error, kind)), f"failed ({type(error).__name__})")


def make_engine(setup: Setup) -> Engine:
    settings = setup.web.settings
    return Google(setup.engine_url, ca_file=settings.ca_file, proxy=settings.proxy)
