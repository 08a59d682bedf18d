"""The Markdown of an edition: it reads like the newsletter, with a list of sources below each article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kinews_cli.border import visible
from kinews_cli.editions.citation import Citation
from kinews_cli.editions.edition import Edition, ShownBlock, ShownLink, ShownPart
from kinews_cli.markdown_escaping import escaped, heading, target, with_links
from kinews_cli.model.issue import BlockType
from kinews_cli.model.translation import State

_SOURCES = {"de": "Quellen", "en": "Sources"}
_INCOMPLETE = {
    "en": "{count} pieces of this text are not translated yet and stand here in German.",
    "de": "{count} Stellen dieses Textes sind noch nicht übersetzt.",
}
_INCOMPLETE_ONE = {
    "en": "One piece of this text is not translated yet and stands here in German.",
    "de": "Eine Stelle dieses Textes ist noch nicht übersetzt.",
}
_BULLETS = "-*•–·‣◦"


def edition_markdown(edition: Edition) -> bytes:
    """The file's bytes: UTF-8, blocks separated by blank lines, a final line end."""
    return ("\n\n".join(_blocks(edition)) + "\n").encode("utf-8", "replace")


def _blocks(edition: Edition) -> Iterator[str]:
    title = edition.title.text if edition.title else None
    if title:
        yield f"# {heading(title)}"
    if not edition.complete:
        yield f"*{_remark(edition)}*"
    yield from _part(edition.intro, edition.language)
    for article in edition.articles:
        yield f"## {heading(article.title.text)}"
        yield from _part(article.body, edition.language)
    yield from _part(edition.outro, edition.language)


def _remark(edition: Edition) -> str:
    count = edition.counts[State.UNTRANSLATED]
    texts = _INCOMPLETE_ONE if count == 1 else _INCOMPLETE
    return texts[edition.language].format(count=count)


def _part(part: ShownPart, language: str) -> Iterator[str]:
    bullets: list[str] = []
    for shown in part.blocks:
        if _is_bullet(shown):
            bullets.append(f"- {with_links(shown.text)}")
            continue
        if bullets:
            yield "\n".join(bullets)
            bullets = []
        if shown.block.type is not BlockType.LINK:
            yield _block(shown)
    if bullets:
        yield "\n".join(bullets)
    if part.links:
        yield f"**{_SOURCES[language]}**"
        yield "\n".join(_source_lines(part.links))


def _is_bullet(shown: ShownBlock) -> bool:
    marker = shown.block.marker
    return shown.block.type is BlockType.LIST_ITEM and marker is not None and marker in _BULLETS


def _block(shown: ShownBlock) -> str:
    if shown.block.type is BlockType.HEADING:
        return f"### {heading(shown.text)}"
    marker = f"{shown.block.marker} " if shown.block.marker else ""
    return with_links(marker + shown.text)


def _source_lines(links: Iterable[ShownLink]) -> Iterator[str]:
    """Label, link, mark, and what the source is. An address without a label stands for itself."""
    for shown in links:
        url = target(shown.link.url)
        number = escaped(f"[{shown.link.reference}] ") if shown.link.reference else ""
        line = f"- {number}" + (f"[{escaped(shown.label.text)}](<{url}>)" if shown.label.text else f"<{url}>")
        if shown.mark:
            line += f" {escaped(shown.mark)}"
        yield f"{line} – {source_note(shown.citation)}" if shown.citation else line


def source_note(citation: Citation) -> str:
    """Who, where and when, as plain text; then the title in italics, which no blank may begin or end (CommonMark 6.2)."""
    title = visible(citation.title).strip()
    parts = (escaped(citation.credit), f"*{escaped(title)}*" if title else "")
    return ": ".join(part for part in parts if part)
