from __future__ import annotations

import pytest

from kinews_cli.language.ngrams import LANGUAGES, OTHER, Guess, guess, pieces


def test_the_pieces_of_a_word_know_its_beginning_and_its_end() -> None:
    assert pieces("er") == {"^e", "er", "r$", "^er", "er$", "^er$"}
    assert "^der$" in pieces("Der 2. Hund")
    assert pieces("1984 !") == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rechenzentrum", "de"),
        ("weather forecasting", "en"),
        ("apprentissage", "fr"),
        ("aprendizaje", "es"),
        ("onderzoeker", "nl"),
        ("apprendimento", "it"),
        ("aprendizagem", "pt"),
        ("uczenie", "pl"),
        ("nätverk för människor", OTHER),
    ],
)
def test_single_words_of_each_language(text: str, code: str) -> None:
    result = guess(text)
    assert result is not None
    assert result.code == code


@pytest.mark.parametrize("text", ["", "2018", "東京", "?!"])
def test_where_no_piece_is_known_nothing_is_guessed(text: str) -> None:
    assert guess(text) is None


def test_more_text_makes_surer() -> None:
    short, long = guess("Das Netz"), guess("Das Netz lernt aus vielen Bildern, was eine Katze ist")
    assert short is not None
    assert long is not None
    assert long.margin > short.margin > 0


def test_letters_without_end_are_read_up_to_a_limit() -> None:
    assert guess("der " * 100_000) is not None
    assert len(pieces("x" * 100_000)) < 50


def test_reads_as_evidence_with_the_code_first() -> None:
    assert str(Guess("en", 2.44, "nl")) == "en (2.4 before nl)"


def test_eight_languages_and_the_rest() -> None:
    assert len(LANGUAGES) == 8
    assert OTHER not in LANGUAGES
