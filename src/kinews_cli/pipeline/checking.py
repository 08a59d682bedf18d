"""Findings without building: what rules say about issues as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinews_cli.config import Config
from kinews_cli.model.dossier import Dossier, Place
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering
from kinews_cli.pipeline.facts import Network, Wanted, gather
from kinews_cli.pipeline.progress import Progress
from kinews_cli.reports.report import Report
from kinews_cli.rules.run import find, need_links, need_sources
from kinews_cli.store import Store
from kinews_cli.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class CheckOptions:
    network: Network
    web: WebSettings
    codes: frozenset[str]
    config: Config


def check(issues: Sequence[Issue], store: Store, options: CheckOptions, progress: Progress) -> Report:
    """What the selected rules say about `issues`. Nothing is written but the cache.

    Only the facts that the selected rules need are fetched.
    """
    network = options.network if need_links(options.codes) else Network.NOT_NEEDED
    about_translation = any(code.startswith("KN5") for code in options.codes)
    editions = options.config.below(options.config.editions)
    wanted = Wanted(sources=need_sources(options.codes), copies="KN201" in options.codes)
    gathered = gather(issues, store, network, options.web, progress, wanted)
    dossiers: list[Dossier] = []
    findings: list[Finding] = []
    for issue in issues:
        dossier = Dossier(
            issue,
            {link.url: gathered.facts[link.url] for link in issue.links()},
            _renderings(issue, editions) if about_translation else {},
            options.config.marked_kinds,
            options.config.marked_hosts,
        )
        dossiers.append(dossier)
        findings += find(dossier, options.codes)
    return Report(tuple(dossiers), tuple(findings), gathered.effort)


def _renderings(issue: Issue, editions: Path) -> Mapping[Place, Rendering]:
    from kinews_cli.pipeline.translation import read_renderings, translation_path

    return read_renderings(issue, translation_path(issue, editions))
