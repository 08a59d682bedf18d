from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.sources.arxiv_comment import is_withdrawn, named_language

NOTICES = [
    "This paper has been withdrawn by the authors due to an error in Lemma 2",
    "The article was withdrawn",
    "Withdrawn",
    "[Withdrawn]",
    "- Withdrawn by the author -",
    "withdrawn; superseded by another paper",
    "Withdrawn because the third experiment cannot be repeated",
    "Withdrawal due to a mistake in the data",
    "Paper withdrawn by the author",
    "*** withdrawn ***",
    "Temporarily withdrawn",
    "This paper (arXiv:2101.00001) is withdrawn",
    "This article is being withdrawn until the proof is mended",
    "The manuscript is hereby withdrawn pending further work",
    "We withdraw this paper because the data are wrong",
    "The authors have withdrawn this manuscript",
    "I have decided to withdraw this note",
    "This submission is withdrawn for now",
    "This version has been withdrawn from arXiv",
    "arXiv admin note: This submission has been withdrawn by arXiv administrators",
    "This version was removed by arXiv administrators",
]
LATER = [
    "12 pages, 3 figures. This paper has been withdrawn by the author",
    "8 pages; this work is withdrawn since Theorem 1 is false",
    "9 pages. We have withdrawn this paper",
]
NO_NOTICES = [
    "",
    "10 pages",
    "12 pages, supersedes arXiv:2510.26642, which has been withdrawn",
    "Replaces a version that was withdrawn",
    "Replaces the withdrawn manuscript arXiv:2101.00001",
    "The paper replaces one that was withdrawn",
    "An earlier version was withdrawn because of a mistake in Section 2",
    "The previous version of this paper was withdrawn",
    "Version 2 withdrawn; this is version 3",
    "v2 has been withdrawn by mistake, this is the same text again",
    "This paper was withdrawn in v2 and is mended now",
    "This paper was withdrawn in version 2",
    "This paper has been withdrawn from the proceedings",
    "This paper was withdrawn by the authors from the workshop",
    "We withdrew this paper from the conference",
    "Withdrawn from the journal after a year of waiting",
    "Withdrawn submission to a workshop",
    "Why papers are withdrawn: a survey",
    "Withdrawn papers and what becomes of them",
    "It may be withdrawn if a journal takes it",
    "This paper will be withdrawn if the journal asks for it",
    "Section 6 is withdrawn",
    "v3: the claims of v2 are withdrawn",
    "14 pages. Withdrawn as wrong: the definition in Section 4",
    "9 pages. The paper has been withdrawn that we build upon",
    "This paper was withdrawn by mistake; it is now restored",
]


@pytest.mark.parametrize("comment", [*NOTICES, *LATER])
def test_a_withdrawn_paper_says_so_of_itself(comment: str) -> None:
    assert is_withdrawn(comment, "An abstract as it was.")


@pytest.mark.parametrize("comment", NO_NOTICES)
def test_what_is_said_of_another_paper_version_or_part_withdraws_nothing(comment: str) -> None:
    assert not is_withdrawn(comment, "An abstract as it was.")


@pytest.mark.parametrize("abstract", NOTICES)
def test_a_notice_may_stand_in_place_of_the_abstract(abstract: str) -> None:
    assert is_withdrawn("", abstract)


@pytest.mark.parametrize(
    "abstract",
    [
        *NO_NOTICES,
        *LATER,
        "Energy is withdrawn from the field by a probe.",
        "The work withdrawn from the battery grows with its size.",
    ],
)
def test_an_abstract_that_speaks_of_withdrawing_is_none(abstract: str) -> None:
    assert not is_withdrawn("", abstract)


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("34 pages, in French", "fr"),
        ("34 pages in French", "fr"),
        ("The text is in French", "fr"),
        ("in German", "de"),
        ("In Russian", "ru"),
        ("in Spanish, 3 figures", "es"),
        ("PhD thesis, 120 p., in the Dutch language", "nl"),
        ("Lecture notes (in Italian)", "it"),
        ("written in French with an English summary", "fr"),
        ("Language: Portuguese", "pt"),
    ],
)
def test_the_language_of_the_paper_is_named(comment: str, code: str) -> None:
    found = named_language(comment)
    assert found is not None
    assert found[0] == code


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages",
        "Published in German Studies Review",
        "also available in French",
        "with an abstract in French",
        "An English translation; it appeared in Russian",
        "Workshop on the language of hate in German, 2019",
        "a collection of tweets in Spanish",
        "in French and in English",
        "in Polish notation",
    ],
)
def test_what_else_is_in_a_language_is_not_the_paper(comment: str) -> None:
    assert named_language(comment) is None


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    is_withdrawn(text, text)
    named_language(text)
