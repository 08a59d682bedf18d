"""What a page says about itself and what a reader sees of it. The only door to beautifulsoup4.

Pages are hostile. lxml parses every attack that was measured in under a second where html.parser is quadratic (39 s for
256 KB of "<!--"). What follows the parser are walks over the tree: no prettify, no select, no copies, no nested get_text.
"""

from __future__ import annotations

from kinews_cli.html.body import Block, PageBody, body_of
from kinews_cli.html.facts import PageFacts, facts_of
from kinews_cli.html.tree import LIMIT, TAG_LIMIT, TEXT_LIMIT, parsed

__all__ = ["LIMIT", "TAG_LIMIT", "TEXT_LIMIT", "Block", "PageBody", "PageFacts", "read_page", "read_whole"]


def read_page(html: str) -> PageFacts:
    """The facts of a page. Never raises: what cannot be parsed has no facts."""
    soup = parsed(html)
    return facts_of(soup) if soup is not None else PageFacts()


def read_whole(html: str) -> tuple[PageFacts, PageBody]:
    """The facts of a page and what a reader sees of it, from one parse. Never raises."""
    soup = parsed(html)
    if soup is None:
        return PageFacts(), PageBody()
    return facts_of(soup), body_of(soup)
