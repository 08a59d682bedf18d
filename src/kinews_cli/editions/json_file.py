"""The JSON of an edition, version 1. Its schema is published beside this module."""

from __future__ import annotations

from collections.abc import Callable

from kinews_cli import __version__
from kinews_cli.editions.edition import Edition, ShownArticle, ShownBlock, ShownLink, ShownPart, as_read
from kinews_cli.model.issue import Issue
from kinews_cli.plain import Json, check_json, dump, finding_json, language_json, source_json
from kinews_cli.reading.rendering import file_sha256

SCHEMA_VERSION = 1


def edition_json(edition: Edition) -> bytes:
    """The file's bytes: UTF-8, two blanks of indentation, a final line end."""
    document = {
        **_head(edition.issue),
        "edition": {
            "language": edition.language,
            "title": edition.title.text if edition.title else None,
            "title_state": edition.title.state.value if edition.title else None,
            "complete": edition.complete,
            "segments": {state.value: count for state, count in edition.counts.items()},
        },
        **_body(edition, _link),
        "findings": [finding_json(finding) for finding in edition.findings],
    }
    return dump(document)


def split_json(issue: Issue) -> bytes:
    """The same document as far as reading alone makes it: without edition, check, source and findings.

    It is the issue in its own language before anything is known of its sources: texts in the state "source", languages
    unknown, marks shown as written. Links in lines that the page or the mail added stand in it too, with "furniture": true.
    """
    return dump({**_head(issue), **_body(as_read(issue), _read_link)})


def _head(issue: Issue) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": f"kinews {__version__}",
        "issue": {
            "number": issue.number,
            "title": issue.title,
            "line": issue.title_line,
            "language": issue.language,
            "date": issue.date,
            "path": issue.path,
            "sha256": file_sha256(issue),
        },
    }


def _body(edition: Edition, link: Callable[[ShownLink], Json]) -> Json:
    """The issue from its first line to its last; `link` says what is to be told of a link."""
    return {
        "intro": _part(edition.intro, link),
        "articles": [_article(article, link) for article in edition.articles],
        "outro": _part(edition.outro, link),
        "furniture": [{"line": furniture.line, "text": furniture.text} for furniture in edition.issue.furniture],
    }


def _part(part: ShownPart, link: Callable[[ShownLink], Json]) -> Json:
    return {"blocks": [_block(block) for block in part.blocks], "links": [link(shown) for shown in part.links]}


def _article(shown: ShownArticle, link: Callable[[ShownLink], Json]) -> Json:
    article = shown.article
    return {
        "id": article.id,
        "kind": article.kind.value,
        "title": shown.title.text,
        "title_state": shown.title.state.value,
        "source_title": article.title,
        "line": article.line,
        **_part(shown.body, link),
    }


def _block(shown: ShownBlock) -> Json:
    block = shown.block
    return {
        "type": block.type.value,
        "line": block.line,
        "end_line": block.end_line,
        "marker": block.marker,
        "text": shown.text,
        "state": shown.state.value,
    }


def _link(shown: ShownLink) -> Json:
    facts = shown.facts
    return {
        **_link_itself(shown),
        "check": check_json(facts.check),
        "source": source_json(facts.source) if facts.source else None,
    }


def _read_link(shown: ShownLink) -> Json:
    return {**_link_itself(shown), **({"furniture": True} if shown.link.furniture else {})}


def _link_itself(shown: ShownLink) -> Json:
    link = shown.link
    return {
        "label": shown.label.text,
        "label_state": shown.label.state.value,
        "source_label": link.label,
        "url": link.url,
        "line": link.line,
        "column": link.column,
        "mark": {
            "written": link.mark.written if link.mark else None,
            "language": link.mark.language if link.mark else None,
            "shown": shown.mark,
        },
        "citation": str(shown.citation) if shown.citation else None,
        "language": language_json(shown.facts.language),
    }
