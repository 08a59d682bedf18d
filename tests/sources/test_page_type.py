from __future__ import annotations

import pytest

from kinews_cli.html import PageFacts
from kinews_cli.sources.page_type import file_type, page_type

PAGE = "https://www.example.org/page/"


@pytest.mark.parametrize(
    ("facts", "type_"),
    [
        (PageFacts(), "webpage"),
        (PageFacts(json_ld=({"@type": "NewsArticle"},)), "article-newspaper"),
        (PageFacts(json_ld=({"@type": "NewsArticle"},), meta={"og:site_name": ("Medium",)}), "post-weblog"),
        (PageFacts(meta={"citation_journal_title": ("Journal",)}), "article-journal"),
        (PageFacts(meta={"og:type": ("video.other",)}), "motion_picture"),
        (PageFacts(meta={"og:type": ("article",)}), "webpage"),
        (PageFacts(json_ld=({"@type": "https://schema.org/Dataset"},)), "dataset"),
        (PageFacts(json_ld=({"@type": ["SoftwareSourceCode"]},)), "software"),
        # an article that shows a video or a table is an article
        (PageFacts(json_ld=({"@type": "NewsArticle"},), meta={"og:type": ("video",)}), "article-newspaper"),
        (PageFacts(json_ld=({"@type": "Dataset"}, {"@type": "BlogPosting"})), "post-weblog"),
    ],
)
def test_what_the_markup_says(facts: PageFacts, type_: str) -> None:
    assert page_type(facts, PAGE) == type_


@pytest.mark.parametrize(
    ("url", "type_"),
    [
        ("https://www.youtube.com/playlist?list=PLx", "motion_picture"),
        ("https://www.youtube.com/@channel", "motion_picture"),
        ("https://vimeo.com/1234", "motion_picture"),
        ("https://gist.github.com/owner/1234", "software"),
        ("https://gitlab.com/owner/name", "software"),
        ("https://colab.research.google.com/drive/1234", "software"),
        ("https://huggingface.co/owner/model", "software"),
        ("https://huggingface.co/spaces/owner/demo", "software"),
        ("https://huggingface.co/datasets/owner/data", "dataset"),
        ("https://huggingface.co/blog/what-is-new", "webpage"),
        ("https://huggingface.co/", "webpage"),
        ("https://www.kaggle.com/datasets/owner/data", "dataset"),
        ("https://www.kaggle.com/c/name", "software"),
        ("https://www.kaggle.com/about", "webpage"),
        ("https://owner.github.io/name/", "webpage"),
        ("https://mygitlab.com/owner/name", "webpage"),
        ("https://[::1", "webpage"),
    ],
)
def test_what_the_address_says(url: str, type_: str) -> None:
    assert page_type(PageFacts(), url) == type_


def test_an_article_about_code_is_an_article_wherever_it_stands() -> None:
    facts = PageFacts(json_ld=({"@type": "BlogPosting"},))
    assert page_type(facts, "https://gitlab.com/blog/what-is-new") == "post-weblog"


@pytest.mark.parametrize(
    ("content_type", "type_"),
    [
        ("video/mp4", "motion_picture"),
        ("audio/mpeg", "song"),
        ("image/png", "graphic"),
        ("text/csv", "dataset"),
        ("application/zip", "dataset"),
        ("application/ld+json", "dataset"),
        ("text/plain", "document"),
        ("application/msword", "document"),
        ("", "document"),
    ],
)
def test_what_is_no_page(content_type: str, type_: str) -> None:
    assert file_type(content_type) == type_
