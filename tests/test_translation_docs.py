"""docs/translation.md leads an editor through the life of a translation; here somebody follows it, word for word."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from conftest import Kinews
from engine_servers import EngineServer, lookup
from kinews_cli.model.translation import State
from kinews_cli.translating.engines.table import ENGINE_NAMES
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.glossary import read_glossary
from kinews_cli.translating.pofile import read_translation_file

DOCS = (Path(__file__).parents[1] / "docs" / "translation.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
COMMANDS = [text.strip() for language, text in BLOCKS if language == "sh"]
ISSUE, GLOSSARY = (text for language, text in BLOCKS if language == "text")
OLD, NEW = "Dann lernt das Netz den Weg zurück.", "Dann lernt das Netz den ganzen Weg zurück."
BY_HAND = "After that, the network learns how to go back."
ENGLISH = {
    "KI News #6": "AI News #6",
    "Bilder aus dem Rauschen": "Images from noise",
    "Diffusion Models lernen, wie aus Rauschen ein Bild wird. Das neuronale Netz hat 2020 alle anderen überholt.":
        "Diffusion Models learn how noise becomes an image. In 2020 the neural network left all others behind.",
    "Zuerst wird das Bild verrauscht.": "First, noise is added to the image.",
    OLD: "Then the network learns the way back.",
    NEW: "Then the network learns the whole way back.",
}  # fmt: skip


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    (tmp_path / "issues").mkdir()
    (tmp_path / "kinews.toml").write_text("", "utf-8")
    (tmp_path / "glossary.tsv").write_text(GLOSSARY, "utf-8")
    (tmp_path / "issues" / "006.txt").write_text(ISSUE, "utf-8")
    return tmp_path


def entry(folder: Path, source: str) -> Entry:
    file = read_translation_file(folder / "issues" / "006.en.po")
    return next(entry for entry in file.entries if entry.source == source)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow
def test_a_whole_life(kinews: Kinews, newsletter: Path) -> None:
    po, issue = newsletter / "issues" / "006.en.po", newsletter / "issues" / "006.txt"
    build, review, again, translate = COMMANDS

    with EngineServer("libre", lookup(ENGLISH)) as server:

        def follow(command: str) -> CompletedProcess[str]:
            done = kinews(*shlex.split(command.replace("http://localhost:5000", server.url))[1:], cwd=newsletter)
            assert done.returncode == 0, done.stdout + done.stderr
            return done

        def edition() -> str:
            return (newsletter / "editions" / "006.en.md").read_text("utf-8")

        assert "5 texts are for libre" in follow(build).stderr
        assert entry(newsletter, OLD).state is State.MACHINE
        assert 'msgctxt "list item · bilder-aus-dem-rauschen"' in po.read_text("utf-8")
        assert "0 of 5 segments deserve a look; 5 texts of a machine" in follow(review).stdout

        replaced(po, ENGLISH[OLD], BY_HAND)
        sent = len(server.texts)
        follow(again)
        assert len(server.texts) == sent
        assert BY_HAND in edition()
        document = json.loads((newsletter / "editions" / "006.en.json").read_text("utf-8"))
        assert document["edition"]["segments"]["accepted"] == 1

        replaced(issue, OLD, NEW)
        replaced(issue, "a) Zuerst", "Ein Absatz mehr.\n\na) Zuerst")
        follow(translate.replace("--engine libre", "--engine manual"))
        assert entry(newsletter, NEW).state is State.STALE
        assert entry(newsletter, NEW).text == BY_HAND
        follow_partly = kinews(*shlex.split(translate.replace("http://localhost:5000", server.url))[1:], cwd=newsletter)
        assert follow_partly.returncode == 3  # nobody knows the paragraph more
        assert server.texts[sent] == "Ein Absatz mehr."
        assert set(server.texts[sent:]) == {"Ein Absatz mehr.", NEW}
        stale = entry(newsletter, NEW)
        assert (stale.text, stale.previous, stale.proposal) == (BY_HAND, OLD, ENGLISH[NEW])
        assert "changed since its translation was accepted" in follow(review).stdout


@pytest.mark.slow
def test_what_another_issue_knows_is_not_sent(kinews: Kinews, newsletter: Path) -> None:
    with EngineServer("libre", lookup(ENGLISH)) as server:
        engine = ("--engine", "libre", "--engine-url", server.url)
        kinews("translate", "issues/006.txt", *engine, cwd=newsletter)
        replaced(newsletter / "issues" / "006.en.po", ENGLISH[OLD], BY_HAND)
        (newsletter / "issues" / "007.txt").write_text(f"KI News #7\n\nNeues Bild\n\nb) {OLD}\n", "utf-8")
        sent = len(server.texts)
        done = kinews("translate", "issues/007.txt", *engine, cwd=newsletter)
        assert "1 text came from other issues' translations" in done.stdout
        assert OLD not in server.texts[sent:]
    file = read_translation_file(newsletter / "issues" / "007.en.po")
    (taken,) = (entry for entry in file.entries if entry.source == OLD)
    assert (taken.text, taken.state) == (BY_HAND, State.ACCEPTED)


def test_the_glossary_of_the_page_is_one() -> None:
    glossary = read_glossary(GLOSSARY.encode(), "glossary.tsv")
    assert [match.written for match in glossary.in_text("Die Tiefe des neuronalen Netzes")] == ["neuronalen Netzes"]
    assert len(glossary.terms) == 3


def test_each_engine_is_explained() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE) == list(ENGINE_NAMES)
