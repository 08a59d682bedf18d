"""One link as a careful editor looks at it: the answer, the page behind it, and a second look before anything is called bad."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from kinews_cli import clock
from kinews_cli.checking.chain import Chain, Deadline, Headers
from kinews_cli.checking.classify import judge, waits_for_network
from kinews_cli.checking.judgement import Judgement, PageKind
from kinews_cli.checking.page_paths import impossible_path, went_home
from kinews_cli.checking.page_screen import worth_judging
from kinews_cli.checking.retry import MOST_TRIES
from kinews_cli.model.verdict import Check, Evidence, Hop, Validators, Verdict
from kinews_cli.values import replace
from kinews_cli.web.answer import REFUSED, Answer, Failure
from kinews_cli.web.client import BROWSER, Web
from kinews_cli.web.retry_after import asked_pause

_GOOD = {Verdict.OK, Verdict.MOVED}
_WALLS = {PageKind.LOGIN, PageKind.CONSENT, PageKind.CHALLENGE}
_DEAD = {PageKind.DEAD, PageKind.PARKED, PageKind.VIDEO_GONE}
_CHALLENGED = {403, 429, 503}  # with these a bot defence may send its page
_NOT_ASKED = {"throttled", "host_silent"}
_CIRCLES = {"redirect_loop", "too_many_redirects"}  # often the way a site treats programs
_OF_THE_WAY = {"permanent_url", "redirect_varies", "unwrapped", "validated"}  # evidence that is found anew each time
_TRIES_AS_BROWSER = 2  # what did not pass with time has been waited for already
_SECOND_LOOK = 0.3  # seconds that must be left for it


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run found out about a link: a good verdict, and how to ask whether it still stands."""

    check: Check
    validators: Validators

    def conditions(self, url: str) -> Mapping[str, str]:
        """Headers for a request to `url`, empty where the verdict was on another address."""
        try:
            elsewhere = urldefrag(url).url != urldefrag(self.check.final_url or "").url
        except ValueError:  # a cache may come with a pull request, and hold anything
            elsewhere = True
        if elsewhere:
            return {}
        asked = {"If-None-Match": self.validators.etag, "If-Modified-Since": self.validators.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class End:
    """How a visit ended, while the verdict may still have to wait for others' names to resolve."""

    last: Answer | Failure
    url: str
    hops: tuple[Hop, ...]
    tries: int
    page: Judgement = field(default_factory=Judgement)
    evidence: tuple[Evidence, ...] = ()
    seconds: float = 0.0
    earlier: Validators = field(default_factory=Validators)  # of the answer that is said to stand still

    def check(self, *, network: bool) -> Check:
        """The verdict. `network`: some public name has resolved in this run."""
        check = _judged(judge(self.last, self.url, self.hops, network=network), self.page)
        if check.verdict is Verdict.REFUSED and not check.hops:
            return check  # nothing was asked
        return replace(
            check,
            evidence=(*self.evidence, *check.evidence),
            tries=self.tries,
            checked_at=clock.stamp(clock.now()),
            seconds=round(self.seconds, 3),
        )

    @property
    def waits(self) -> bool:
        """Whether the verdict depends on other names resolving later in the run."""
        return waits_for_network(self.last, self.url)

    @property
    def validators(self) -> Validators | None:
        """How a later run may ask whether the page still is as it was."""
        if not isinstance(self.last, Answer):
            return None
        headers, earlier = self.last.headers, self.earlier
        return Validators(headers.get("etag", earlier.etag), headers.get("last-modified", earlier.last_modified))


async def visit(web: Web, url: str, known: Known | None = None) -> End:
    """Ask for `url` until something can be said of it. Never raises."""
    clock_of_loop = asyncio.get_running_loop().time
    began = clock_of_loop()
    deadline = Deadline(web.settings.timeout)
    end = await _look(web, url, deadline, known.conditions if known is not None else None)
    if known is not None and isinstance(end.last, Answer) and end.last.status == 304:
        end = _renewed(end, end.last, known)
    elif _deserves_second_look(end) and deadline.left > _SECOND_LOOK:
        end = _better(end, await _look(web, url, deadline, lambda _: BROWSER, most_tries=_TRIES_AS_BROWSER))
    return replace(end, seconds=clock_of_loop() - began)


async def _look(
    web: Web, url: str, deadline: Deadline, headers: Headers | None, *, most_tries: int = MOST_TRIES
) -> End:
    """The end of the redirects, and of those that a page orders itself."""
    chain = Chain(web, url, deadline, headers, most_tries=most_tries)
    last = await chain.follow()
    while True:
        page = await _judgement(last, url, chain)
        moved_on = await _refreshed(chain, last, page)
        if moved_on is None:
            break
        last = moved_on
    probes = 0
    if isinstance(last, Answer) and page.kind in _DEAD and page.signs and not page.certain:
        probes, page = await _probed(web, url, deadline, chain, last, page)
    evidence = (Evidence("redirect_varies", "Accept-Language"),) if chain.varies else ()
    return End(last, chain.url, tuple(chain.hops), chain.tries + probes, page, evidence)


async def _judgement(last: Answer | Failure, asked: str, chain: Chain) -> Judgement:
    if not isinstance(last, Answer):
        return Judgement()
    there = 200 <= last.status < 300
    home = there and bool(chain.hops) and went_home(asked, chain.url)
    if (there or last.status in _CHALLENGED) and (home or worth_judging(last)):
        # in a thread: a hostile page takes a while to parse, and the deadlines of other links go on
        judgement = await asyncio.to_thread(_judge_page, last, asked, chain.url)
        if there or judgement.kind is PageKind.CHALLENGE:
            return judgement
    return Judgement()


async def _refreshed(chain: Chain, last: Answer | Failure, page: Judgement) -> Answer | Failure | None:
    """What stands behind a page that sends its readers on; None where there is no such thing."""
    if page.refresh is None or not isinstance(last, Answer) or not 200 <= last.status < 300:
        return None
    before = chain.url, tuple(chain.hops)
    if urldefrag(page.refresh).url in {urldefrag(hop.url).url for hop in chain.hops} | {urldefrag(chain.url).url}:
        return None  # it only loads itself anew
    result = chain.leave(last, page.refresh) or await chain.follow()
    if isinstance(result, Failure) and result.reason in _CIRCLES | REFUSED:  # then its readers see the page itself
        chain.url, chain.hops[:] = before
        return None
    return result


async def _probed(
    web: Web, asked: str, deadline: Deadline, chain: Chain, last: Answer, page: Judgement
) -> tuple[int, Judgement]:
    """How the host answers for a place that cannot exist: just so, and there is a second sign."""
    model = asked if any(sign.signal == "start_page" for sign in page.signs) else chain.url
    probe = Chain(web, impossible_path(model, secrets.token_hex(6)), deadline, most_tries=_TRIES_AS_BROWSER)
    answer = await probe.follow()
    if not isinstance(answer, Answer):
        return probe.tries, page
    sign = await asyncio.to_thread(_probe_sign, page, last, chain.url, answer, probe.url)
    found = page if sign is None else replace(page, signs=(*page.signs, sign), certain=True)
    return probe.tries, found


def _judge_page(answer: Answer, asked: str, landed: str) -> Judgement:
    # what reads pages takes a tenth of a second to load, and most runs meet none that is worth it
    from kinews_cli.checking.page import judge_page

    return judge_page(answer, asked, landed)


def _probe_sign(page: Judgement, last: Answer, landed: str, probe: Answer, probe_landed: str) -> Evidence | None:
    from kinews_cli.checking.page import probe_sign

    return probe_sign(page, last, landed, probe, probe_landed)


def _judged(check: Check, page: Judgement) -> Check:
    """The verdict with what the page itself says. Pure."""
    if not page.certain or (check.verdict not in _GOOD and page.kind is not PageKind.CHALLENGE):
        return check
    evidence = (*(entry for entry in check.evidence if entry.signal != "permanent_url"), *page.signs)
    if page.kind in _WALLS:
        return replace(check, verdict=Verdict.BLOCKED, reason=page.kind.value, evidence=evidence)
    if page.kind in _DEAD:
        at_start = any(sign.signal == "start_page" for sign in page.signs)
        reason = "start_page" if at_start else page.kind.value
        return replace(check, verdict=Verdict.BROKEN, reason=reason, evidence=evidence)
    return check


def _deserves_second_look(end: End) -> bool:
    """Bad, and perhaps only for programs. No request can look different to a name server or a certificate."""
    if isinstance(end.last, Failure):
        return end.last.reason in _CIRCLES
    if end.last.status == 200 and not end.hops and not end.page.certain:
        return False
    if end.last.status in {429, 503} and asked_pause(end.last):
        return False  # it asks to be left alone
    return end.last.status >= 500 or end.check(network=True).verdict not in _GOOD


def _better(first: End, second: End) -> End:
    """Which of two looks counts: the one that found the page, else the one that accuses less or knows more."""
    if isinstance(second.last, Failure) and second.last.reason in _NOT_ASKED:
        return first
    one, other = first.check(network=True), second.check(network=True)
    tries = first.tries + second.tries
    if other.verdict in _GOOD:
        note = Evidence("second_opinion", f"there for a browser-like request; for kinews: {one.reason}")
        return replace(second, tries=tries, evidence=(note, *second.evidence))
    gone = isinstance(second.last, Answer) and second.last.status in {404, 410}
    # Bot defences that turn a browser's words from a program away say nothing against an honest 404.
    answers = isinstance(first.last, Answer) and first.last.status in {404, 410}
    kinder = other.verdict is Verdict.BLOCKED and one.verdict is not Verdict.BLOCKED and not answers
    if kinder or (gone and one.verdict in {Verdict.BLOCKED, Verdict.UNREACHABLE}):
        return replace(second, tries=tries)
    return replace(first, tries=tries)


def _renewed(end: End, last: Answer, known: Known) -> End:
    """The server says that the page is as it was; so is what was found on it."""
    evidence = tuple(entry for entry in known.check.evidence if entry.signal not in _OF_THE_WAY)
    unchanged = replace(last, status=known.check.status or 200)
    note = Evidence("validated", "unchanged since the last look")
    return replace(end, last=unchanged, evidence=(*end.evidence, *evidence, note), earlier=known.validators)
