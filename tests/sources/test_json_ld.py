from __future__ import annotations

from collections.abc import Mapping

import pytest

from kinews_cli.model.source import Name
from kinews_cli.sources.json_ld import article_of, authors_of, csl_type, dated_of, is_free, language_of, text, whole_of

Node = Mapping[str, object]


def test_the_article_is_the_first_object_of_such_a_type() -> None:
    site: Node = {"@type": "WebSite"}
    post: Node = {"@type": ["Thing", "https://schema.org/BlogPosting"]}
    assert article_of([site, post, {"@type": "Article"}]) == post
    assert article_of([site]) == {}
    assert csl_type(post) == "post-weblog"
    assert csl_type({"@type": 3}) is None


def test_a_recipe_or_a_page_may_stand_in_for_the_article_but_no_video() -> None:
    video: Node = {"@type": "VideoObject", "datePublished": "2019-01-01"}
    page: Node = {"@type": "WebPage", "datePublished": "2021-01-01"}
    article: Node = {"@type": "Article"}
    assert dated_of([video, page]) == page
    assert dated_of([video, page, article]) == article
    assert dated_of([video, {"@type": "WebPage"}]) == {}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Lovelace and Charles Babbage", (Name("Lovelace", "Ada"), Name("Babbage", "Charles"))),
        ({"@type": "Person", "name": "Ada Lovelace (lov)"}, (Name("Lovelace", "Ada"),)),
        ({"@type": "Organization", "name": "Ada Lovelace and Sons"}, (Name(literal="Ada Lovelace and Sons"),)),
        ({"@type": "Person", "name": "ada@blatt.example"}, ()),
        ([{"name": ["x", 3]}, None, 7, [], {"name": {"name": "x"}}], (Name(literal="x"),)),
    ],
)
def test_authors(author: object, names: tuple[Name, ...]) -> None:
    assert authors_of({"author": author}, []) == names


def test_a_creator_stands_in_for_the_author() -> None:
    assert authors_of({"creator": "Ada Lovelace"}, []) == (Name("Lovelace", "Ada"),)


def test_an_article_of_a_page_of_a_site_is_of_that_site() -> None:
    """As the most common search plug-in of blogs writes it: by names that stand elsewhere in the graph."""
    article: Node = {"@type": "Article", "isPartOf": {"@id": "#page"}}
    page: Node = {"@type": "WebPage", "@id": "#page", "name": "A title - Blatt", "isPartOf": {"@id": "#site"}}
    site: Node = {"@type": "WebSite", "@id": "#site", "name": "Blatt"}
    assert whole_of(article, [article, page, site]) == "Blatt"
    assert whole_of(article, [article, page]) is None
    assert whole_of(article, [article]) is None


def test_an_article_of_a_journal() -> None:
    assert whole_of({"isPartOf": {"@type": "Periodical", "name": "Journal"}}, []) == "Journal"
    assert whole_of({"isPartOf": "Journal"}, []) is None
    assert whole_of({}, []) is None


def test_pages_in_a_circle_end() -> None:
    page: Node = {"@type": "WebPage", "@id": "#page", "name": "t", "isPartOf": {"@id": "#page"}}
    assert whole_of(page, [page]) is None


@pytest.mark.parametrize(
    ("value", "free"), [(True, True), ("False", False), ("true", True), ("maybe", None), (1, None)]
)
def test_free_or_not(value: object, free: bool | None) -> None:
    assert is_free({"isAccessibleForFree": value}) is free


def test_the_language_of_the_article_before_that_of_the_page() -> None:
    page: Node = {"@type": "WebPage", "inLanguage": "en-US"}
    assert language_of([page, {"@type": "Article", "inLanguage": {"alternateName": "de"}}]) == "de"
    assert language_of([page, {"@type": "Article", "inLanguage": 3}]) == "en-US"
    assert language_of([]) is None


def test_texts_lose_their_entities_and_what_is_hidden() -> None:
    assert text({"headline": ["", 3, "a &amp; b\u202e"]}, "name", "headline") == "a & b"
