"""Each protocol in each mood of its service: an answer or a fault for each text, in bounded time and bounded requests.

Whether an answer may be believed is for `translating.verify` to say; here it matters that a fault is one, whose it is, that no
text is sent again and again, and that neither key nor text shows.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from engine_servers import EngineServer, Mode, Protocol
from kinews_cli.translating.engines.deepl import DeepL
from kinews_cli.translating.engines.engine import Engine, EngineFault
from kinews_cli.translating.engines.google import Google
from kinews_cli.translating.engines.libre import Libre
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings

KEY = "geheim-0815"
TEXTS = ("Ein Satz über 3 Netze.", "Zwei Sätze über Gesichter.", "Noch einer.")
PROTOCOLS: tuple[Protocol, ...] = ("google", "libre", "deepl")
LISTS = ("libre", "deepl")
SILENT = (Mode.STALL, Mode.DRIP)
ANSWERED = {  # what comes looks like a translation
    Mode.OK, Mode.ERROR_TEXT, Mode.QUOTA_TEXT, Mode.EMPTY, Mode.ECHO, Mode.TRUNCATED, Mode.SWAPPED, Mode.REPEATED,
    Mode.MARKUP, Mode.GERMAN, Mode.NUMBERS_LOST,
}  # fmt: skip
FATAL = {Mode.HTTP_429, Mode.HTTP_429_RETRY_AFTER, Mode.QUOTA, Mode.CONSENT, Mode.WRONG_KEY, Mode.REDIRECT}
PASSING = (Mode.HTTP_429, Mode.HTTP_503, Mode.HTTP_503_RETRY_AFTER, Mode.OVERLOADED, Mode.RESET)


def moods(modes: Iterable[Mode]) -> list[Any]:
    """Parameters; where an engine waits a second before it asks again, the test is a slow one."""
    waits = {Mode.HTTP_429, Mode.HTTP_429_RETRY_AFTER, Mode.QUOTA}
    return [pytest.param(mode, marks=[pytest.mark.slow] if mode in waits else []) for mode in modes]


def engine(server: EngineServer, web: Web, deadline: float) -> Engine:
    match server.protocol:
        case "google":
            return Google(server.url, deadline=deadline)
        case "libre":
            return Libre(web, server.url, KEY, deadline=deadline)
        case "deepl":
            return DeepL(web, server.url, KEY, deadline=deadline)


def ask(server: EngineServer, *, deadline: float = 5) -> Sequence[str | EngineFault]:
    async def run() -> Sequence[str | EngineFault]:
        async with Web(WebSettings(permitted=(server.url,))) as web:
            asked = engine(server, web, deadline)
            try:
                return await asked.translate(TEXTS[: asked.limits.texts])
            finally:
                await asked.close()

    return asyncio.run(run())


def played(protocol: Protocol, mode: Mode, *, times: int | None = None) -> tuple[EngineServer, list[str | EngineFault]]:
    with EngineServer(protocol, lambda text: f"EN {text}", key=KEY, retry_after=0.01) as server:
        server.play(mode, times=times)
        return server, list(ask(server))


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("mode", moods(mode for mode in Mode if mode not in SILENT))
def test_each_text_has_an_answer_or_where_that_is_none_a_fault(protocol: Protocol, mode: Mode) -> None:
    server, answers = played(protocol, mode)
    assert len(answers) == (1 if protocol == "google" else len(TEXTS))
    for answer in answers:
        if isinstance(answer, EngineFault):
            assert KEY not in answer.reason
            assert "Satz" not in answer.reason
            assert server.url not in answer.reason
            assert len(answer.reason) < 250
    looks_like_one = mode in ANSWERED or (protocol == "google" and mode is Mode.LONG_LIST)
    assert [isinstance(answer, str) for answer in answers] == [looks_like_one] * len(answers)
    assert len(server.requests) <= 2 * len(TEXTS)


@pytest.mark.parametrize("protocol", LISTS)
@pytest.mark.parametrize("mode", moods(sorted(FATAL - {Mode.CONSENT})))
def test_what_no_further_request_can_mend_is_fatal(protocol: Protocol, mode: Mode) -> None:
    _, answers = played(protocol, mode)
    assert all(isinstance(fault, EngineFault) and fault.fatal for fault in answers)


@pytest.mark.parametrize("mode", [Mode.HTTP_429, Mode.HTTP_429_RETRY_AFTER, Mode.QUOTA, Mode.CONSENT])
def test_and_so_it_is_with_the_page_of_google(mode: Mode) -> None:
    _, (fault,) = played("google", mode)
    assert isinstance(fault, EngineFault)
    assert fault.fatal


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("mode", moods(PASSING))
def test_what_passes_leaves_nothing_behind(protocol: Protocol, mode: Mode) -> None:
    server, answers = played(protocol, mode, times=2)
    assert answers == [f"EN {text}" for text in TEXTS[: len(answers)]]
    assert len(server.translations) == 3


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("mode", SILENT)
def test_silence_and_drips_cost_the_time_limit_once(protocol: Protocol, mode: Mode) -> None:
    with EngineServer(protocol, key=KEY) as server:
        server.play(mode)
        start = time.monotonic()
        answers = ask(server, deadline=0.3)
        assert time.monotonic() - start < 3
    assert all(isinstance(fault, EngineFault) and fault.transport and fault.sent for fault in answers)
    assert len(server.translations) == 1


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_in_good_health_nothing_is_sent_twice(protocol: Protocol) -> None:
    server, answers = played(protocol, Mode.OK)
    assert server.texts == list(TEXTS[: len(answers)])
    assert len(server.requests) == 1
