"""Nature Portfolio: nature.com/articles/X is the DOI 10.1038/X, so Crossref answers without nature.com's cookie dance.

Where Crossref does not know the DOI, nothing is said: the page is asked, and its citation tags serve.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from kinews_cli.language.decide import KIND_DEFAULT, PUBLISHER, TITLE_VOTE, decide
from kinews_cli.language.vote import vote
from kinews_cli.model.source import Language, SourceKind
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources import crossref
from kinews_cli.sources.identify import identify
from kinews_cli.sources.resolver import Resolution, ask_each, service_check, text_of
from kinews_cli.web.answer import Failure
from kinews_cli.web.client import Web

_AT_ONCE = 1  # Crossref's public pool: x-concurrency-limit 1
_THROTTLED = {403, 429, 503}
_NEWS = "10.1038/d41586-"  # the magazine: news, features, comment
# A figure of an article and the addresses of the old site have fates of their own.
_VOUCHED = re.compile(r"/articles/[^/]+|/10\.1038/.+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NatureResolver:
    """Articles of nature.com, by Crossref."""

    kind: SourceKind = SourceKind.NATURE

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each article's source; its verdict too where the link leads to the article itself."""

        async def ask(doi: str) -> Resolution | None:
            return await _ask(doi, web)

        dois = {url: identify(url)[1] for url in urls}
        known = await ask_each(dois.values(), ask, at_once=_AT_ONCE)
        return {url: _for_link(url, known[doi]) for url, doi in dois.items()}


async def _ask(doi: str, web: Web) -> Resolution | None:
    answer = await crossref.ask(doi, web)
    if isinstance(answer, Failure) or answer.status in _THROTTLED:
        return None
    work = crossref.read_work(answer.body, doi) if answer.status == 200 and not answer.truncated else None
    if work is None:
        return Resolution()
    source = crossref.work_source(work, doi, SourceKind.NATURE, _language(work))
    if doi.startswith(_NEWS):
        source = replace(
            source, type="article-newspaper"
        )  # Crossref calls them journal articles like all else in Nature
    return Resolution(source, service_check(Verdict.OK, "crossref", host=crossref.HOST, status=200))


def _language(work: Mapping[str, object]) -> Language:
    """What the publisher filed; else English, in which Nature Portfolio publishes."""
    filed = text_of(work.get("language"))
    signals = [Evidence(PUBLISHER, filed) if filed else Evidence(KIND_DEFAULT, "en")]
    voted = vote(crossref.title_of(work) or "")
    if voted is not None:
        signals.append(Evidence(TITLE_VOTE, str(voted)))
    return decide(signals)


def _for_link(url: str, resolution: Resolution) -> Resolution:
    return resolution if _VOUCHED.fullmatch(urlsplit(url).path) else replace(resolution, check=None)
