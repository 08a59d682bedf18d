from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.sources import arxiv, youtube
from kinews_cli.sources.resolver import UNKNOWN, Resolution, Resolver
from kinews_cli.sources.table import RESOLVERS, resolve
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply

VIDEO = "https://youtu.be/kinewsTest1"
PAPER = "https://arxiv.org/abs/2005.05535"
REPOSITORY = "https://github.com/iperov/DeepFaceLab"
PAGE = "https://example.org/"


@dataclass(frozen=True)
class Site:
    """A resolver as a newcomer would write it."""

    kind: SourceKind = SourceKind.GITHUB
    fault: Exception | None = None
    asked: list[str] = field(default_factory=list)

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        self.asked.extend(urls)
        if self.fault:
            raise self.fault
        return {url: Resolution(Source(url, self.kind, "software")) for url in urls[:1]}


def run(settings: WebSettings, urls: Sequence[str], *resolvers: Resolver) -> dict[str, Resolution]:
    async def body() -> dict[str, Resolution]:
        async with Web(settings) as web:
            return await resolve(urls, web, resolvers or RESOLVERS)

    return asyncio.run(body())


def test_links_are_answered_by_the_resolver_of_their_kind(
    settings: WebSettings, tls_web: LocalWeb, fixtures: Path
) -> None:
    tls_web.reply(arxiv.HOST, "/api/query", Reply(200, (fixtures / "arxiv" / "three-papers.xml").read_bytes()))
    tls_web.reply(youtube.HOST, "/oembed", Reply(200, (fixtures / "youtube" / "oembed.json").read_bytes()))
    found = run(settings, [VIDEO, PAPER, REPOSITORY, PAGE])
    assert set(found) == {VIDEO, PAPER}  # nobody answers for the others: their pages are asked
    assert {url: resolution.source.id for url, resolution in found.items() if resolution.source} == {
        VIDEO: "youtube:kinewsTest1",
        PAPER: "arxiv:2005.05535",
    }


def test_a_kind_that_no_link_has_is_not_asked(settings: WebSettings, tls_web: LocalWeb) -> None:
    assert run(settings, [PAGE]) == {}
    assert tls_web.requests == []


def test_a_new_site_is_a_file_and_a_line(settings: WebSettings) -> None:
    site = Site()
    other = "https://github.com/yk/clip_music_video"
    found = run(settings, [REPOSITORY, PAGE, REPOSITORY, other], site)
    assert site.asked == [REPOSITORY, other]
    assert found[REPOSITORY].source is not None
    assert found[other] == UNKNOWN  # what a resolver leaves out


def test_a_fault_in_one_resolver_costs_no_other_link_its_facts(settings: WebSettings) -> None:
    found = run(settings, [REPOSITORY, PAPER], Site(fault=KeyError("odd")), Site(SourceKind.ARXIV))
    assert found[REPOSITORY] == UNKNOWN
    assert found[PAPER].source is not None


def test_a_clear_sentence_to_the_user_passes(settings: WebSettings) -> None:
    with pytest.raises(ConfigError):
        run(settings, [REPOSITORY], Site(fault=ConfigError("say it")))


def test_no_two_resolvers_claim_one_kind() -> None:
    kinds = [resolver.kind for resolver in RESOLVERS]
    assert len(kinds) == len(set(kinds))
