"""The small detector for titles, and the vote over whole texts before it."""

from __future__ import annotations

import pytest

from kinews_cli.language.texts import title_language

TITLES = {
    "de": "Wie ein Netz aus Bildern der Netzhaut das Geschlecht erkennt",
    "en": "How a network reads the sex of a person from the retina",
    "fr": "Comment un réseau lit le sexe d'une personne sur la rétine",
    "es": "Cómo una red lee el sexo de una persona en la retina",
    "nl": "Hoe een netwerk het geslacht van een mens uit het netvlies leest",
}


@pytest.mark.parametrize("code", TITLES)
def test_titles(code: str) -> None:
    found = title_language(TITLES[code])
    assert found is not None
    assert str(found).startswith(code)


@pytest.mark.parametrize("title", ["", "GPT-4", "OpenAI", "2021"])
def test_names_and_numbers_are_no_language(title: str) -> None:
    assert title_language(title) is None
