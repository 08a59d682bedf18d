"""What an answer must not bring into an edition beside what was protected, and what a refusal must not become."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kinews_cli.model.translation import Role, Segment, State
from kinews_cli.translating.engines.engine import Limits
from kinews_cli.translating.entry import Entry, Refusal, read_remarks, remarks
from kinews_cli.translating.glossary import Glossary, Term, read_glossary
from kinews_cli.translating.pofile import TranslationFile, read_translation_file
from kinews_cli.translating.translate import translate_pending
from kinews_cli.translating.verify import fault

GERMAN = "Im Jahr 2018 haben Forscher aus London das neue Modell mit vielen Bildern trainiert."
ENGLISH = "In the year {0}, researchers from London trained the new model with many images."
PLACEHOLDER = re.compile(r"\{x[a-z]+1\}|X[A-Z]+X")


@dataclass
class Played:
    function: Callable[[str], str]
    name: str = "played"
    sends_to: str = "played.example"
    limits: Limits = field(default_factory=lambda: Limits(1, 5000, 5000))
    glossary_native: bool = False
    sentences: bool = False

    async def translate(self, texts: Sequence[str]) -> Sequence[str]:
        return [self.function(text) for text in texts]

    async def close(self) -> None: ...


def result(german: str, function: Callable[[str], str], glossary: Glossary | None = None) -> tuple[str, State]:
    segment = Segment("paragraph · a", german, Role.PARAGRAPH, 1)
    file = TranslationFile()
    file.merge([segment])
    asyncio.run(translate_pending(file, Played(function), today="2026-11-23", glossary=glossary))
    rendering = file.rendering(segment)
    return rendering.text, rendering.state


def english(text: str, harm: str = "{0}") -> str:
    found = PLACEHOLDER.search(text)
    return ENGLISH.format(harm.format(found[0] if found else "2018"))


def test_an_address_that_the_text_has_not_is_not_believed() -> None:
    text, _ = result(GERMAN, lambda text: f"{english(text)} See https://elsewhere.example/.")
    assert "elsewhere" not in text


def test_nothing_is_glued_to_what_was_protected() -> None:
    text, _ = result(GERMAN, lambda text: english(text, "a{0}b"))
    assert re.findall(r"[^\s,]*[0-9][^\s,]*", text) == ["2018"]


def test_a_number_is_not_told_twice_when_the_pieces_travel_alone() -> None:
    text, _ = result("Artikel von 2018", lambda text: "Article from 2018" if "Artikel" in text else text)
    assert text.count("2018") == 1


def test_a_name_stands_as_often_as_in_the_text() -> None:
    glossary = Glossary((Term("BigGAN", "BigGAN", keeps=True),))
    german = "Das Netz BigGAN erzeugt ein Bild, und dann lernt BigGAN aus dem Bild etwas Neues."
    text, _ = result(
        german,
        lambda text: (
            re.sub(
                r"BigGAN",
                "it",
                "The network BigGAN generates an image, and then BigGAN learns something new from it.",
                count=1,
            )
            if "BigGAN" in text
            else text
        ),
        glossary,
    )
    assert text.count("BigGAN") == german.count("BigGAN")


@pytest.mark.parametrize("german", ["Erste Deepfake-Werbung in Deutschland", "Außerdem", "3. Konvertierung"])
def test_a_german_title_that_comes_back_is_no_translation(german: str) -> None:
    assert fault(german, german) is not None


def test_a_refusal_does_not_become_a_proposal() -> None:
    said = "host: HTTP 400, quota exceeded; proposal for the new source: Buy credits now"
    stale = Entry("a", "Ein Netz.", "A network.").stale_under("a", "Zwei Netze.")
    refused = stale.with_refusal(Refusal("libre", "2026-11-23", said))
    assert read_remarks("\n".join(remarks(refused))).proposal is None


@pytest.mark.parametrize(("term", "written"), [("Bild", "Bildern"), ("Feld", "Feldern"), ("Gesicht", "Gesichtern")])
def test_the_dative_of_plurals_in_er_is_found(term: str, written: str) -> None:
    assert read_glossary(f"{term}\tx\n".encode(), "glossary.tsv").in_text(written)


def test_a_comparative_uses_the_term() -> None:
    glossary = read_glossary(b"verrauscht\tnoisy\n", "glossary.tsv")
    assert not glossary.missing("Das Bild wird immer verrauschter.", "The image becomes noisier and noisier.")


def test_a_flag_without_a_blank_is_valid_gettext(tmp_path: Path) -> None:
    path = tmp_path / "1.en.po"
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#,fuzzy\nmsgid "a"\nmsgstr "b"\n')
    assert read_translation_file(path).entries[0].fuzzy
