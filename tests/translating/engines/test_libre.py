"""A real server on loopback that speaks LibreTranslate's protocol, in all its moods."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence

import pytest

from kinews_cli.translating.engines.engine import EngineFault
from kinews_cli.translating.engines.libre import Libre
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply, Request

KEY = "geheim-4711"
JSON = {"Content-Type": "application/json"}


def ask(
    web: LocalWeb, texts: Sequence[str], *, key: str | None = None, deadline: float = 5
) -> Sequence[str | EngineFault]:
    async def run() -> Sequence[str | EngineFault]:
        async with Web(WebSettings(permitted=(web.url(),))) as client:
            engine = Libre(client, web.url("/"), key, deadline=deadline)
            try:
                return await engine.translate(texts)
            finally:
                await engine.close()

    return asyncio.run(run())


def answering(function: Callable[[list[str]], list[str]]) -> Callable[[Request], Reply]:
    return lambda request: Reply(200, json.dumps({"translatedText": function(request.json()["q"])}), JSON)


def test_texts_go_as_a_list_and_come_back_in_order(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", answering(lambda q: [f"EN {text}" for text in q]))
    assert ask(plain_web, ["eins", "zwei"]) == ["EN eins", "EN zwei"]
    (request,) = plain_web.requests
    assert (request.method, request.target) == ("POST", "/translate")
    assert request.json() == {"q": ["eins", "zwei"], "source": "de", "target": "en", "format": "text"}


def test_the_key_travels_in_the_body_alone(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", answering(lambda q: q))
    ask(plain_web, ["eins"], key=KEY)
    (request,) = plain_web.requests
    assert request.json()["api_key"] == KEY
    assert KEY not in request.target
    assert KEY not in str(request.headers)


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_key_that_the_server_repeats_is_not_passed_on(plain_web: LocalWeb, status: int) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": f"Invalid key {KEY}"}, status)
    (fault,) = ask(plain_web, ["eins"], key=KEY)
    assert isinstance(fault, EngineFault)
    assert KEY not in fault.reason


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(500, '{"error": "Cannot translate text"}', JSON), "HTTP 500, Cannot translate text"),
        (Reply(503, "<h1>Service Unavailable</h1>"), "HTTP 503"),
        (Reply(404, "nothing"), "HTTP 404"),
        (Reply(200, "<html>Please log in</html>"), "holds no translations"),
        (Reply(200, "[" * 100_000), "holds no translations"),
        (Reply(200, '{"translatedText": "one text"}', JSON), "holds no translations"),
        (Reply(200, '{"translatedText": [null, null]}', JSON), "holds no translations"),
        (Reply(200, '{"translatedText": {"a": "b"}}', JSON), "holds no translations"),
        (Reply(200, '["a", "b"]', JSON), "holds no translations"),
        (Reply(200, '{"error": "Slowdown"}', JSON), "holds no translations, Slowdown"),
        (Reply(200, '{"translatedText": ["a"]}', JSON), "2 texts were sent, 1 came back"),
        (Reply(200, '{"translatedText": ["a", "b", "c"]}', JSON), "2 texts were sent, 3 came back"),
        (Reply(200, '{"translatedText": ["a", "b"]}', JSON, cut=10), "cut off"),
        (Reply(200, json.dumps({"translatedText": ["a" * 2_000_000, "b"]}), JSON), "cut off"),
        (Reply(reset=True), "127.0.0.1"),
        (Reply(raw=b"not HTTP at all\r\n\r\n"), "127.0.0.1"),
    ],
)
def test_what_is_no_answer_is_a_fault_of_the_engine(plain_web: LocalWeb, reply: Reply, said: str) -> None:
    plain_web.reply("127.0.0.1", "/translate", reply)
    for fault in ask(plain_web, ["eins", "zwei"]):
        assert isinstance(fault, EngineFault)
        assert said in fault.reason
        assert fault.transport
        assert not fault.fatal


def test_null_for_one_text_is_that_texts_fault(plain_web: LocalWeb) -> None:
    plain_web.json("127.0.0.1", "/translate", {"translatedText": ["one", None]})
    first, second = ask(plain_web, ["eins", "zwei"])
    assert first == "one"
    assert isinstance(second, EngineFault)
    assert not second.transport


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_ends_it(plain_web: LocalWeb, status: int) -> None:
    plain_web.reply("127.0.0.1", "/translate", Reply(status, "", {"Location": plain_web.url("/elsewhere")}))
    (fault,) = ask(plain_web, ["eins"], key=KEY)
    assert isinstance(fault, EngineFault)
    assert fault.fatal
    assert "leads elsewhere" in fault.reason
    assert len(plain_web.requests) == 1


@pytest.mark.slow
@pytest.mark.parametrize("reply", [Reply(429), Reply(500), Reply(503), Reply(502), Reply(reset=True)])
def test_what_may_pass_is_asked_three_times(plain_web: LocalWeb, reply: Reply) -> None:
    plain_web.reply("127.0.0.1", "/translate", reply)
    ask(plain_web, ["eins"])
    assert len(plain_web.requests) == 3


@pytest.mark.slow
@pytest.mark.parametrize("reply", [Reply(429, headers={"Retry-After": "1"}), Reply(503), Reply(reset=True)])
def test_and_once_it_has_passed_the_texts_are_translated(plain_web: LocalWeb, reply: Reply) -> None:
    replies = iter([reply, Reply(200, '{"translatedText": ["one"]}', JSON)])
    plain_web.reply("127.0.0.1", "/translate", lambda _: next(replies))
    assert ask(plain_web, ["eins"]) == ["one"]


def test_a_long_rest_is_not_waited_for(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", Reply(429, headers={"Retry-After": "3600"}))
    (fault,) = ask(plain_web, ["eins"])
    assert isinstance(fault, EngineFault)
    assert fault.fatal
    assert "3600 s" in fault.reason
    assert len(plain_web.requests) == 1


def test_after_a_time_out_less_is_asked_at_once(plain_web: LocalWeb) -> None:
    def slow(request: Request) -> Reply:
        q = request.json()["q"]
        answer = json.dumps({"translatedText": [text.upper() for text in q]})
        return Reply(200, answer, JSON, delay=2 if len(q) > 2 else 0)

    plain_web.reply("127.0.0.1", "/translate", slow)
    texts = [letter * 450 for letter in "abcd"]

    async def run() -> list[Sequence[str | EngineFault]]:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as client:
            engine = Libre(client, plain_web.url("/"), deadline=0.5)
            return [await engine.translate(texts), await engine.translate(texts)]

    first, second = asyncio.run(run())
    assert all(isinstance(fault, EngineFault) and fault.transport for fault in first)
    assert second == [text.upper() for text in texts]


def test_behind_a_fault_the_rest_is_not_sent(plain_web: LocalWeb) -> None:
    def breaking(request: Request) -> Reply:
        q = request.json()["q"]
        if len(q) > 1:
            return Reply(413)
        return Reply(404) if q == ["b"] else Reply(200, json.dumps({"translatedText": ["A"]}), JSON)

    plain_web.reply("127.0.0.1", "/translate", breaking)
    answers = ask(plain_web, ["a", "b", "c", "d"])
    assert answers[0] == "A"
    assert [isinstance(fault, EngineFault) and fault.sent for fault in answers[1:]] == [True, False, False]


@pytest.mark.slow
@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_refusal_is_fatal(plain_web: LocalWeb, status: int) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": "no"}, status)
    assert all(isinstance(fault, EngineFault) and fault.fatal for fault in ask(plain_web, ["eins", "zwei"]))


def test_a_server_that_says_nothing_costs_the_deadline(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", Reply(200, delay=5))
    (fault,) = ask(plain_web, ["eins"], deadline=0.15)
    assert isinstance(fault, EngineFault)


def test_nobody_there(plain_web: LocalWeb) -> None:
    async def run() -> Sequence[str | EngineFault]:
        async with Web(WebSettings(permitted=("http://127.0.0.1:9/",))) as client:
            return await Libre(client, "http://127.0.0.1:9").translate(["eins"])

    (fault,) = asyncio.run(run())
    assert isinstance(fault, EngineFault)
    assert not fault.fatal


@pytest.mark.parametrize("status", [400, 413])
def test_a_list_that_is_too_long_is_sent_in_halves(plain_web: LocalWeb, status: int) -> None:
    def two_at_most(request: Request) -> Reply:
        q = request.json()["q"]
        if len(q) > 2:
            return Reply(status, '{"error": "Invalid request: request exceeds batch limit"}', JSON)
        return Reply(200, json.dumps({"translatedText": [text.upper() for text in q]}), JSON)

    plain_web.reply("127.0.0.1", "/translate", two_at_most)
    assert ask(plain_web, ["a", "b", "c", "d", "e"]) == ["A", "B", "C", "D", "E"]


def test_one_text_that_the_server_cannot_take_is_that_texts_fault(plain_web: LocalWeb) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": "text too long"}, 400)
    (fault,) = ask(plain_web, ["eins"])
    assert isinstance(fault, EngineFault)
    assert not fault.transport
    assert not fault.fatal


def refusing(said: str, *refused: str) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        q = request.json()["q"]
        if any(text in refused for text in q):
            return Reply(400, json.dumps({"error": said}), JSON)
        return Reply(200, json.dumps({"translatedText": [text.upper() for text in q]}), JSON)

    return answer


def test_the_others_come_back_translated(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", refusing("Bad Request", "b", "e"))
    answers = ask(plain_web, ["a", "b", "c", "d", "e"])
    assert [answer if isinstance(answer, str) else None for answer in answers] == ["A", None, "C", "D", None]


@pytest.mark.parametrize(
    ("said", "requests"),
    [
        ("de is not supported", 1),
        ("English (en) is not available as a target language from German (de)", 1),
        ("Please contact the server operator to get an API key", 1),
        ("Bad Request", 5),
    ],
)
def test_a_refusal_of_the_language_or_of_two_texts_in_a_row_is_fatal(
    plain_web: LocalWeb, said: str, requests: int
) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": said}, 400)
    answers = ask(plain_web, list("abcdefgh"))
    assert len(answers) == 8
    assert isinstance(answers[-1], EngineFault)
    assert answers[-1].fatal
    assert len(plain_web.requests) == requests


def test_two_texts_in_a_row_count_over_several_calls(plain_web: LocalWeb) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": "Bad Request"}, 400)

    async def run() -> list[bool]:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as client:
            engine = Libre(client, plain_web.url("/"))
            answers = [await engine.translate(["eins"]), await engine.translate(["zwei"])]
            return [isinstance(fault, EngineFault) and fault.fatal for (fault,) in answers]

    assert asyncio.run(run()) == [False, True]


@pytest.mark.slow
def test_texts_that_are_too_long_are_not_the_servers_fault_but_the_requests_are_bounded(plain_web: LocalWeb) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": "request (500) exceeds text limit (100)"}, 400)
    answers = ask(plain_web, [f"{n}".zfill(600) for n in range(40)])
    assert len(answers) == 40
    assert all(isinstance(fault, EngineFault) and not fault.fatal for fault in answers)
    assert len(plain_web.requests) == 30


def test_a_server_for_which_no_text_is_short_enough_is_left_alone(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", Reply(413))
    answers = ask(plain_web, list("abcdefgh"))
    assert all(isinstance(fault, EngineFault) for fault in answers)
    assert isinstance(answers[-1], EngineFault)
    assert answers[-1].fatal
    assert len(plain_web.requests) == 5, "eight, four, two, one and one"


def test_one_short_text_that_is_refused_between_others_is_that_texts_fault(plain_web: LocalWeb) -> None:
    def picky(request: Request) -> Reply:
        q = request.json()["q"]
        if len(q) > 1 or q[0] in {"b", "d"}:
            return Reply(413)
        return Reply(200, json.dumps({"translatedText": [q[0].upper()]}), JSON)

    plain_web.reply("127.0.0.1", "/translate", picky)
    answers = ask(plain_web, ["a", "b", "c", "d"])
    assert [answer if isinstance(answer, str) else answer.fatal for answer in answers] == ["A", False, "C", False]


def test_all_halves_together_keep_to_one_deadline(plain_web: LocalWeb) -> None:
    plain_web.reply("127.0.0.1", "/translate", Reply(413, delay=0.1))
    start = time.monotonic()
    answers = ask(plain_web, list("abcdefgh"), deadline=0.25)
    assert len(answers) == 8
    assert all(isinstance(fault, EngineFault) for fault in answers)
    assert len(plain_web.requests) <= 3
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://nowhere.invalid"])
def test_nobody_there_means_that_nothing_left_this_machine(url: str) -> None:
    async def run() -> Sequence[str | EngineFault]:
        async with Web(WebSettings(permitted=(url,))) as client:
            return await Libre(client, url).translate(["eins", "zwei"])

    assert [isinstance(fault, EngineFault) and fault.sent for fault in asyncio.run(run())] == [False, False]


def test_a_certificate_that_is_not_trusted_neither(tls_web: LocalWeb) -> None:
    (fault,) = ask(tls_web, ["eins"])
    assert isinstance(fault, EngineFault)
    assert not fault.sent


@pytest.mark.parametrize("reply", [Reply(503, "busy"), Reply(reset=True), Reply(200, "{", JSON)])
def test_what_fails_later_was_sent(plain_web: LocalWeb, reply: Reply) -> None:
    plain_web.reply("127.0.0.1", "/translate", reply)
    (fault,) = ask(plain_web, ["eins"])
    assert isinstance(fault, EngineFault)
    assert fault.sent
