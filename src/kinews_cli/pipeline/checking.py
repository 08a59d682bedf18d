"""Findings without building: what rules say about issues as they stand."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from kinews_cli import clock
from kinews_cli.config import Config
from kinews_cli.model.dossier import Dossier, LinkFacts, Neighbours, Place
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering
from kinews_cli.pipeline.concerns import TEXT_CODES, concerns_in
from kinews_cli.pipeline.facts import Network, Wanted, gather
from kinews_cli.pipeline.glossary import glossary_of
from kinews_cli.pipeline.inputs import is_whole, reading_settings
from kinews_cli.pipeline.neighbours import Neighbourhood
from kinews_cli.pipeline.progress import Progress
from kinews_cli.pipeline.renderings import path_to_read, read_renderings, translation_path
from kinews_cli.reading.building import read_issue
from kinews_cli.reports.counts import Effort
from kinews_cli.reports.report import Report
from kinews_cli.rules.proof import Reader, proven
from kinews_cli.rules.run import ABOUT_NEIGHBOURS, find, need_https, need_links, need_sources
from kinews_cli.rules.suppressions import Suppressions
from kinews_cli.store import Store
from kinews_cli.values import Value, replace
from kinews_cli.web.settings import WebSettings


class CheckOptions(Value, frozen=True):
    """How a check is to be made; `codes` are the rules that are applied."""

    network: Network
    web: WebSettings
    codes: frozenset[str]
    config: Config


def check(issues: Sequence[Issue], store: Store, options: CheckOptions, progress: Progress) -> Report:
    """What the selected rules say about `issues`. Nothing is written but the cache.

    Only the facts that the selected rules need are fetched.
    """
    network = options.network if need_links(options.codes) else Network.NOT_NEEDED
    wanted = Wanted(need_sources(options.codes), "KN201" in options.codes, need_https(options.codes))
    ignored = suppressions(options.config, options.codes).ignores
    gathered = gather(issues, store, network, options.web, progress, wanted, ignored)
    return judged(issues, gathered.facts, options, gathered.effort, store)


def judged(
    issues: Sequence[Issue],
    facts: Mapping[str, LinkFacts],
    options: CheckOptions,
    effort: Effort,
    store: Store | None = None,
) -> Report:
    """The report on issues when `facts` are known, an entry for the URL of each link; `store` may know what checks said."""
    sieve = suppressions(options.config, options.codes)
    around = Neighbourhood(options.config, issues)
    asks_around = bool(options.codes & ABOUT_NEIGHBOURS)
    glossary = glossary_of(options.config)
    dossiers: list[Dossier] = []
    findings: list[Finding] = []
    for issue in issues:
        translation = _renderings(issue, options)
        dossier = Dossier(
            issue,
            {link.url: facts[link.url] for link in issue.links()},
            translation,
            options.config.marked_kinds,
            options.config.marked_hosts,
            concerns_in(issue, translation, glossary, store) if options.codes & TEXT_CODES else {},
            neighbours=around.of(issue) if asks_around else Neighbours(),
        )
        dossiers.append(dossier)
        findings += found_in(dossier, options.codes, options.config)
    findings = [*sieve.told(findings), *about_suppressions(sieve, dossiers, options.network, options.config)]
    return Report(tuple(dossiers), tuple(findings), effort, suppressed=tuple(sieve.suppressed))


def found_in(dossier: Dossier, codes: frozenset[str], config: Config) -> Sequence[Finding]:
    """What the rules with these codes say. Each fix has been tried on the whole issue: what would change the rest is none."""
    found = find(dossier, codes)
    if all(finding.fix is None for finding in found):
        return found
    return proven(dossier.issue, found, reader(dossier.issue, config))


def suppressions(config: Config, codes: frozenset[str]) -> Suppressions:
    """The configuration's suppressions as they hold today. Raises ConfigError for one of a rule that there is none."""
    return Suppressions(config, codes, clock.now().date())


def about_suppressions(
    sieve: Suppressions, dossiers: Sequence[Dossier], network: Network, config: Config
) -> tuple[Finding, ...]:
    """What is to be said of the suppressions themselves, when all findings on `dossiers` have been sifted."""
    if not config.ignore:
        return ()
    whole = is_whole((dossier.issue for dossier in dossiers), config)
    return sieve.about_themselves(dossiers, whole=whole, asked=network in {Network.AS_NEEDED, Network.AFRESH})


def reader(issue: Issue, config: Config) -> Reader:
    """Reads bytes as `issue` was read: under its name, with the same settings and what else was said about it."""
    settings = reading_settings(config)

    def read(content: bytes) -> Issue:
        again = read_issue(content, issue.path, settings)
        return replace(again, date=issue.date, from_stdin=issue.from_stdin)

    return read


def _renderings(issue: Issue, options: CheckOptions) -> Mapping[Place, Rendering]:
    """What the translation file says; nothing where there is none, or no selected rule asks."""
    if not any(code.startswith("KN5") for code in options.codes):
        return {}
    path = translation_path(issue, options.config.below(options.config.editions))
    return read_renderings(issue, path) if os.path.lexists(path_to_read(issue, path)) else {}
