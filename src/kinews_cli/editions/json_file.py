"""The JSON of an edition, version 1. Its schema is published beside this module."""

from __future__ import annotations

from kinews_cli import __version__
from kinews_cli.editions.edition import Edition, ShownArticle, ShownBlock, ShownLink, ShownPart
from kinews_cli.model.issue import Block, Issue, Link, Part
from kinews_cli.plain import Json, check_json, dump, finding_json, language_json, source_json
from kinews_cli.reading.rendering import file_sha256

SCHEMA_VERSION = 1


def edition_json(edition: Edition) -> bytes:
    """The file's bytes: UTF-8, two blanks of indentation, a final line end."""
    issue = edition.issue
    document = {
        **_head(issue),
        "edition": {
            "language": edition.language,
            "title": edition.title.text if edition.title else None,
            "title_state": edition.title.state.value if edition.title else None,
            "complete": edition.complete,
            "segments": {state.value: count for state, count in edition.counts.items()},
        },
        "intro": _part(edition.intro),
        "articles": [_article(article) for article in edition.articles],
        "outro": _part(edition.outro),
        "furniture": _furniture(issue),
        "findings": [finding_json(finding) for finding in edition.findings],
    }
    return dump(document)


def split_json(issue: Issue) -> bytes:
    """The same document as far as reading alone makes it: without edition, check, source and findings."""
    document = {
        **_head(issue),
        "intro": _raw_part(issue.intro),
        "articles": [
            {
                "id": article.id,
                "kind": article.kind.value,
                "title": article.title,
                "line": article.line,
                **_raw_part(article.body),
            }
            for article in issue.articles
        ],
        "outro": _raw_part(issue.outro),
        "furniture": _furniture(issue),
    }
    return dump(document)


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


def _part(part: ShownPart) -> Json:
    return {"blocks": [_block(block) for block in part.blocks], "links": [_link(link) for link in part.links]}


def _article(shown: ShownArticle) -> Json:
    article = shown.article
    return {
        "id": article.id,
        "kind": article.kind.value,
        "title": shown.title.text,
        "title_state": shown.title.state.value,
        "source_title": article.title,
        "line": article.line,
        **_part(shown.body),
    }


def _block(shown: ShownBlock) -> Json:
    return {**_place(shown.block), "text": shown.text, "state": shown.state.value}


def _link(shown: ShownLink) -> Json:
    facts = shown.facts
    return {
        "label": shown.label.text,
        "label_state": shown.label.state.value,
        "source_label": shown.link.label,
        **_address(shown.link),
        "mark": {**_mark(shown.link), "shown": shown.mark},
        "citation": str(shown.citation) if shown.citation else None,
        "language": language_json(facts.language),
        "check": check_json(facts.check),
        "source": source_json(facts.source) if facts.source else None,
    }


def _raw_part(part: Part) -> Json:
    return {
        "blocks": [{**_place(block), "text": block.text} for block in part.blocks],
        "links": [
            {
                "label": link.label,
                **_address(link),
                "mark": _mark(link),
                **({"furniture": True} if link.furniture else {}),
            }
            for link in part.links
        ],
    }


def _place(block: Block) -> Json:
    return {"type": block.type.value, "line": block.line, "end_line": block.end_line, "marker": block.marker}


def _address(link: Link) -> Json:
    return {"url": link.url, "line": link.line, "column": link.column}


def _mark(link: Link) -> Json:
    return {
        "written": link.mark.written if link.mark else None,
        "language": link.mark.language if link.mark else None,
    }


def _furniture(issue: Issue) -> list[Json]:
    return [{"line": furniture.line, "text": furniture.text} for furniture in issue.furniture]
