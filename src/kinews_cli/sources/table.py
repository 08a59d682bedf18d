"""The services we ask, one line each. A new one: a file with a `Resolver`, its kind in `identify`, a line here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from kinews_cli.errors import KinewsError
from kinews_cli.model.source import SourceKind
from kinews_cli.sources.arxiv import ArxivResolver
from kinews_cli.sources.identify import identify
from kinews_cli.sources.nature import NatureResolver
from kinews_cli.sources.resolver import UNKNOWN, Resolution, Resolver
from kinews_cli.sources.youtube import YoutubeResolver
from kinews_cli.web.client import Web

RESOLVERS: tuple[Resolver, ...] = (
    ArxivResolver(),
    NatureResolver(),
    YoutubeResolver(),
)

_log = logging.getLogger(__name__)


async def resolve(
    urls: Iterable[str],
    web: Web,
    resolvers: tuple[Resolver, ...] = RESOLVERS,
    *,
    on_resolution: Callable[[str, Resolution], None] | None = None,
) -> dict[str, Resolution]:
    """What the services say about the links whose kind has one; the services are asked at the same time.

    `on_resolution` hears of a service's links as soon as that service is done. A fault in one resolver costs its own links
    their facts (`UNKNOWN`), never another's.
    """
    by_kind: dict[SourceKind, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_kind.setdefault(identify(url)[0], []).append(url)
    asked = [(resolver, by_kind[resolver.kind]) for resolver in resolvers if resolver.kind in by_kind]

    async def one(resolver: Resolver, links: list[str]) -> dict[str, Resolution]:
        found = await _guarded(resolver, links, web)
        if on_resolution is not None:
            for url, resolution in found.items():
                on_resolution(url, resolution)
        return found

    answers = await asyncio.gather(*(one(resolver, links) for resolver, links in asked))
    return {url: resolution for answer in answers for url, resolution in answer.items()}


async def _guarded(resolver: Resolver, urls: list[str], web: Web) -> dict[str, Resolution]:
    try:
        found = await resolver.resolve(urls, web)
    except KinewsError:
        raise
    except Exception:  # noqa: BLE001 - the barrier: whatever a service sent, the other links keep their answers
        _log.debug("the resolver for %s failed", resolver.kind, exc_info=True)
        found = {}
    return {url: found.get(url, UNKNOWN) for url in urls}
