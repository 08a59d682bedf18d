"""The fault matrix: three protocols, a service in every mood, the real command. A run that takes a minute fails."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Kinews
from engine_servers import EngineServer, Mode, Protocol, identity, lookup
from kinews_cli.model.translation import State
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.pofile import read_translation_file

ISSUES = Path(__file__).parents[2] / "issues"
PROTOCOLS: tuple[Protocol, ...] = ("google", "libre", "deepl")
NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
# What each of these says is in the answer; not one of them may be taken for a translation.
LIES = (Mode.ERROR_TEXT, Mode.QUOTA_TEXT, Mode.NULL, Mode.EMPTY, Mode.ECHO, Mode.REPEATED, Mode.MARKUP, Mode.GERMAN)
# The service is not well, or not itself; tests/translating/engines has all its moods.
ILL = (
    *(Mode.STALL, Mode.REFUSED, Mode.RESET, Mode.CUT, Mode.HTTP_429, Mode.HTTP_503, Mode.QUOTA, Mode.CONSENT),
    *(Mode.HUGE, Mode.WRONG_TYPE, Mode.REDIRECT),
)


REFUSED = {Mode.EMPTY, Mode.ECHO, Mode.REPEATED, Mode.MARKUP, Mode.GERMAN}  # the others are messages or none at all
DAMAGED = (Mode.TRUNCATED, Mode.SWAPPED, Mode.NUMBERS_LOST, Mode.DRIP)
SLOW = {Mode.STALL: "google", Mode.DRIP: "deepl"}  # half a minute each: one protocol stands for all


def cases(modes: tuple[Mode, ...]) -> list[tuple[Protocol, Mode]]:
    return [(protocol, mode) for protocol in PROTOCOLS for mode in modes if SLOW.get(mode, protocol) == protocol]


def references() -> dict[str, str]:
    """The texts of the sample issues with their English as a human wrote it, where that holds the same numbers."""
    entries = [entry for path in sorted(ISSUES.glob("*.en.po")) for entry in read_translation_file(path).entries]
    return {entry.source: entry.text for entry in entries if numbers(entry.source) == numbers(entry.text)}


def numbers(text: str) -> Counter[str]:
    return Counter(NUMBER.findall(text))


REFERENCES = references()


@pytest.fixture(params=PROTOCOLS)
def server(request: pytest.FixtureRequest) -> Iterator[EngineServer]:
    with EngineServer(request.param, lookup(REFERENCES), key="a-secret-key:fx") as server:
        yield server


def translate(kinews: Kinews, server: EngineServer, *more: str) -> int:
    done = kinews(
        *("translate", "001.txt", "--engine", server.protocol, "--engine-url", server.url, *more),
        KINEWS_DEEPL_KEY="a-secret-key:fx",
        KINEWS_LIBRE_KEY="a-secret-key:fx",
    )
    assert done.returncode in {0, 3}, done.stderr
    assert "Traceback" not in done.stderr
    assert "a-secret-key" not in done.stdout + done.stderr
    return done.returncode


def draft(folder: Path) -> Path:
    """The sample issue without its translation; where the reference has other numbers, without that paragraph."""
    paragraphs = (ISSUES / "001.txt").read_text("utf-8").split("\n\n")
    kept = [text for text in paragraphs if text in REFERENCES or "http" in text or not NUMBER.search(text)]
    (folder / "001.txt").write_text("\n\n".join(kept), "utf-8")
    return folder / "001.en.po"


def entries(path: Path) -> list[Entry]:
    return list(read_translation_file(path).entries)


def of(path: Path, state: State) -> list[Entry]:
    return [entry for entry in entries(path) if entry.state is state]


@pytest.mark.slow
class TestEachProtocol:
    def test_answered_with_the_reference_the_translation_is_the_reference(
        self, kinews: Kinews, server: EngineServer, tmp_path: Path
    ) -> None:
        path = draft(tmp_path)
        translate(kinews, server)
        known = [entry for entry in entries(path) if entry.source in REFERENCES]
        assert len(known) > 30
        assert [entry.text for entry in known] == [REFERENCES[entry.source] for entry in known]
        assert len(server.texts) == len(set(server.texts))  # nothing is sent twice
        sent = server.characters
        translate(kinews, server)
        assert not [text for text in server.texts if text in REFERENCES and server.characters > sent]

    @pytest.mark.parametrize(("server", "mode"), cases(ILL), indirect=["server"])
    def test_a_service_that_is_ill_leaves_an_honest_state_and_is_asked_again(
        self, kinews: Kinews, server: EngineServer, tmp_path: Path, mode: Mode
    ) -> None:
        path = draft(tmp_path)
        server.play(mode)
        assert translate(kinews, server) == 3
        assert not of(path, State.MACHINE)
        if mode is not Mode.REFUSED:
            server.play(Mode.OK)
            translate(kinews, server)
            assert not [entry for entry in of(path, State.UNTRANSLATED) if entry.source in REFERENCES]

    @pytest.mark.parametrize(("server", "mode"), cases(LIES), indirect=["server"])
    def test_what_is_no_translation_is_never_one(
        self, kinews: Kinews, server: EngineServer, tmp_path: Path, mode: Mode
    ) -> None:
        path = draft(tmp_path)
        server.play(mode)
        assert translate(kinews, server) == 3
        for entry in of(path, State.MACHINE):
            assert entry.text == entry.source  # a name
            assert mode is Mode.ECHO or entry.note is None or entry.note.engine == "unchanged"
        assert any(entry.refusal for entry in entries(path)) == (mode in REFUSED)

    @pytest.mark.parametrize(("server", "mode"), cases(DAMAGED), indirect=["server"])
    def test_what_is_damaged_is_mended_or_left_out(
        self, kinews: Kinews, server: EngineServer, tmp_path: Path, mode: Mode
    ) -> None:
        path = draft(tmp_path)
        server.play(mode)
        translate(kinews, server)
        for entry in of(path, State.MACHINE):
            assert numbers(entry.source) == numbers(entry.text)
            if len(entry.source.split()) > 8 and entry.source in REFERENCES:
                assert entry.text == REFERENCES[entry.source]

    def test_a_fault_now_and_then_costs_nothing(self, kinews: Kinews, server: EngineServer, tmp_path: Path) -> None:
        path = draft(tmp_path)
        server.play(Mode.HTTP_503, times=1)
        translate(kinews, server)
        assert not [entry for entry in of(path, State.UNTRANSLATED) if entry.source in REFERENCES]


@pytest.mark.slow
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_an_edition_holds_no_text_of_an_error(kinews: Kinews, tmp_path: Path, protocol: Protocol) -> None:
    draft(tmp_path)
    with EngineServer(protocol, lookup(REFERENCES), key="a-secret-key:fx") as server:
        server.play(Mode.ERROR_TEXT)
        done = kinews(
            *("build", "001.txt", "--engine", protocol, "--engine-url", server.url, "--select", "KN5"),
            KINEWS_DEEPL_KEY="a-secret-key:fx",
            KINEWS_LIBRE_KEY="a-secret-key:fx",
        )
    assert done.returncode == 3
    edition = json.loads((tmp_path / "editions" / "001.en.json").read_text("utf-8"))
    texts = json.dumps({**edition, "findings": []}, ensure_ascii=False)
    assert edition["edition"]["complete"] is False
    assert "Error 500" not in texts + (tmp_path / "editions" / "001.en.md").read_text("utf-8")
    assert {finding["code"] for finding in edition["findings"]} <= {"KN501", "KN508"}


def test_an_engine_that_gives_the_text_back_leaves_the_text(kinews: Kinews, tmp_path: Path) -> None:
    path = draft(tmp_path)
    with EngineServer("libre", identity) as server:
        done = kinews("translate", "001.txt", "--engine", "libre", "--engine-url", server.url)
    assert done.returncode == 3
    assert "gave up" in done.stdout or "given up" in done.stdout
    assert all(entry.text in {"", entry.source} for entry in entries(path))


def test_another_engine_steps_in_only_where_the_configuration_names_it(kinews: Kinews, tmp_path: Path) -> None:
    path = draft(tmp_path)
    shutil.copy(ISSUES / "001.en.po", path)  # complete but for one paragraph, which goes into the void
    text = (tmp_path / "001.txt").read_text("utf-8")
    (tmp_path / "001.txt").write_text(f"{text}\n\nNoch ein neuer Absatz, den niemand kennt.\n", "utf-8")
    (tmp_path / "kinews.toml").write_text('engine = ["deepl", "libre"]\n', "utf-8")
    done = kinews("translate", "001.txt")
    assert done.returncode == 2
    assert "--engine-url" in done.stderr  # libre was reached, since deepl has no key
    (tmp_path / "kinews.toml").write_text('engine = "deepl"\n', "utf-8")
    done = kinews("translate", "001.txt")
    assert done.returncode == 2
    assert "KINEWS_DEEPL_KEY" in done.stderr
