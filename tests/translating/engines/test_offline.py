"""The engine on this machine, with a tiny model of random weights: the real package loads it in processes of its own."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines import offline
from kinews_cli.translating.engines.engine import EngineFault, Setup
from kinews_cli.translating.engines.models import NETWORK, PAIR, RECORD, SHARED, find_model, write_record
from kinews_cli.translating.engines.offline import Offline
from kinews_cli.translating.engines.table import make_engine
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from tiny_model import tiny_model

TEXTS = [
    "Das neuronale Netz lernt.",
    "Was sehen wir hier?",
    "Gesichter in Videos",
    "Ein Mensch erkennt nichts.",
    "Am Ende sieht es echt aus!",
    "Der Artikel",
    "Die Forscher haben ein Modell.",
    "Rauschen",
]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / PAIR
    folder.mkdir(parents=True)
    files = {NETWORK: tiny_model().model, SHARED: tiny_model().vocabulary}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / RECORD).write_bytes(write_record("3.0", files))
    return tmp_path / "models"


def ask(engine: Offline, *calls: Sequence[str]) -> list[Sequence[str | EngineFault]]:
    async def run() -> list[Sequence[str | EngineFault]]:
        try:
            return [await engine.translate(texts) for texts in calls]
        finally:
            await engine.close()

    return asyncio.run(run())


def expected(texts: Sequence[str]) -> list[str]:
    from fxtranslate import Translator

    translator = Translator(tiny_model().model, tiny_model().vocabulary, tiny_model().vocabulary)
    return [translator.translate(text) for text in texts]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_each_text_gets_its_own_answer_however_many_work(models: Path, workers: int) -> None:
    first, second = ask(Offline(find_model(models), workers=workers), TEXTS, TEXTS[:3])
    assert list(first) == expected(TEXTS)
    assert second == first[:3]
    assert len(set(first)) > 4


@pytest.mark.parametrize("text", ["„Zitat“ – ü\u00a0ß 🧠", "a\nb", "\x00", "<b>&amp;</b>", "\ud800"])
def test_any_text_travels_to_the_model_and_back(models: Path, text: str) -> None:
    ((answer,),) = ask(Offline(find_model(models), workers=1), [text])
    assert isinstance(answer, str) or "broke down" in answer.reason


def test_it_says_that_nothing_leaves_this_machine_and_takes_sentences(models: Path) -> None:
    engine = make_engine("offline", Setup(Web(WebSettings()), models=models))
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("offline", "this machine")
    assert engine.sentences
    assert not engine.glossary_native


def test_no_fault_says_that_a_text_was_sent(tmp_path: Path) -> None:
    (folder := tmp_path / PAIR).mkdir()
    (folder / "model.bin").write_bytes(b"no model")
    (folder / "vocab.spm").write_bytes(b"no vocabulary")
    calls = ask(Offline(find_model(tmp_path), workers=1), ["eins"], ["zwei"], ["drei"], ["vier"])
    faults = [answer for (answer,) in calls if isinstance(answer, EngineFault)]
    assert [fault.sent for fault in faults] == [False] * 4
    assert [fault.fatal for fault in faults] == [False, False, False, True]
    assert "kinews model fetch" in faults[-1].reason


@pytest.mark.parametrize("keep", [0, 10, 5_000, 50_000, 99_000])
def test_a_model_copied_by_half_is_a_fault_without_noise(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], keep: int
) -> None:
    (folder := tmp_path / PAIR).mkdir()
    (folder / "model.bin").write_bytes(tiny_model().model[:keep])
    (folder / "vocab.spm").write_bytes(tiny_model().vocabulary)
    ((answer,),) = ask(Offline(find_model(tmp_path), workers=1), ["Guten Tag."])
    assert isinstance(answer, EngineFault)
    assert capfd.readouterr().err == ""


def test_a_damaged_one_with_a_record_is_never_loaded(models: Path) -> None:
    (models / PAIR / NETWORK).write_bytes(tiny_model().model[:-1])
    with pytest.raises(ConfigError, match="kinews model fetch"):
        make_engine("offline", Setup(Web(WebSettings()), models=models))


def test_without_the_package_the_extra_is_named(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(offline, "find_spec", lambda name: None if name == "fxtranslate" else found(name))
    with pytest.raises(ConfigError, match=r"pip install 'kinews-cli\[offline\]'"):
        make_engine("offline", Setup(Web(WebSettings()), models=models))


@pytest.mark.slow
def test_a_sentence_that_takes_too_long_is_a_fault_and_the_next_has_a_chance(models: Path) -> None:
    # The time of this package grows with the square of the length: 9 s here for 20 kB.
    endless = "Das neuronale Netz lernt. " * 2_000
    first, second = ask(Offline(find_model(models), workers=1, deadline=1.0), [endless], ["Guten Tag."])
    assert isinstance(first[0], EngineFault)
    assert "within 1 s" in first[0].reason
    assert list(second) == expected(["Guten Tag."])


def test_cancelled_it_leaves_no_process_behind(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = asyncio.create_subprocess_exec

    async def run() -> None:
        both = asyncio.Event()

        async def watched(*arguments: Any, **options: Any) -> Any:
            started.append(await start(*arguments, **options))
            if len(started) == 2:
                both.set()
            return started[-1]

        monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
        engine = Offline(find_model(models), workers=2)
        task = asyncio.create_task(engine.translate(["Das neuronale Netz lernt. " * 2_000] * 2))
        await both.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await engine.close()

    asyncio.run(run())
    assert [process.returncode is not None for process in started] == [True, True]
