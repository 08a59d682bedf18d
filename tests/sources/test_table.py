from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.sources import arxiv, crossref, github, youtube
from kinews_cli.sources.resolver import UNKNOWN, Resolution, Resolver
from kinews_cli.sources.table import RESOLVERS, resolve
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from local_web import LocalWeb, Reply

VIDEO = "https://youtu.be/kinewsTest1"
PAPER = "https://arxiv.org/abs/2005.05535"
REPOSITORY = "https://github.com/iperov/DeepFaceLab"
ARTICLE = "https://www.nature.com/articles/s41551-018-0195-0"
DOI = "https://doi.org/10.1016/S0000-0000(98)00001-0"
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
    def play(host: str, path: str, name: str) -> None:
        tls_web.reply(host, path, Reply(200, (fixtures / name).read_bytes()))

    play(arxiv.HOST, "/api/query", "arxiv/three-papers.xml")
    play(youtube.HOST, "/oembed", "youtube/oembed.json")
    play(crossref.HOST, "/works/10.1038/s41551-018-0195-0", "crossref/s41551-018-0195-0.json")
    play(crossref.HOST, "/works/10.1016/s0000-0000(98)00001-0", "crossref/retracted.json")
    tls_web.json(github.HOST, "/repos/iperov/DeepFaceLab", {"message": "Not Found", "status": "404"}, status=404)
    found = run(settings, [VIDEO, PAPER, REPOSITORY, ARTICLE, DOI, PAGE])
    # nobody answers for a page: it is asked itself
    assert {url: resolution.source.id for url, resolution in found.items() if resolution.source} == {
        VIDEO: "youtube:kinewsTest1",
        PAPER: "arxiv:2005.05535",
        REPOSITORY: "github:iperov/DeepFaceLab",
        ARTICLE: "doi:10.1038/s41551-018-0195-0",
        DOI: "doi:10.1016/s0000-0000(98)00001-0",
    }


def test_each_kind_with_a_service_has_its_resolver() -> None:
    assert {resolver.kind for resolver in RESOLVERS} == set(SourceKind) - {SourceKind.PDF, SourceKind.PAGE}


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
