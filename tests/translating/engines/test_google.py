"""A real page on loopback that answers as Google's /m does, in all its moods; deep-translator's own code runs."""

from __future__ import annotations

import asyncio
import html
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from deep_translator.constants import BASE_URLS

from kinews_cli.translating.engines.engine import EngineFault
from kinews_cli.translating.engines.google import Google
from local_web import HTML, LocalWeb, Reply, Request


def page(text: str) -> Reply:
    body = (
        f'<html><body><div class="other">x</div><div class="result-container">{html.escape(text)}</div></body></html>'
    )
    return Reply(200, body, {"Content-Type": HTML})


def answering(function: Callable[[str], str]) -> Callable[[Request], Reply]:
    return lambda request: page(function(request.query["q"][0]))


def ask(
    web: LocalWeb,
    texts: Sequence[str],
    *,
    times: tuple[float, float] = (2, 2),
    deadline: float = 5,
    ca_file: str | None = None,
) -> Sequence[str | EngineFault]:
    async def run() -> Sequence[str | EngineFault]:
        engine = Google(web.url("/m"), times=times, deadline=deadline, ca_file=ca_file)
        try:
            return await engine.translate(texts)
        finally:
            await engine.close()

    return asyncio.run(run())


def fault_of(web: LocalWeb, reply: Reply, *, times: tuple[float, float] = (2, 2), deadline: float = 5) -> EngineFault:
    web.reply("127.0.0.1", "/m", reply)
    (fault,) = ask(web, ["Ein Satz über Netze."], times=times, deadline=deadline)
    assert isinstance(fault, EngineFault)
    assert "Netze" not in fault.reason  # no text of the user in a message
    return fault


def test_each_text_is_asked_for_from_german_into_english(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/m", answering(lambda q: f"EN {q} – ü"))
    assert ask(plain_web, ["eins", "zwei"]) == ["EN eins – ü", "EN zwei – ü"]
    first = plain_web.requests[0].query
    assert (first["sl"], first["tl"], first["q"]) == (["de"], ["en"], ["eins"])


def test_one_connection_serves_all_texts(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/m", answering(str.upper))
    ask(plain_web, [f"Satz {number}" for number in range(10)])
    assert plain_web.connections == 1


def test_the_table_of_deep_translator_is_left_as_it_was(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/m", answering(str.upper))
    ask(plain_web, ["eins"])
    assert BASE_URLS["GOOGLE_TRANSLATE"] == "https://translate.google.com/m"


def test_over_tls_the_given_authority_is_trusted_and_no_other(tls_web: LocalWeb, ca_file: Path) -> None:
    tls_web.reply("127.0.0.1", "/m", answering(str.upper))
    assert ask(tls_web, ["eins"], ca_file=str(ca_file)) == ["EINS"]
    (fault,) = ask(tls_web, ["eins"])
    assert isinstance(fault, EngineFault)
    assert "certificate" in fault.reason
    assert not fault.sent


def test_the_environment_has_no_say(plain_web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    plain_web.reply("127.0.0.1", "/m", answering(str.upper))
    assert ask(plain_web, ["eins"]) == ["EINS"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(503, "busy"), "HTTP 503"),
        (Reply(404, "gone"), "HTTP 404"),
        (Reply(200, "<html>something else</html>"), "holds no translation"),
        (Reply(200, ""), "holds no translation"),
        (Reply(301, "", {"Location": "https://elsewhere.example/m"}), "leads elsewhere (elsewhere.example)"),
        (Reply(200, "x" * 3_000_000), "too large"),
        (Reply(200, "<!--" * 100_000), "none of the translator"),
        (Reply(200, '<div class="result-container">Half a sen', cut=35), "broke off"),
        (Reply(200, b"\x1f\x8b\x08", {"Content-Encoding": "gzip"}), "compressed"),
        (Reply(reset=True), "hung up"),
        (Reply(raw=b"not HTTP at all\r\n\r\n"), "hung up"),
    ],
)
def test_what_is_no_answer_is_a_fault_of_the_engine(plain_web: LocalWeb, reply: Reply, said: str) -> None:
    fault = fault_of(plain_web, reply)
    assert said in fault.reason
    assert fault.transport
    assert not fault.fatal
    assert fault.sent


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429, "Too Many Requests"),
        Reply(429, "Too Many Requests", {"Retry-After": "3600"}),
        Reply(200, "<html>Our systems have detected unusual traffic from your network</html>"),
        Reply(200, "<html>Before you continue to the service</html>"),
        Reply(302, "", {"Location": "https://consent.google.com/m?continue=x"}),
    ],
)
def test_quota_captcha_and_consent_are_fatal(plain_web: LocalWeb, reply: Reply) -> None:
    assert fault_of(plain_web, reply).fatal


@pytest.mark.parametrize("reply", [Reply(429), Reply(503), Reply(500), Reply(reset=True)])
def test_what_may_pass_is_asked_three_times(plain_web: LocalWeb, reply: Reply) -> None:
    fault_of(plain_web, reply)
    assert len(plain_web.requests) == 3


@pytest.mark.slow
@pytest.mark.parametrize("reply", [Reply(429), Reply(503, headers={"Retry-After": "1"}), Reply(reset=True)])
def test_and_once_it_has_passed_the_text_is_translated(plain_web: LocalWeb, reply: Reply) -> None:
    replies = iter([reply, page("Good.")])
    plain_web.reply("127.0.0.1", "/m", lambda _: next(replies))
    assert ask(plain_web, ["eins"]) == ["Good."]


@pytest.mark.slow
def test_a_rest_that_is_asked_for_is_given(plain_web: LocalWeb) -> None:
    replies = iter([Reply(429, headers={"Retry-After": "1"}), page("Good.")])
    plain_web.reply("127.0.0.1", "/m", lambda _: next(replies))
    ask(plain_web, ["eins"])
    first, second = plain_web.requests
    assert second.time - first.time >= 1


@pytest.mark.parametrize(
    "reply", [Reply(429, "unusual traffic"), Reply(429, headers={"Retry-After": "60"}), Reply(403)]
)
def test_a_captcha_a_long_rest_and_a_refusal_are_not_tried_again(plain_web: LocalWeb, reply: Reply) -> None:
    fault_of(plain_web, reply)
    assert len(plain_web.requests) == 1


@pytest.mark.parametrize("reply", [Reply(200, "x" * 50, delay=5), Reply(200, "x" * 50, drip=0.05)])
def test_a_server_that_stalls_or_drips_costs_the_deadline(plain_web: LocalWeb, reply: Reply) -> None:
    start = time.monotonic()
    fault = fault_of(plain_web, reply, deadline=0.2)
    assert "no answer within 0.2 s" in fault.reason
    assert fault.sent
    assert time.monotonic() - start < 2


def test_a_server_that_stalls_runs_into_the_reads_own_limit_too(plain_web: LocalWeb) -> None:
    assert "no answer in time" in fault_of(plain_web, Reply(200, delay=5), times=(0.1, 0.1)).reason


def test_after_a_stall_the_next_text_has_a_chance(plain_web: LocalWeb) -> None:
    slow = iter([2.0, 0.0])
    plain_web.reply(
        "127.0.0.1", "/m", lambda _: Reply(200, page("Good.").body, {"Content-Type": HTML}, delay=next(slow))
    )
    first, second = ask(plain_web, ["eins", "zwei"], deadline=0.2)
    assert isinstance(first, EngineFault)
    assert second == "Good."


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("http://127.0.0.1:9/m", None),
        ("https://127.0.0.1:9/m", None),
        ("http://nowhere.invalid/m", None),
        ("http://127.0.0.1:9/m", "http://127.0.0.1:9"),
        ("https://nowhere.invalid/m", "http://127.0.0.1:9"),
    ],
)
def test_nobody_there_means_that_nothing_left_this_machine(url: str, proxy: str | None) -> None:
    async def run() -> Sequence[str | EngineFault]:
        engine = Google(url, proxy=proxy)
        try:
            return await engine.translate(["eins"])
        finally:
            await engine.close()

    (fault,) = asyncio.run(run())
    assert isinstance(fault, EngineFault)
    assert "cannot be reached" in fault.reason or "the proxy does not answer" in fault.reason
    assert not fault.sent


def test_a_text_beyond_the_limit_is_not_sent(plain_web: LocalWeb) -> None:
    (fault,) = ask(plain_web, ["ü" * 5000])
    assert fault == EngineFault("the text is longer than 4999 characters", transport=False, sent=False)
    assert plain_web.requests == []


def test_an_own_page_is_asked_without_pauses_and_the_public_one_with(plain_web: LocalWeb) -> None:
    assert Google(plain_web.url("/m"))._pace == 0
    assert Google()._pace == 0.25


def test_many_at_once_get_their_own_answers(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/m", answering(lambda q: f"EN {q}"))
    texts = [f"Satz {number}" for number in range(30)]

    async def run() -> list[Sequence[str | EngineFault]]:
        engines = [Google(plain_web.url("/m")) for _ in texts]
        try:
            return await asyncio.gather(*(e.translate([t]) for e, t in zip(engines, texts, strict=True)))
        finally:
            for engine in engines:
                await engine.close()

    assert asyncio.run(run()) == [[f"EN {text}"] for text in texts]


def test_a_server_that_hangs_does_not_keep_the_program_from_ending(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/m", Reply(200, delay=20))
    code = f"""
        import asyncio
        from kinews_cli.translating.engines.google import Google
        print(asyncio.run(Google({plain_web.url("/m")!r}, deadline=0.2).translate(["Hallo"])))
    """
    start = time.monotonic()
    shown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert "no answer within 0.2 s" in shown.stdout
    assert time.monotonic() - start < 5
