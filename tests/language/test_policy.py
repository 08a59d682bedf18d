from __future__ import annotations

import pytest

from kinews_cli.config import MARKED_KINDS
from kinews_cli.language.policy import LANGUAGE_NAMES, MARK_WORDS, Agreement, judge, marked_as, shown_mark
from kinews_cli.language.vote import WORDS
from kinews_cli.model.issue import Mark
from kinews_cli.model.source import Confidence, Language, Source, SourceKind
from kinews_cli.reading.marks import SPELLINGS, MarkSpellings

PAGE, VIDEO = SourceKind.PAGE, SourceKind.YOUTUBE
ENGLISH = Mark("(englisch)", "en", 30)
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


@pytest.mark.parametrize(
    ("mark", "kind", "code", "confidence", "expected"),
    [
        (None, PAGE, "en", HIGH, Agreement.MISSING),
        (None, PAGE, "fr", HIGH, Agreement.MISSING),
        (None, PAGE, "de", HIGH, Agreement.AGREES),
        (ENGLISH, PAGE, "en", HIGH, Agreement.AGREES),
        (ENGLISH, PAGE, "de", HIGH, Agreement.WRONG),
        (ENGLISH, PAGE, "fr", HIGH, Agreement.WRONG),
        (None, VIDEO, "en", HIGH, Agreement.AGREES),  # video is not marked
        (ENGLISH, VIDEO, "en", HIGH, Agreement.AGREES),  # but it may be
        (ENGLISH, VIDEO, "de", HIGH, Agreement.WRONG),
        (None, PAGE, "en", MEDIUM, Agreement.UNKNOWN),
        (ENGLISH, PAGE, "de", LOW, Agreement.UNKNOWN),
        (None, PAGE, None, LOW, Agreement.UNKNOWN),
        (None, VIDEO, None, LOW, Agreement.AGREES),
    ],
)
def test_what_was_written_beside_what_is_true_and_what_is_wanted(
    mark: Mark | None, kind: SourceKind, code: str | None, confidence: Confidence, expected: Agreement
) -> None:
    assert judge(mark, kind, Language(code, confidence), MARKED_KINDS, "de") is expected


@pytest.mark.parametrize(
    ("kind", "type_", "like"),
    [
        (PAGE, "webpage", PAGE),
        (PAGE, "article-newspaper", PAGE),
        (PAGE, "motion_picture", VIDEO),
        (PAGE, "software", SourceKind.GITHUB),
        (SourceKind.DOI, "article-journal", SourceKind.DOI),
        (SourceKind.DOI, "dataset", SourceKind.GITHUB),
        (SourceKind.PDF, "document", SourceKind.PDF),
    ],
)
def test_videos_code_and_data_are_marked_alike_wherever_they_are(
    kind: SourceKind, type_: str, like: SourceKind
) -> None:
    assert marked_as(kind, Source("id", kind, type_)) is like


def test_where_nothing_is_known_the_address_decides() -> None:
    assert marked_as(PAGE, None) is PAGE


@pytest.mark.parametrize(
    ("mark", "kind", "code", "confidence", "german", "english"),
    [
        (None, PAGE, "en", HIGH, "(englisch)", None),
        (None, PAGE, "de", HIGH, None, "(German)"),
        (None, PAGE, "it", HIGH, "(italienisch)", "(Italian)"),
        (None, VIDEO, "en", HIGH, None, None),
        (None, PAGE, "en", MEDIUM, None, None),
        (Mark("[EN]", "en", 1), PAGE, "en", HIGH, "[EN]", None),  # as the author spells it
        (Mark("[EN]", "en", 1), PAGE, None, LOW, "[EN]", None),
        (ENGLISH, VIDEO, "en", HIGH, "(englisch)", None),
        (ENGLISH, PAGE, "fr", HIGH, "(französisch)", "(French)"),
        (ENGLISH, PAGE, "de", HIGH, None, "(German)"),
        (ENGLISH, PAGE, "de", MEDIUM, "(englisch)", None),
        (Mark("(frz.)", "fr", 1), PAGE, None, LOW, "(frz.)", "(French)"),
        (ENGLISH, PAGE, "xx", HIGH, None, None),  # no word is better than a wrong one
    ],
)
def test_each_edition_shows_what_is_true_for_its_readers(
    mark: Mark | None,
    kind: SourceKind,
    code: str | None,
    confidence: Confidence,
    german: str | None,
    english: str | None,
) -> None:
    language = Language(code, confidence)
    shown = [shown_mark(mark, kind, language, MARKED_KINDS, "de", edition) for edition in ("de", "en")]
    assert shown == [german, english]


def test_both_editions_know_the_same_languages() -> None:
    assert MARK_WORDS["de"].keys() == MARK_WORDS["en"].keys() == LANGUAGE_NAMES["de"].keys()
    assert MARK_WORDS["de"].keys() >= {*WORDS, *SPELLINGS, "it", "pt", "pl"}
    assert all(len(code) == 2 and name.isalpha() for names in LANGUAGE_NAMES.values() for code, name in names.items())


@pytest.mark.parametrize("code", SPELLINGS)
def test_a_mark_that_is_written_is_read_as_what_it_says(code: str) -> None:
    read = MarkSpellings().behind(f" {MARK_WORDS['de'][code]}", 0)
    assert read is not None
    assert read.language == code
