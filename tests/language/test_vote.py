from __future__ import annotations

import itertools

import pytest

from kinews_cli.language.vote import RIVALS, WORDS, Vote, vote

TEXTS = {
    "de": "Die Gruppe zeigt, dass ein Netz aus einem Foto der Netzhaut liest, ob jemand raucht. Wie das geht, ist nicht klar.",
    "en": "The group shows that a network can read from a picture of the retina whether you smoke. How it does this is open.",
    "fr": "Le groupe montre qu'un réseau lit sur une photo de la rétine si vous fumez. Comment, on ne le sait pas encore.",
    "es": "El grupo muestra que una red lee en una foto de la retina si la persona fuma. No se sabe muy bien cómo, pero lo hace.",
    "nl": "De groep laat zien dat een netwerk op een foto van het netvlies leest of je rookt. Hoe het dat doet, is niet bekend.",
    "it": "Il gruppo mostra che nella foto della retina è scritto chi fuma. Come questo sia possibile non è ancora chiaro.",
    "pt": "O grupo mostra que uma rede lê em uma foto da retina se a pessoa fuma. Ainda não se sabe como ela faz isso.",
    "pl": "Grupa pokazuje, że sieć odczytuje ze zdjęcia siatkówki, czy ktoś pali. Nie wiadomo, jak to robi, ale jest lepsza.",
}
NEIGHBOURS = {
    "da": "Gruppen viser, at et netværk kan læse på et foto af nethinden, om et menneske ryger, men ikke til hvem det er til.",
    "sv": "Gruppen visar att ett nätverk kan läsa på ett foto av näthinnan om en människa röker, men inte för vem det är till.",
    "cs": "Skupina ukazuje, že síť pozná z fotografie sítnice, zda je člověk kuřák. Jak to dělá, se ještě neví, ale je to tak.",
    "ca": "El grup mostra que una xarxa llegeix en una foto de la retina si una persona fuma. Encara no se sap com, però.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_knows_eight_languages(code: str) -> None:
    result = vote(TEXTS[code])
    assert result is not None
    assert result.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DeepFaceLab",
        "NVIDIA DLSS 2.0: Ray Tracing, Metaverse, Omniverse",
        "KI-Update kompakt: Google Deepmind, Anthropic, AMD, Samsung",
        "und der",  # two words are no vote
    ],
)
def test_names_and_scraps_get_no_answer(text: str) -> None:
    assert vote(text) is None


def test_two_languages_in_equal_parts_get_no_answer() -> None:
    assert vote(f"{TEXTS['de']} {TEXTS['en']}") is None


def test_a_quotation_does_not_turn_the_text() -> None:
    result = vote(f"{TEXTS['de']} {TEXTS['de']} Im Original: “This is what it can do.”")
    assert result is not None
    assert result.code == "de"


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_a_neighbour_that_is_not_on_the_list_does_not_count_for_one_that_is(code: str) -> None:
    assert vote(NEIGHBOURS[code]) is None


def test_no_word_votes_twice() -> None:
    for (_, one), (_, other) in itertools.combinations(WORDS.items(), 2):
        assert not one & other


def test_no_word_of_a_neighbour_votes_for_a_language_on_the_list() -> None:
    for words, neighbour in itertools.product(WORDS.values(), RIVALS.values()):
        assert not words & neighbour


def test_reads_as_evidence_with_the_code_first() -> None:
    assert str(Vote("de", 34, 2, 90)) == "de (34 of 90 words, next 2)"
