"""A real server on loopback that speaks DeepL's protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import trustme

from engine_servers import EngineServer, Mode, lookup
from kinews_cli.translating.engines.deepl import DeepL
from kinews_cli.translating.engines.engine import EngineFault, Setup
from kinews_cli.translating.engines.table import make_engine
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import Reply

KEY = "0b1e-4711-geheim:fx"
TERMS = (("Rauschen", "noise"), ("neuronales Netz", "neural network"), ("Latent Space", "Latent Space"))
WITH_TERM = "Das Bild entsteht aus dem Rauschen."
WITHOUT = "Guten Tag."
Answers = Sequence[str | EngineFault]


def ask(
    server: EngineServer,
    *calls: Sequence[str],
    glossary: Sequence[tuple[str, str]] = (),
    deadline: float = 5,
    native: list[bool] | None = None,
) -> list[Answers]:
    async def run() -> list[Answers]:
        async with Web(WebSettings(permitted=(server.url,))) as client:
            engine = DeepL(client, server.url, KEY, glossary, deadline=deadline)
            found = [await engine.translate(texts) for texts in calls]
            if native is not None:
                native.append(engine.glossary_native)
            await engine.close()
            return found

    return asyncio.run(run())


def paths(server: EngineServer) -> list[str]:
    return [f"{request.method} {request.path}" for request in server.requests]


def test_texts_go_as_a_list_and_come_back_in_order() -> None:
    with EngineServer("deepl", lookup({"eins": "one", "zwei": "two"}), key=KEY) as server:
        assert ask(server, ["eins", "zwei"]) == [["one", "two"]]
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/v2/translate")
    assert request.json() == {
        "text": ["eins", "zwei"],
        "source_lang": "DE",
        "target_lang": "EN-US",
        "split_sentences": "nonewlines",
        "preserve_formatting": True,
    }


def test_the_key_travels_in_a_header_and_nowhere_else() -> None:
    with EngineServer("deepl", key=KEY) as server:
        ask(server, [WITH_TERM], glossary=TERMS)
    for request in server.requests:
        assert request.headers["authorization"] == f"DeepL-Auth-Key {KEY}"
        rest = {name: value for name, value in request.headers.items() if name != "authorization"}
        assert KEY not in f"{request.target} {rest} {request.body!r}"


def test_without_another_address_it_goes_to_deepl_over_tls(authority: trustme.CA, ca_file: Path) -> None:
    with EngineServer("deepl", key=KEY, authority=authority) as server:
        route = ConnectTo.parse(f"api-free.deepl.com:443:127.0.0.1:{server.web.port}")

        async def run() -> Answers:
            async with Web(WebSettings(connect_to=(route,), ca_file=str(ca_file))) as client:
                engine = make_engine("deepl", Setup(client, keys={"deepl": KEY}))
                assert engine is not None
                return await engine.translate(["eins"])

        assert asyncio.run(run()) == ["eins"]
    assert server.requests[0].host == "api-free.deepl.com"


def test_no_list_that_keeps_to_the_limits_is_too_large_for_a_request() -> None:
    texts = ["\U0001f9e0" * (DeepL.limits.characters // DeepL.limits.texts)] * DeepL.limits.texts
    with EngineServer("deepl", key=KEY) as server:
        assert ask(server, texts) == [texts]
    (request,) = server.requests
    assert len(request.body) <= 128 * 1024


class TestFaults:
    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("mode", "said"),
        [(Mode.WRONG_KEY, "refuses the key"), (Mode.QUOTA, "quota is used up"), (Mode.HTTP_429, "too many requests")],
    )
    def test_a_key_or_quota_that_does_not_serve_ends_it(self, mode: Mode, said: str) -> None:
        with EngineServer("deepl", key=KEY) as server:
            server.play(mode)
            ((fault,),) = ask(server, ["eins"])
        assert isinstance(fault, EngineFault)
        assert said in fault.reason
        assert fault.fatal

    @pytest.mark.slow
    @pytest.mark.parametrize("mode", [Mode.HTTP_429, Mode.HTTP_503, Mode.OVERLOADED, Mode.RESET])
    def test_what_passes_is_waited_for(self, mode: Mode) -> None:
        with EngineServer("deepl", lookup({"eins": "one"}), key=KEY) as server:
            server.play(mode, times=2)
            assert ask(server, ["eins"]) == [["one"]]
        assert len(server.translations) == 3

    def test_a_list_that_is_too_large_goes_in_halves(self) -> None:
        with EngineServer("deepl", key=KEY) as server:
            server.play(Mode.TOO_LARGE, times=1)
            assert ask(server, ["a", "b", "c"]) == [["a", "b", "c"]]
        assert [request.json()["text"] for request in server.translations] == [["a", "b", "c"], ["a"], ["b", "c"]]

    def test_a_redirect_does_not_get_the_key(self) -> None:
        with EngineServer("deepl", key=KEY) as server:
            server.play(Mode.REDIRECT)
            ((fault,),) = ask(server, ["eins"])
        assert isinstance(fault, EngineFault)
        assert fault.fatal
        assert len(server.requests) == 1


class TestGlossary:
    def test_it_is_made_where_a_text_has_one_of_its_terms(self) -> None:
        with EngineServer("deepl", key=KEY) as server:
            ask(server, [WITHOUT], [WITH_TERM], ["Ein neuronales Netz lernt."], glossary=TERMS)
        assert paths(server) == [
            "POST /v2/translate",
            "GET /v3/glossaries",
            "POST /v3/glossaries",
            "POST /v2/translate",
            "POST /v2/translate",
        ]
        (identifier,) = server.glossaries
        assert [request.json().get("glossary_id") for request in server.translations] == [None, identifier, identifier]

    def test_it_holds_all_terms_also_those_that_stay(self) -> None:
        with EngineServer("deepl", key=KEY) as server:
            ask(server, [WITH_TERM], glossary=TERMS)
        (held,) = server.glossaries.values()
        assert (held["source_lang"], held["target_lang"], held["entries_format"]) == ("de", "en", "tsv")
        assert held["entries"].split("\n") == [
            "Latent Space\tLatent Space",
            "Rauschen\tnoise",
            "neuronales Netz\tneural network",
        ]

    @pytest.mark.parametrize("text", ["Die Latent Spaces sind groß.", "im RAUSCHEN", "Neuronalen Netzen fehlt es."])
    def test_forms_of_a_term_count(self, text: str) -> None:
        with EngineServer("deepl", key=KEY) as server:
            ask(server, [text], glossary=TERMS)
        assert len(server.glossaries) == 1

    @pytest.mark.parametrize("at", ["/v3", "/v2"])
    def test_the_next_run_finds_it_again(self, at: str) -> None:
        with EngineServer("deepl", key=KEY, glossaries_at=at) as server:
            ask(server, [WITH_TERM], glossary=TERMS)
            ask(server, [WITH_TERM], glossary=tuple(reversed(TERMS)))
            assert len(server.glossaries) == 1
            made = [path for path in paths(server) if path == f"POST {at}/glossaries"]
            assert len(made) == 1

    def test_that_of_an_older_list_goes_and_others_stay(self) -> None:
        with EngineServer("deepl", key=KEY, most_glossaries=2) as server:
            server.glossaries["11111111-1"] = {"name": "theirs", "source_lang": "de", "target_lang": "en"}
            ask(server, [WITH_TERM], glossary=TERMS)
            ask(server, [WITH_TERM], glossary=[*TERMS, ("Gesicht", "face")])
        names = [held["name"] for held in server.glossaries.values()]
        assert len(names) == 2
        assert names[0] == "theirs"

    def test_one_that_somebody_deletes_is_made_anew(self) -> None:
        async def run(server: EngineServer) -> list[Answers]:
            async with Web(WebSettings(permitted=(server.url,))) as client:
                engine = DeepL(client, server.url, KEY, TERMS)
                first = await engine.translate([WITH_TERM])
                server.glossaries.clear()
                return [first, await engine.translate([WITH_TERM])]

        with EngineServer("deepl", key=KEY) as server:
            assert asyncio.run(run(server)) == [[WITH_TERM], [WITH_TERM]]
        assert len(server.glossaries) == 1

    @pytest.mark.parametrize(("at", "most"), [(None, 0), ("/v3", 0), ("/v2", 0)])
    def test_a_service_that_keeps_none_translates_without_and_that_is_said(self, at: str | None, most: int) -> None:
        native: list[bool] = []
        with EngineServer("deepl", key=KEY, glossaries_at=at, most_glossaries=most) as server:
            assert ask(server, [WITH_TERM], [WITH_TERM], glossary=TERMS, native=native) == [[WITH_TERM], [WITH_TERM]]
        assert native == [False]
        assert [request.json().get("glossary_id") for request in server.translations] == [None, None]
        assert len(server.requests) <= 2 + 4

    def test_without_terms_nobody_asks_for_one(self) -> None:
        with EngineServer("deepl", key=KEY) as server:
            ask(server, [WITH_TERM])
        assert paths(server) == ["POST /v2/translate"]

    def test_terms_that_would_make_the_service_refuse_the_list_are_left_out(self) -> None:
        odd = [("", "x"), (" a", "b"), ("a\tb", "c"), ("d", "e\nf"), ("g" * 1025, "h"), ("Rauschen", "noise")]
        with EngineServer("deepl", key=KEY) as server:
            ask(server, [WITH_TERM], glossary=odd)
        (held,) = server.glossaries.values()
        assert held["entries"] == "Rauschen\tnoise"

    @pytest.mark.parametrize("identifier", ["../../v2/usage", "a/b", "", "x" * 200, 5, None])
    def test_an_id_that_is_none_is_not_used(self, identifier: object) -> None:
        with EngineServer("deepl", key=KEY) as server:
            answer = Reply(201, json.dumps({"glossary_id": identifier}), {"Content-Type": "application/json"})
            server.web.reply("*", "/v3/glossaries", answer)
            native: list[bool] = []
            assert ask(server, [WITH_TERM], glossary=TERMS, native=native) == [[WITH_TERM]]
        assert native == [False]

    def test_nobody_there_is_a_fault_and_no_refusal(self) -> None:
        native: list[bool] = []
        with EngineServer("deepl", key=KEY) as server:
            server.play(Mode.REFUSED)
            ((fault,),) = ask(server, [WITH_TERM], glossary=TERMS, native=native)
        assert isinstance(fault, EngineFault)
        assert not fault.sent
        assert native == [True]
