"""JSON-LD as pages really write it: which object is the article, and what it says."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

from kinews_cli.border import clean
from kinews_cli.model.source import Name
from kinews_cli.sources.names import group, named, persons
from kinews_cli.sources.resolver import fields_of, items_of, text_of

Node = Mapping[str, object]

# schema.org to CSL. A plain Article may be anything that has paragraphs: blog software calls every post one.
TYPES = {
    **dict.fromkeys(
        (
            "NewsArticle",
            "ReportageNewsArticle",
            "AnalysisNewsArticle",
            "BackgroundNewsArticle",
            "OpinionNewsArticle",
            "ReviewNewsArticle",
            "AskPublicNewsArticle",
        ),
        "article-newspaper",
    ),
    "ScholarlyArticle": "article-journal",
    "MedicalScholarlyArticle": "article-journal",
    "BlogPosting": "post-weblog",
    "LiveBlogPosting": "post-weblog",
    "SocialMediaPosting": "post",
    "Report": "report",
    "Article": "webpage",
    "TechArticle": "webpage",
}


_PAGES = {"WebPage", "CollectionPage", "FAQPage", "ItemPage", "AboutPage", "Article", "NewsArticle", "BlogPosting"}
# What stands on a page beside its text, with days of its own.
_PASSING = {
    "VideoObject",
    "ImageObject",
    "AudioObject",
    "Comment",
    "Review",
    "MusicRecording",
    "Person",
    "Product",
    "Event",
}


def article_of(nodes: Sequence[Node]) -> Node:
    """The first object that is an article of some kind; an empty one where none is."""
    return next((node for node in nodes if csl_type(node)), {})


def dated_of(nodes: Sequence[Node]) -> Node:
    """The article; where there is none, the page, recipe or forum post that has a day of publication."""
    dated = (node for node in nodes if text_of(node.get("datePublished")) and not _PASSING.intersection(types_of(node)))
    return article_of(nodes) or next(dated, {})


def csl_type(node: Node) -> str | None:
    """The CSL type of an article; None for anything else."""
    return next((TYPES[name] for name in types_of(node) if name in TYPES), None)


def language_of(nodes: Sequence[Node]) -> str | None:
    """`inLanguage` of the article, else of the page it stands on."""
    pages = (node for node in nodes if "WebPage" in types_of(node))
    for node in (article_of(nodes), *pages):
        value = node.get("inLanguage")
        code = text_of(value) or text_of(fields_of(value).get("alternateName"))
        if code:
            return clean(code, limit=40)
    return None


def text(node: Node, *keys: str) -> str | None:
    """The first text under `keys`. HTML entities are decoded: some sites escape twice (seen: golem.de)."""
    found = (clean(html.unescape(text_of(item))) for key in keys for item in items_of(node.get(key)))
    return next((value for value in found if value), None)


def name_of(value: object, nodes: Sequence[Node]) -> str | None:
    """The name of a publisher or a journal: a string, an object, or an `@id` that stands elsewhere on the page."""
    for item in items_of(value):
        name = text({"name": item}, "name") or text(_resolved(item, nodes), "name")
        if name:
            return name
    return None


def whole_of(article: Node, nodes: Sequence[Node]) -> str | None:
    """The name of what the article is part of: a journal or a site. Common software says "of this page, of this site"."""
    part = article
    for _ in range(2):
        part = next((_resolved(item, nodes) for item in items_of(part.get("isPartOf"))), {})
        if part and not (_PAGES | {"Product"}).intersection(types_of(part)):
            return text(part, "name")
    return None


def sold_as(article: Node) -> str | None:
    """The name of what readers subscribe to: that of the site ("heise online"), or "RP Basic", "For subscribers"."""
    parts = (fields_of(item) for item in items_of(article.get("isPartOf")))
    return next((text(part, "name") for part in parts if "Product" in types_of(part)), None)


def authors_of(article: Node, nodes: Sequence[Node]) -> tuple[Name, ...]:
    """Persons and groups under `author`, or under `creator` where that is missing."""
    return named(_authors(article.get("author") or article.get("creator"), nodes))


def is_free(article: Node) -> bool | None:
    """`isAccessibleForFree`, which some write as a string (seen: zeit.de)."""
    value = article.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(text_of(value).strip().lower())


def _authors(value: object, nodes: Sequence[Node]) -> Iterator[Name | None]:
    for item in items_of(value):
        node = _resolved(item, nodes)
        name = html.unescape(text_of(item) or text(node, "name") or "")
        if node and types_of(node) and "Person" not in types_of(node):
            yield group(name)
        else:
            yield from persons(name)


def _resolved(value: object, nodes: Sequence[Node]) -> Node:
    node = fields_of(value)
    if "name" in node or not text_of(node.get("@id")):
        return node
    same = [other for other in nodes if other.get("@id") == node["@id"] and other is not node]
    return next((other for other in same if "name" in other), same[0] if same else node)


def types_of(node: Node) -> list[str]:
    """The names of its types, with or without "https://schema.org/" before them."""
    return [text_of(item).rpartition("/")[2] for item in items_of(node.get("@type"))]
