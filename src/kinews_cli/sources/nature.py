"""Nature Portfolio: nature.com/articles/X is the DOI 10.1038/X, so Crossref answers without nature.com's cookie dance.

Where Crossref does not know the DOI, nothing is said: the page is asked, and its citation tags serve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kinews_cli.model.source import Source, SourceKind, SourceStatus
from kinews_cli.sources.doi import resolve_dois
from kinews_cli.sources.resolver import Resolution
from kinews_cli.values import replace
from kinews_cli.web.client import Web

_NEWS = "doi:10.1038/d41586-"  # the magazine: news, features, comment


@dataclass(frozen=True, slots=True)
class NatureResolver:
    """Articles of nature.com, by Crossref."""

    kind: SourceKind = SourceKind.NATURE

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each article's source; its verdict too where the link leads to the article itself."""
        found = await resolve_dois(urls, web, self.kind, usual_language="en")
        return {url: replace(answer, source=_adapted(answer.source)) for url, answer in found.items()}


def _adapted(source: Source | None) -> Source | None:
    """News of the magazine are no journal articles, though Crossref calls them so like all else in Nature."""
    if source is None or not source.id.startswith(_NEWS) or source.status is SourceStatus.MISSING:
        return source
    return replace(source, type="article-newspaper", container_title=source.container_title or "Nature")
