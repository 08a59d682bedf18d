"""What reaches the translation file, and what never does, with engines good, bad and dead."""

from __future__ import annotations

import asyncio
import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest

from kinews_cli.model.translation import Role, Segment, State
from kinews_cli.reading.building import read_issue
from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.engines.engine import EngineFault, Limits
from kinews_cli.translating.engines.google import Google
from kinews_cli.translating.engines.libre import Libre
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.glossary import Glossary, Term
from kinews_cli.translating.pofile import TranslationFile
from kinews_cli.translating.segments import segments_of
from kinews_cli.translating.translate import TranslationReport, translate_pending
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply, Request

DAY = "2026-11-23"
PLAIN = "Die Forscher haben ein neues Netz mit vielen Bildern von Katzen trainiert."
PLAIN_EN = "The researchers have trained a new network with many images of cats."
NUMBERS = "Der Punkt (0,1,0) ist grün, und der Punkt (0,0,1) ist blau."
SHORT = "Neuer Artikel"
PLACEHOLDER = r"\{.*?\}|\bx[qzjxwv]{3}[a-h]+x\b"

Answer = str | EngineFault


@dataclass
class Played:
    """An engine in memory: the run is tested here, the engines against real servers in their own tests."""

    function: Callable[[str], Answer]
    limits: Limits = field(default_factory=lambda: Limits(1, 5000, 5000))
    name: str = "played"
    sends_to: str = "played.example"
    glossary_native: bool = False
    sentences: bool = False
    batches: list[tuple[str, ...]] = field(default_factory=list)

    async def translate(self, texts: Sequence[str]) -> Sequence[Answer]:
        self.batches.append(tuple(texts))
        return [self.function(text) for text in texts]

    async def close(self) -> None: ...

    @property
    def sent(self) -> list[str]:
        return [text for batch in self.batches for text in batch]


def a_file(*texts: str) -> TranslationFile:
    file = TranslationFile()
    file.merge(segments(*texts))
    return file


def segments(*texts: str) -> list[Segment]:
    return [Segment(f"paragraph · a{line}", text, Role.PARAGRAPH, line) for line, text in enumerate(texts, 1)]


def run(file: TranslationFile, engine: Played, glossary: Glossary | None = None) -> TranslationReport:
    return asyncio.run(translate_pending(file, engine, today=DAY, glossary=glossary or Glossary()))


def states(file: TranslationFile) -> Counter[State]:
    return Counter(entry.state for entry in file.entries)


def shown(file: TranslationFile, text: str, number: int = 1) -> tuple[str, State]:
    rendering = file.rendering(Segment(f"paragraph · a{number}", text, Role.PARAGRAPH, number))
    return rendering.text, rendering.state


WORDS = re.findall(
    r"\w+",
    "the of and with from which these their about through other people picture network source computer artist machine "
    "learning result question another different together before between example without something researcher language",
)


def translated(text: str) -> str:
    """An engine with an English word for each German one, seldom the same twice; capitals and punctuation stay."""
    position = count(zlib.crc32(text.encode()), 7)

    def word(match: re.Match[str]) -> str:
        english: str = WORDS[next(position) % len(WORDS)]
        return english.capitalize() if match[0][0].isupper() else english

    return re.sub(r"[A-Za-zÄÖÜäöüß]{3,}", word, text)


def without_placeholders(text: str) -> str:
    return re.sub(PLACEHOLDER, "", text, flags=re.IGNORECASE)


def holes(text: str) -> list[str]:
    return re.findall(PLACEHOLDER, text, flags=re.IGNORECASE)


def test_a_good_answer_is_recorded_with_its_engine() -> None:
    file = a_file(PLAIN)
    report = run(file, Played(lambda _: PLAIN_EN))
    assert shown(file, PLAIN) == (PLAIN_EN, State.MACHINE)
    assert report == TranslationReport("played", "played.example", 1, 1, len(PLAIN), 1)
    assert file.entries[0].note is not None
    assert (file.entries[0].note.engine, file.entries[0].note.date) == ("played", DAY)


def test_the_second_run_asks_nothing() -> None:
    file = a_file(PLAIN, SHORT)
    run(file, Played(lambda text: {PLAIN: PLAIN_EN}.get(text, "New article")))
    again = Played(lambda _: "never")
    assert run(file, again).requests == 0
    assert again.batches == []


def test_equal_texts_are_sent_once() -> None:
    file = a_file(SHORT, SHORT, SHORT)
    engine = Played(lambda _: "New article")
    report = run(file, engine)
    assert engine.sent == [SHORT]
    assert (report.translated, report.sent_segments) == (3, 1)


def test_what_is_protected_does_not_travel_and_comes_back() -> None:
    file = a_file(NUMBERS)
    engine = Played(
        lambda text: text.replace("Der Punkt", "The point").replace("ist", "is").replace("und der", "and the")
    )
    run(file, engine)
    assert not re.search(r"\(0,", engine.sent[0])
    assert "(0,1,0)" in shown(file, NUMBERS)[0]


def test_texts_with_nothing_to_translate_need_no_engine() -> None:
    file = a_file("https://example.org/netze")
    engine = Played(lambda _: "never")
    run(file, engine)
    assert engine.batches == []
    assert shown(file, "https://example.org/netze") == ("https://example.org/netze", State.MACHINE)


def test_an_enumerator_stays_at_home() -> None:
    file = a_file("1. Neuer Artikel")
    engine = Played(lambda _: "New article")
    run(file, engine)
    assert engine.sent == [SHORT]
    assert shown(file, "1. Neuer Artikel")[0] == "1. New article"


def only_words(text: str) -> str:
    """An engine that loses braces and keeps words."""
    return "It is lost." if "{" in text else "It is {} and {}, that is it.".format(*holes(text))


class TestBrokenPlaceholders:
    def test_the_other_form_is_tried(self) -> None:
        file = a_file(NUMBERS)
        engine = Played(only_words)
        report = run(file, engine)
        assert len(engine.sent) == 2
        assert shown(file, NUMBERS)[0] == "It is (0,1,0) and (0,0,1), that is it."
        assert report.rejected == ()

    def test_then_the_pieces_travel_alone(self) -> None:
        known = {
            "Der Punkt": "The point",
            "ist grün, und der Punkt": "is green, and the point",
            "ist blau.": "is blue.",
        }
        file = a_file(NUMBERS)
        engine = Played(lambda text: known.get(text, without_placeholders(text)))
        run(file, engine)
        assert engine.sent[2:] == list(known)
        assert shown(file, NUMBERS)[0] == "The point (0,1,0) is green, and the point (0,0,1) is blue."

    def test_plain_numbers_are_protected_too(self) -> None:
        source = "Das Netz kennt 7 Farben und mehr als das."
        file = a_file(source)
        engine = Played(lambda text: f"The network knows {holes(text)[0]} colours and more than that.")
        run(file, engine)
        assert "7" not in engine.sent[0]
        assert shown(file, source) == ("The network knows 7 colours and more than that.", State.MACHINE)


class TestMixedUpAnswers:
    TEXTS: ClassVar = [f"Der {word} Satz nennt die Zahl {n} und sonst nichts." for n, word in enumerate("abcd", 1)]

    def rotating(self, texts: Sequence[str]) -> list[Answer]:
        """Each text gets the answer of the next one of its request."""
        answers = [f"The sentence {text.split()[1]} names {holes(text)[0]} and nothing else." for text in texts]
        return [*answers[1:], answers[0]]

    def test_are_seen_by_the_placeholders_and_asked_for_one_by_one(self) -> None:
        rotating = self.rotating

        class Rotating(Played):
            async def translate(self, texts: Sequence[str]) -> Sequence[Answer]:
                self.batches.append(tuple(texts))
                return rotating(texts)

        file = a_file(*self.TEXTS)
        engine = Rotating(lambda _: "", Limits(9, 5000, 5000))
        run(file, engine)
        assert [len(batch) for batch in engine.batches] == [4, 1, 1, 1, 1]
        for number, text in enumerate(self.TEXTS, 1):
            word = text.split()[1]
            assert shown(file, text, number) == (f"The sentence {word} names {number} and nothing else.", State.MACHINE)

    def test_an_engine_that_is_always_one_behind_is_not_believed_at_all(self) -> None:
        pairs = {
            PLAIN: PLAIN_EN,
            "Michelangelo malte die Sixtinische Kapelle in Rom.": "Michelangelo painted the Sistine Chapel in Rome.",
            "Die Bundeskanzlerin Angela Merkel trat 2021 ab.": "Chancellor Angela Merkel stepped down in {}.",
            "ImageNet enthält Bilder von Hunden und Vögeln.": "ImageNet contains images of dogs and birds.",
            "Der Diskriminator erkennt die Fälschung an der Textur.": "The discriminator tells the fake by its texture.",
        }
        before = "The first text of another customer of this service."

        def late(text: str) -> str:
            nonlocal before
            answer, before = before, next((en for de, en in pairs.items() if de[:20] == text[:20]), "Something else.")
            return answer.format(*holes(text)) if holes(text) else answer.format("2021")

        file = a_file(*pairs)
        report = run(file, Played(late))
        assert [entry.text for entry in file.entries] == [""] * len(pairs)
        assert report.stopped is not None

    def test_one_sentence_for_everything_is_no_translation_whatever_it_says(self) -> None:
        texts = [PLAIN, "Neues über Hunde"]
        file = a_file(*texts)
        report = run(file, Played(lambda _: "Sorry, we are closed today, please come back tomorrow then."))
        assert [entry.text for entry in file.entries] == ["", ""]
        assert {reason for _, reason in report.rejected} == {"the same answer came for different texts"}


class TestTerms:
    GLOSSARY = Glossary((Term("neuronales Netz", "neural network"), Term("Latent Space", "Latent Space", keeps=True)))
    SOURCE = "Im Latent Space findet das neuronale Netz ähnliche Bilder ganz schnell wieder."

    def test_that_are_used_need_no_second_question(self) -> None:
        file = a_file(self.SOURCE)
        good = "In the Latent Space the neural network finds similar images very quickly."
        engine = Played(lambda _: good)
        run(file, engine, self.GLOSSARY)
        assert engine.sent == [self.SOURCE]
        assert shown(file, self.SOURCE) == (good, State.MACHINE)

    def test_that_are_not_used_are_protected_the_second_time(self) -> None:
        file = a_file(self.SOURCE)
        engine = Played(
            lambda text: "In the {} the {} finds similar images very quickly.".format(
                *(holes(text) or ("hidden room", "nervous web"))
            )
        )
        run(file, engine, self.GLOSSARY)
        assert len(engine.sent) == 2
        assert (
            shown(file, self.SOURCE)[0] == "In the Latent Space the neural network finds similar images very quickly."
        )

    def test_a_name_is_never_lost_and_a_term_only_where_nothing_helps(self) -> None:
        known = {"Im": "In the", "findet das": "finds the", "ähnliche Bilder ganz schnell wieder.": "similar images."}
        file = a_file(self.SOURCE)
        run(
            file,
            Played(lambda text: known.get(text, "In the web it finds similar images very quickly.")),
            self.GLOSSARY,
        )
        assert shown(file, self.SOURCE)[0] == "In the Latent Space finds the neural network similar images."
        only = "Das neuronale Netz findet ähnliche Bilder ganz schnell wieder."
        file = a_file(only)
        run(file, Played(lambda _: "The web finds similar images again very quickly."), self.GLOSSARY)
        assert shown(file, only) == ("The web finds similar images again very quickly.", State.MACHINE)

    def test_an_engine_with_a_glossary_of_its_own_is_believed(self) -> None:
        file = a_file("Das neuronale Netz findet ähnliche Bilder ganz schnell wieder.")
        engine = Played(lambda _: "The web finds similar images again very quickly.", glossary_native=True)
        run(file, engine, self.GLOSSARY)
        assert len(engine.sent) == 1

    def test_quoted_english_stays(self) -> None:
        source = "Der Wert heißt „realism score“ und sagt, wie echt das Bild aussieht."
        file = a_file(source)
        run(
            file,
            Played(lambda text: f"It is called {(holes(text) or ['reality points'])[0]} and says how real it looks."),
        )
        assert "realism score" in shown(file, source)[0]

    def test_a_text_that_is_nothing_but_a_term_needs_no_engine_the_second_time(self) -> None:
        file = a_file("Neuronale Netze")
        engine = Played(lambda _: "Nervous webs")
        run(file, engine, self.GLOSSARY)
        assert engine.sent == ["Neuronale Netze"]
        assert shown(file, "Neuronale Netze")[0] == "neural network"


def test_quotation_marks_around_every_answer_are_the_services() -> None:
    file = a_file(PLAIN)
    run(file, Played(lambda _: f'"{PLAIN_EN}"'))
    assert shown(file, PLAIN) == (PLAIN_EN, State.MACHINE)


def test_an_engine_that_takes_sentences_gets_sentences() -> None:
    file = a_file(f"{PLAIN} {PLAIN} Und Schluss.")
    engine = Played(lambda text: PLAIN_EN if text == PLAIN else "That is all.", sentences=True)
    run(file, engine)
    assert engine.sent == [PLAIN, "Und Schluss."]
    assert shown(file, f"{PLAIN} {PLAIN} Und Schluss.")[0] == f"{PLAIN_EN} {PLAIN_EN} That is all."


def test_a_paragraph_that_comes_back_cut_off_is_asked_for_by_sentence() -> None:
    second = "Danach haben sie alles noch einmal mit Hunden wiederholt."
    known = {PLAIN: PLAIN_EN, second: "After that they repeated everything with dogs."}
    file = a_file(f"{PLAIN} {second}")
    run(file, Played(lambda text: known.get(text, "The researchers")))
    assert shown(file, f"{PLAIN} {second}")[0] == " ".join(known.values())


def test_what_was_refused_carries_the_reason_until_it_is_translated() -> None:
    file = a_file(PLAIN, NUMBERS)
    run(file, Played(lambda text: "" if text == PLAIN else EngineFault("HTTP 503")))
    refused, failed = (entry.refusal for entry in file.entries)
    assert refused is not None
    assert (refused.engine, refused.date, refused.reason) == ("played", DAY, "the answer is empty")
    assert failed is None  # nothing was answered: that says something of the engine, not of the text
    good = "The point {} is green, and the point {} is blue."
    run(file, Played(lambda text: PLAIN_EN if text == PLAIN else good.format(*holes(text))))
    assert [entry.refusal for entry in file.entries] == [None, None]


def test_an_engine_that_was_given_up_is_not_asked_for_the_next_issue() -> None:
    breaker = Breaker()
    engine = Played(lambda _: EngineFault("quota used up", fatal=True))
    asyncio.run(translate_pending(a_file(PLAIN), engine, today=DAY, breaker=breaker))
    asyncio.run(translate_pending(a_file(NUMBERS), engine, today=DAY, breaker=breaker))
    assert len(engine.batches) == 1


class TestNoTranslation:
    @pytest.mark.parametrize(
        "answer",
        [
            "",
            "   ",
            PLAIN,
            "<html><body>Some page</body></html>",
            "The researchers.",
            "cat cat cat cat cat cat and many cats",
        ],
    )
    def test_is_never_recorded(self, answer: str) -> None:
        file = a_file(PLAIN)
        report = run(file, Played(lambda _: answer))
        assert shown(file, PLAIN) == (PLAIN, State.UNTRANSLATED)
        ((segment, reason),) = report.rejected
        assert segment.text == PLAIN
        assert reason
        assert file.pending() == (segment,)

    def test_is_not_asked_for_again_where_nothing_can_be_done_better(self) -> None:
        engine = Played(lambda _: "")
        run(a_file(PLAIN), engine)
        assert engine.sent == [PLAIN]

    def test_controls_in_an_answer_do_not_get_into_the_file(self) -> None:
        file = a_file(SHORT)
        run(file, Played(lambda _: "New \x1b\u202earticle\ud800\n"))
        assert shown(file, SHORT)[0] == "New article"


class TestBreaker:
    TEXTS: ClassVar = [f"{PLAIN} Und noch ein Satz, Nummer {'abcdefgh'[n]}." for n in range(8)]

    def test_a_fatal_fault_stops_at_once(self) -> None:
        engine = Played(lambda _: EngineFault("quota used up", fatal=True))
        report = run(a_file(*self.TEXTS), engine)
        assert len(engine.batches) == 1
        assert report.stopped == "quota used up"
        assert len(report.rejected) == 1

    def test_three_faults_of_the_transport_in_a_row_stop(self) -> None:
        engine = Played(lambda _: EngineFault("HTTP 503"))
        report = run(a_file(*self.TEXTS), engine)
        assert (len(engine.batches), report.stopped) == (3, "HTTP 503")

    def test_messages_of_the_service_are_faults_too(self) -> None:
        engine = Played(lambda _: "Error 500 (Server Error)!!1500.That’s an error.")
        report = run(a_file(*self.TEXTS), engine)
        assert len(engine.batches) == 3
        assert report.stopped is not None
        assert "message of the service" in report.stopped

    def test_a_fault_now_and_then_does_not_and_gets_a_second_chance(self) -> None:
        turns = iter(range(100))
        file = a_file(*self.TEXTS)
        report = run(file, Played(lambda _: PLAIN_EN * 2 if next(turns) % 3 else EngineFault("HTTP 503")))
        assert report.stopped is None
        assert states(file)[State.MACHINE] == len(self.TEXTS)

    def test_a_fault_of_one_text_does_not_stop_the_others(self) -> None:
        engine = Played(lambda _: EngineFault("too long", transport=False))
        report = run(a_file(*self.TEXTS), engine)
        assert report.stopped is None
        assert len(report.rejected) == len(self.TEXTS)

    def test_what_came_before_is_kept(self) -> None:
        answers = iter([PLAIN_EN * 2])
        file = a_file(*self.TEXTS)
        run(file, Played(lambda _: next(answers, EngineFault("gone", fatal=True))))
        assert states(file)[State.MACHINE] == 1


class TestWhatIsSaidToHaveBeenSent:
    """`sent_segments` and `sent_characters` are a statement about privacy."""

    def test_what_found_no_way_out_is_not_counted(self) -> None:
        report = run(a_file(PLAIN, SHORT), Played(lambda _: EngineFault("no such name", sent=False)))
        assert (report.sent_segments, report.sent_characters, report.requests) == (0, 0, 0)
        assert report.stopped == "no such name"
        assert [reason for _, reason in report.rejected] == ["no such name"] * 2

    def test_what_left_and_was_not_answered_is(self) -> None:
        report = run(a_file(PLAIN), Played(lambda _: EngineFault("hung up", fatal=True)))
        assert (report.sent_segments, report.sent_characters, report.requests) == (1, len(PLAIN), 1)

    def test_of_one_request_only_what_left(self) -> None:
        engine = Played(
            lambda text: EngineFault("too long", transport=False, sent=False) if text == PLAIN else "New article",
            Limits(9, 5000, 5000),
        )
        report = run(a_file(PLAIN, SHORT), engine)
        assert len(engine.batches[0]) == 2
        assert (report.sent_segments, report.sent_characters) == (1, len(SHORT))

    def test_a_text_that_is_sent_again_counts_once_and_its_characters_each_time(self) -> None:
        engine = Played(only_words)
        report = run(a_file(NUMBERS, NUMBERS), engine)
        assert (report.sent_segments, report.requests) == (1, 2)
        assert report.sent_characters == sum(map(len, engine.sent))


@pytest.mark.parametrize("name", ["google", "libre"])
def test_an_engine_that_is_down_costs_three_tries_and_no_time(
    shared: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kind: type[Google | Libre] = Google if name == "google" else Libre
    tries = 0
    real = kind.translate

    async def counted(self: Google | Libre, texts: Sequence[str]) -> Sequence[Answer]:
        nonlocal tries
        tries += 1
        return await real(self, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "translate", counted)
    file = TranslationFile()
    file.merge(segments_of(read_issue((shared / "issues" / "006.txt").read_bytes(), "006.txt")))
    url = "http://127.0.0.1:9"

    async def build() -> TranslationReport:
        async with Web(WebSettings(permitted=(url,))) as web:
            engine = Google(f"{url}/m") if name == "google" else Libre(web, url)
            try:
                return await translate_pending(file, engine, today=DAY)
            finally:
                await engine.close()

    start = time.monotonic()
    report = asyncio.run(build())
    assert time.monotonic() - start < 3
    assert 1 <= tries <= 3
    assert report.stopped is not None
    assert (report.sent_segments, report.sent_characters, report.requests) == (0, 0, 0)


def test_an_interruption_keeps_what_has_come() -> None:
    file = a_file(PLAIN, SHORT)
    heard: list[str] = []

    class Interrupted(Played):
        async def translate(self, texts: Sequence[str]) -> Sequence[Answer]:
            if self.batches:
                raise asyncio.CancelledError
            return await super().translate(texts)

    engine = Interrupted(lambda _: PLAIN_EN)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(translate_pending(file, engine, today=DAY, on_segment=lambda _, text: heard.append(text)))
    assert heard == [PLAIN_EN]
    assert states(file)[State.MACHINE] == 1


def test_a_stale_text_gets_a_proposal_and_stays() -> None:
    file = TranslationFile([Entry("paragraph · a1", PLAIN, "By hand.")])
    changed = PLAIN.replace("vielen", "sehr vielen")
    file.merge(segments(changed))
    run(file, Played(lambda _: PLAIN_EN))
    assert shown(file, changed) == (PLAIN_EN, State.STALE)
    assert file.entries[0].text == "By hand."


def test_requests_are_filled_up_to_the_engines_limits() -> None:
    texts = [f"Text {'abcdefghij'[n]} ist ein Text" for n in range(10)]
    by_count = Played(lambda _: "It is a text", Limits(4, 5000, 5000))
    run(a_file(*texts), by_count)
    assert [len(batch) for batch in by_count.batches] == [4, 4, 2]
    by_size = Played(lambda _: "It is a text", Limits(40, 50, 5000))
    run(a_file(*texts), by_size)
    assert [len(batch) for batch in by_size.batches] == [2, 2, 2, 2, 2]


def test_a_long_text_is_sent_in_sentences_and_put_together() -> None:
    long = f"{PLAIN} {PLAIN} {PLAIN}"
    file = a_file(long)
    engine = Played(lambda _: PLAIN_EN, Limits(1, 100, 100))
    run(file, engine)
    assert engine.sent == [PLAIN]  # and only once
    assert shown(file, long)[0] == f"{PLAIN_EN} {PLAIN_EN} {PLAIN_EN}"


def test_a_whole_issue_through_libretranslate(plain_web: LocalWeb, shared: Path) -> None:
    """A hostile server that loses every placeholder: nothing protected is lost, in at most five requests."""

    def hostile(request: Request) -> Reply:
        texts = [translated(without_placeholders(q)) for q in request.json()["q"]]
        return Reply(200, json.dumps({"translatedText": texts}), {"Content-Type": "application/json"})

    plain_web.reply("127.0.0.1", "/translate", hostile)
    issue = read_issue((shared / "issues" / "006.txt").read_bytes(), "006.txt")
    file = TranslationFile()
    file.merge(segments_of(issue))

    async def build() -> TranslationReport:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as web:
            return await translate_pending(file, Libre(web, plain_web.url("/")), today=DAY)

    report = asyncio.run(build())
    assert report.rejected == ()
    assert states(file)[State.UNTRANSLATED] == 0
    assert report.requests == len(plain_web.requests) <= 5
    for segment in segments_of(issue):
        text = file.rendering(segment).text
        assert re.findall(r"\([0-9.,]+\)|#[0-9]+", segment.text) == re.findall(r"\([0-9.,]+\)|#[0-9]+", text)


@pytest.mark.parametrize("said", ["de is not supported", "Bad Request", None])
def test_a_server_that_refuses_every_text_is_left_alone_after_a_few_requests(
    plain_web: LocalWeb, shared: Path, said: str | None
) -> None:
    plain_web.json("127.0.0.1", "/translate", {"error": said}, 400)
    file = TranslationFile()
    file.merge(segments_of(read_issue((shared / "issues" / "006.txt").read_bytes(), "006.txt")))

    async def build() -> TranslationReport:
        async with Web(WebSettings(permitted=(plain_web.url(),))) as web:
            return await translate_pending(file, Libre(web, plain_web.url("/")), today=DAY)

    report = asyncio.run(build())
    assert len(plain_web.requests) <= 10
    assert report.stopped is not None
    assert f"HTTP 400{f', {said}' if said else ''}" in report.stopped
