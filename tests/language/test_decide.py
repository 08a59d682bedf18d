from __future__ import annotations

import itertools

import pytest

from kinews_cli.language.decide import (
    CAPTIONS,
    CONTENT_LANGUAGE,
    DOCUMENT_LANG,
    HTML_LANG,
    JSON_LD,
    KIND_DEFAULT,
    OG_LOCALE,
    ORDER,
    OTHER_LETTERS,
    PUBLISHER,
    TEXT_VOTE,
    TITLE_VOTE,
    decide,
    normalise,
)
from kinews_cli.model.source import Confidence, Language
from kinews_cli.model.verdict import Evidence

DE_TEXT = "de (34 of 90 words, next 2)"
EN_TEXT = "en (30 of 80 words, next 1)"


def decided(*signals: tuple[str, str]) -> Language:
    return decide([Evidence(signal, value) for signal, value in signals])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("En", "en"),
        ("en_US", "en"),
        ("zh-Hant", "zh"),
        (" fr ", "fr"),
        ("deutsch", "de"),
        ("German", "de"),
        ("eng", "en"),
        (DE_TEXT, "de"),
        ("Italiano", "it"),
        ("nb-NO", "no"),
        ("kr", "ko"),  # a country
        ("gsw", "gsw"),
        ("", None),
        ("utf-8", None),
        ("von", None),
        ("de, en", None),
        ("de,en", None),
        ("und", None),
        ("Sprache", None),
        ("{{ lang }}", None),
        ("x", None),
    ],
)
def test_normalises_what_stands_in_language_fields(written: str, code: str | None) -> None:
    assert normalise(written) == code


def test_the_best_signal_decides_whatever_the_order_they_come_in() -> None:
    for better, worse in itertools.pairwise(ORDER):
        assert decided((worse, "en"), (better, "fr")).code == "fr"


@pytest.mark.parametrize(
    ("signal", "confidence"),
    [
        (PUBLISHER, Confidence.HIGH),
        (KIND_DEFAULT, Confidence.HIGH),
        (CAPTIONS, Confidence.HIGH),
        (TEXT_VOTE, Confidence.HIGH),
        (JSON_LD, Confidence.MEDIUM),
        (OG_LOCALE, Confidence.MEDIUM),
        (TITLE_VOTE, Confidence.MEDIUM),
        (CONTENT_LANGUAGE, Confidence.LOW),
        (HTML_LANG, Confidence.LOW),
        (DOCUMENT_LANG, Confidence.LOW),
    ],
)
def test_each_signal_alone_has_its_confidence(signal: str, confidence: Confidence) -> None:
    assert decided((signal, "de")).confidence is confidence


def test_no_signal_is_an_answer() -> None:
    assert decided() == Language(None, Confidence.LOW, ())


def test_a_signal_that_names_no_language_is_kept_but_does_not_count() -> None:
    language = decided((PUBLISHER, "Sprache"), (HTML_LANG, "de"))
    assert language.code == "de"
    assert language.confidence is Confidence.LOW
    assert Evidence(PUBLISHER, "Sprache") in language.evidence


def test_clear_text_wins_over_wrong_markup_and_the_markup_is_kept() -> None:
    language = decided((HTML_LANG, "en"), (OG_LOCALE, "en_US"), (TEXT_VOTE, DE_TEXT))
    assert (language.code, language.confidence) == ("de", Confidence.HIGH)
    assert Evidence(HTML_LANG, "en") in language.evidence


def test_a_publisher_whom_the_text_contradicts_is_less_sure() -> None:
    assert decided((PUBLISHER, "en"), (TEXT_VOTE, DE_TEXT)).confidence is Confidence.MEDIUM
    assert decided((KIND_DEFAULT, "en"), (TEXT_VOTE, DE_TEXT)).confidence is Confidence.MEDIUM


def test_a_publisher_is_less_sure_too_where_only_the_title_is_there_to_contradict() -> None:
    assert decided((PUBLISHER, "en"), (TITLE_VOTE, DE_TEXT)).confidence is Confidence.MEDIUM
    assert decided((PUBLISHER, "en"), (TEXT_VOTE, EN_TEXT), (TITLE_VOTE, DE_TEXT)).confidence is Confidence.HIGH


def test_a_text_is_less_sure_only_where_title_and_markup_both_contradict() -> None:
    assert decided((TEXT_VOTE, EN_TEXT), (TITLE_VOTE, DE_TEXT)).confidence is Confidence.HIGH
    assert decided((TEXT_VOTE, EN_TEXT), (OG_LOCALE, "de_DE")).confidence is Confidence.HIGH
    language = decided((TEXT_VOTE, EN_TEXT), (TITLE_VOTE, DE_TEXT), (OG_LOCALE, "de_DE"))
    assert (language.code, language.confidence) == ("en", Confidence.MEDIUM)


def test_a_template_does_not_make_a_chinese_text_english() -> None:
    assert decided((TEXT_VOTE, OTHER_LETTERS), (OG_LOCALE, "en_US"), (HTML_LANG, "en")).code is None
    assert decided((TEXT_VOTE, OTHER_LETTERS), (HTML_LANG, "zh-CN")).code == "zh"
    assert decided((TEXT_VOTE, EN_TEXT), (TITLE_VOTE, OTHER_LETTERS)).code == "en"


def test_markup_and_the_words_of_the_title_confirm_or_shake_each_other() -> None:
    assert decided((OG_LOCALE, "de_DE"), (TITLE_VOTE, DE_TEXT)).confidence is Confidence.HIGH
    assert decided((JSON_LD, "en"), (TITLE_VOTE, DE_TEXT)).confidence is Confidence.LOW
    assert decided((TITLE_VOTE, DE_TEXT), (HTML_LANG, "de")).confidence is Confidence.HIGH


def test_html_lang_does_not_shake_the_words() -> None:
    language = decided((TITLE_VOTE, EN_TEXT), (HTML_LANG, "de"))
    assert (language.code, language.confidence) == ("en", Confidence.MEDIUM)
