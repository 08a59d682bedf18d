"""The services we ask, one line each. A new site: a file with a `SiteResolver` and a line here; docs/sources.md shows how."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping

from kinews_cli.errors import KinewsError
from kinews_cli.model.source import Source
from kinews_cli.sources.arxiv import ArxivResolver
from kinews_cli.sources.doi import DoiResolver
from kinews_cli.sources.github import GithubResolver
from kinews_cli.sources.identify import host_of, identify
from kinews_cli.sources.nature import NatureResolver
from kinews_cli.sources.resolver import UNKNOWN, Resolution, Resolver, SiteResolver
from kinews_cli.sources.youtube import YoutubeResolver
from kinews_cli.values import replace
from kinews_cli.web.client import Web

RESOLVERS: tuple[Resolver, ...] = (
    ArxivResolver(),
    NatureResolver(),
    DoiResolver(),
    YoutubeResolver(),
    GithubResolver(),
)

_log = logging.getLogger(__name__)


def informed(known: Mapping[str, Source]) -> tuple[Resolver, ...]:
    """The table, with what an earlier run found out, by `Source.id`: GitHub is asked only whether it still holds."""
    return tuple(replace(one, known=known) if isinstance(one, GithubResolver) else one for one in RESOLVERS)


def is_served(url: str) -> bool:
    """Does a service of the table answer for this link?"""
    return _place(url, RESOLVERS) is not None


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
    asked: list[tuple[Resolver, list[str]]] = [(resolver, []) for resolver in resolvers]
    for url in dict.fromkeys(urls):
        place = _place(url, resolvers)
        if place is not None:
            asked[place][1].append(url)

    async def one(resolver: Resolver, links: list[str]) -> dict[str, Resolution]:
        found = await _guarded(resolver, links, web)
        if on_resolution is not None:
            for url, resolution in found.items():
                on_resolution(url, resolution)
        return found

    answers = await asyncio.gather(*(one(resolver, links) for resolver, links in asked if links))
    return {url: resolution for answer in answers for url, resolution in answer.items()}


def _place(url: str, resolvers: tuple[Resolver, ...]) -> int | None:
    """Which of the resolvers answers for a link: the first of its kind that takes its host."""
    kind, host = identify(url)[0], host_of(url)
    for place, resolver in enumerate(resolvers):
        if resolver.kind is kind and (not isinstance(resolver, SiteResolver) or host in resolver.hosts):
            return place
    return None


async def _guarded(resolver: Resolver, urls: list[str], web: Web) -> dict[str, Resolution]:
    try:
        found = await resolver.resolve(urls, web)
    except KinewsError:
        raise
    except Exception:  # noqa: BLE001 - the barrier: whatever a service sent, the other links keep their answers
        _log.debug("the resolver for %s failed", resolver.kind, exc_info=True)
        found = {}
    return {url: found.get(url, UNKNOWN) for url in urls}
