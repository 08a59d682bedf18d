"""Links in, verdicts out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from kinews_cli.border import clean
from kinews_cli.checking.classify import judge
from kinews_cli.checking.offline import offline_check
from kinews_cli.checking.secure import Secure, is_open
from kinews_cli.checking.visit import End, Known, visit
from kinews_cli.checking.wrappers import unwrapped
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web
from kinews_cli.web.guard import Target, inspect

__all__ = ["Known", "Outcome", "check_links", "offline_check"]

_THERE = {Verdict.OK, Verdict.MOVED}

# Links in hand, for each connection there may be: one that waits for its host's turn, or to ask again, holds none.
_IN_HAND = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A link's verdict, the page it led to where there is one (a beginning of it: `Web.get` limits it), its validators.

    The page is None where the server said that it is as it was.
    """

    check: Check
    page: Answer | None = None
    validators: Validators | None = None


OnOutcome = Callable[[str, Outcome], Awaitable[None]]


async def check_links(
    urls: Iterable[str],
    web: Web,
    on_outcome: OnOutcome | None = None,
    *,
    known: Mapping[str, Known] | None = None,
    before_judging: Awaitable[object] | None = None,
    until: float | None = None,
    in_hand: int | None = None,
    https: bool = False,
) -> dict[str, Check]:
    """The verdicts on `urls`, in their order; those that ask for the same place share one visit.

    `on_outcome` is awaited as each link ends, so that what was learned survives an interruption and no more pages are in
    hand than can be read. Only names that do not resolve wait for the end, and for `before_judging`: whether such a link is
    broken depends on whether any name resolves in this run. What has not ended at `until` (loop time; default
    `WebSettings.run_timeout` from now) is unchecked. `in_hand`: links under way at once, each with its page; fewer where
    `on_outcome` takes its time. `https`: pages that http shows are asked for over https too, once, as evidence.
    """
    secure = Secure(web) if https else None
    run = _Run(web, on_outcome, known or {}, in_hand or _IN_HAND * web.settings.max_connections, secure)
    wanted = list(dict.fromkeys(urls))
    with suppress(TimeoutError):
        async with asyncio.timeout_at(until or asyncio.get_running_loop().time() + web.settings.run_timeout):
            await run.visit_all(wanted)
            if run.waiting and before_judging is not None:
                await before_judging
    await run.settle_waiting()
    for url in wanted:
        if url not in run.found:
            await run.settle(url, Outcome(Check(Verdict.UNCHECKED, "run_timeout")))
    return {url: run.found[url] for url in wanted}


@dataclass(frozen=True, slots=True)
class _Place:
    """Links that differ in their fragments or spelling only."""

    target: Target
    urls: list[str]


class _Run:
    """The links of one run on their way to verdicts."""

    def __init__(
        self,
        web: Web,
        on_outcome: OnOutcome | None,
        known: Mapping[str, Known],
        in_hand: int,
        secure: Secure | None = None,
    ) -> None:
        self._web = web
        self._secure = secure
        self._on_outcome = on_outcome
        self._known = known
        self._in_hand = asyncio.Semaphore(in_hand)
        self.found: dict[str, Check] = {}
        self.waiting: list[tuple[_Place, End]] = []

    async def visit_all(self, urls: Iterable[str]) -> None:
        places: dict[str, _Place] = {}
        for url in urls:
            true_url = unwrapped(url)
            target = inspect(true_url, self._web.settings)
            if true_url != url and isinstance(wrapper := inspect(url, self._web.settings), Failure):
                target = wrapper
            if isinstance(target, Failure):
                await self.settle(url, Outcome(judge(target, url)))
            else:
                places.setdefault(target.normal_url, _Place(target, [])).urls.append(url)
        by_host: dict[str, list[_Place]] = {}
        for place in places.values():
            by_host.setdefault(place.target.host, []).append(place)
        await _all(self._feed(queue) for queue in by_host.values())

    async def _feed(self, places: list[_Place]) -> None:
        """The links of one host, few at a time: who waits for a busy host keeps nothing that others could use."""
        lanes = min(self._web.settings.max_per_host, len(places))
        if lanes == 1:
            await self._lane(iter(places))
        else:
            shared = iter(places)
            await _all(self._lane(shared) for _ in range(lanes))

    async def _lane(self, places: Iterable[_Place]) -> None:
        for place in places:
            async with self._in_hand:
                end = await self._visit(place)
                if end.waits and not self._web.name_resolved:
                    self.waiting.append((place, end))
                else:
                    await self._settle_place(place, end)

    async def _visit(self, place: _Place) -> End:
        url = place.target.normal_url
        try:
            return await self._over_https(url, await visit(self._web, url, self._known_of(place)))
        except Exception as error:  # noqa: BLE001 - the barrier: one link must not end a run
            return End(Failure("unexpected", clean(f"{type(error).__name__}: {error}")), url, (), 1)

    async def _over_https(self, url: str, end: End) -> End:
        """The end with what https says to the same address, where that is asked for and can be compared."""
        page = end.last
        if self._secure is None or not isinstance(page, Answer) or not page.body:
            return end
        found = await self._secure.evidence(url, page) if is_open(url, end.check(network=True)) else None
        return replace(end, evidence=(*end.evidence, found)) if found is not None else end

    def _known_of(self, place: _Place) -> Known | None:
        known = [self._known.get(url) for url in place.urls]
        return known[0] if len(known) == 1 else None  # fragments are looked for on the page

    async def settle_waiting(self) -> None:
        for place, end in self.waiting:
            await self._settle_place(place, end)

    async def _settle_place(self, place: _Place, end: End) -> None:
        check = end.check(network=self._web.name_resolved)
        page = end.last if isinstance(end.last, Answer) and 200 <= end.last.status < 300 else None
        renewed = any(entry.signal == "validated" for entry in check.evidence)
        for url in place.urls:
            outcome = Outcome(check, None if renewed else page, end.validators)
            await self.settle(url, await _with_fragment(url, outcome))

    async def settle(self, url: str, outcome: Outcome) -> None:
        self.found[url] = outcome.check
        if self._on_outcome is not None:
            await self._on_outcome(url, outcome)


async def _with_fragment(url: str, outcome: Outcome) -> Outcome:
    """The outcome of the place as that of a link to a part of it, and of one that stands in a wrapper."""
    check = outcome.check
    true_url = unwrapped(url)
    if true_url != url:
        check = replace(check, evidence=(Evidence("unwrapped", true_url), *check.evidence))
    fragment = true_url.partition("#")[2]
    if not fragment or check.final_url is None:
        return replace(outcome, check=check)
    evidence = tuple(
        replace(entry, value=_continued(entry.value, fragment)) if entry.signal == "permanent_url" else entry
        for entry in check.evidence
    )
    check = replace(check, final_url=_continued(check.final_url, fragment), evidence=evidence)
    if outcome.page is not None and check.verdict in _THERE and check.final_url is not None:
        missing = await asyncio.to_thread(_missing_fragment, check.final_url, outcome.page)
        if missing is not None:
            check = replace(check, evidence=(*check.evidence, missing))
    return replace(outcome, check=check)


def _missing_fragment(url: str, page: Answer) -> Evidence | None:
    from kinews_cli.checking.fragments import missing_fragment  # few links name a place in a page

    try:
        return missing_fragment(url, page)
    except Exception:  # noqa: BLE001 - the barrier: where nobody can tell, nothing is missing
        return None


def _continued(url: str, fragment: str) -> str:
    """A fragment is inherited by what a redirect leads to, unless that has its own (RFC 9110, 10.2.2)."""
    return url if "#" in url else f"{url}#{fragment}"


async def _all(coroutines: Iterable[Coroutine[object, object, None]]) -> None:
    """Wait for all; the first exception, and cancellation, end the others and pass."""
    running = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        await asyncio.gather(*running)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
