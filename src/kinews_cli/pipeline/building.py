"""The main job: from issues to their editions."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinews_cli import __version__
from kinews_cli.border import printable
from kinews_cli.config import Config
from kinews_cli.editions.edition import make_edition
from kinews_cli.editions.json_file import edition_json
from kinews_cli.editions.markdown_file import edition_markdown
from kinews_cli.editions.names import file_stem
from kinews_cli.errors import ConfigError
from kinews_cli.files import write_together
from kinews_cli.model.dossier import Dossier, LinkFacts, Neighbours, Place
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering
from kinews_cli.pipeline.checking import about_suppressions, found_in, suppressions
from kinews_cli.pipeline.concerns import concerns_in
from kinews_cli.pipeline.facts import Gathered, Network, Wanted, gather, known_facts
from kinews_cli.pipeline.neighbours import Neighbourhood
from kinews_cli.pipeline.progress import Progress
from kinews_cli.pipeline.renderings import path_to_read, read_renderings, translation_path
from kinews_cli.pipeline.translation import (
    EngineChoice,
    Translated,
    bring_up_to_date,
    untranslated,
)
from kinews_cli.reading.rendering import file_sha256
from kinews_cli.rules.run import find, need_https, reaches
from kinews_cli.rules.suppressions import Suppressions
from kinews_cli.store import Store
from kinews_cli.translating.pofile import read_translation_file
from kinews_cli.values import replace
from kinews_cli.web.settings import WebSettings

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    out: Path
    editions: tuple[str, ...]
    network: Network
    web: WebSettings
    engine: EngineChoice
    codes: frozenset[str]
    config: Config


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one issue."""

    dossier: Dossier
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]
    translated: Translated | None

    @property
    def untranslated(self) -> int:
        """Segments of the requested editions that have no translation."""
        return untranslated(self.translated) if self.translated is not None else 0


@dataclass(frozen=True, slots=True)
class Run:
    """What became of all issues, and what that cost.

    `about_suppressions` are findings about the configuration's suppressions, `suppressed` those that they have taken away.
    """

    built: tuple[Built, ...]
    gathered: Gathered
    options: BuildOptions
    about_suppressions: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()


def languages(text: str) -> tuple[str, ...]:
    """Editions named as in "de,en". Raises ConfigError for a language there is no edition in."""
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [language for language in wanted if language not in LANGUAGES]
    if unknown or not wanted:
        raise ConfigError(f"--edition {printable(text)!r}: there are editions in {' and '.join(LANGUAGES)}.")
    return wanted


def build(issues: Sequence[Issue], store: Store, options: BuildOptions, progress: Progress) -> Run:
    """Build the editions of each issue. An issue's files are written together or not at all.

    Raises TranslationFileError before anything is asked or written where a translation cannot be read.
    """
    if _translates(options):
        for issue in issues:
            read_translation_file(path_to_read(issue, translation_path(issue, options.out)))
    sieve = suppressions(options.config, options.codes)
    wanted = Wanted(https=need_https(options.codes))
    gathered = gather(issues, store, options.network, options.web, progress, wanted, sieve.ignores)
    around = Neighbourhood(options.config, issues)
    built: list[Built] = []
    for issue in issues:
        facts = {link.url: gathered.facts[link.url] for link in issue.links()}
        built.append(_build(issue, facts, around.of(issue), sieve, store, options, progress))
    said = about_suppressions(sieve, [one.dossier for one in built], options.network, options.config)
    return Run(tuple(built), gathered, options, said, tuple(sieve.suppressed))


def exit_code(run: Run, fail_on: str) -> int:
    """3 where segments of a requested edition stayed untranslated (unless humans do it all), 1 for findings, else 0."""
    if not run.options.engine.manual and any(one.untranslated for one in run.built):
        return 3
    findings = [*run.about_suppressions, *(finding for one in run.built for finding in one.findings)]
    return int(reaches(findings, fail_on))


def is_current(issue: Issue, store: Store, options: BuildOptions, fail_on: str) -> bool:
    """Do its editions stand complete, made from this text, this translation and what is still known of its links?

    An issue whose findings decide the exit code is not left alone: they are said again.
    """
    if issue.from_stdin or not all(path.is_file() for path in _targets(issue, options)):
        return False
    sieve = suppressions(options.config, options.codes)
    facts = known_facts(issue, store, options.web, sieve.ignores)
    if facts is None:
        return False
    inputs = _inputs(issue, facts, options)
    if store.inputs(_key(issue)) != inputs:
        return False
    renderings = read_renderings(issue, translation_path(issue, options.out)) if _translates(options) else {}
    return not reaches(sieve.told(find(_dossier(issue, facts, renderings, store, options), options.codes)), fail_on)


def _build(
    issue: Issue,
    facts: Mapping[str, LinkFacts],
    neighbours: Neighbours,
    sieve: Suppressions,
    store: Store,
    options: BuildOptions,
    progress: Progress,
) -> Built:
    translated = None
    if _translates(options):
        path = translation_path(issue, options.out)
        translated = bring_up_to_date(issue, path, options.engine, options.web, progress)
    renderings = translated.renderings if translated else {}
    dossier = replace(_dossier(issue, facts, renderings, store, options), neighbours=neighbours)
    findings = sieve.told(found_in(dossier, options.codes, options.config))
    files = _files(dossier, findings, options)
    write_together(files)
    built = Built(dossier, findings, tuple(files), translated)
    if options.engine.manual or not built.untranslated:
        store.keep_inputs(_key(issue), _inputs(issue, facts, options))
    return built


def _translates(options: BuildOptions) -> bool:
    return any(language != "de" for language in options.editions)


def _dossier(
    issue: Issue,
    facts: Mapping[str, LinkFacts],
    renderings: Mapping[Place, Rendering],
    store: Store,
    options: BuildOptions,
) -> Dossier:
    config = options.config
    concerns = concerns_in(issue, renderings, options.engine.glossary, store)
    return Dossier(issue, facts, renderings, config.marked_kinds, config.marked_hosts, concerns)


def _published(issue: Issue, config: Config) -> Issue:
    """The issue as editions name it: its path below the newsletter's folder, or its bare name; never a path of this machine."""
    home = config.folder or Path.cwd()
    try:
        path = Path(os.path.abspath(issue.path)).relative_to(home).as_posix()  # noqa: PTH100 - resolve() would follow links
    except ValueError:
        path = Path(issue.path).name
    return issue if issue.from_stdin else replace(issue, path=path)


def _files(dossier: Dossier, findings: tuple[Finding, ...], options: BuildOptions) -> dict[Path, bytes]:
    stem = file_stem(dossier.issue)
    files: dict[Path, bytes] = {}
    published = replace(dossier, issue=_published(dossier.issue, options.config))
    named = tuple(replace(finding, path=published.issue.path) for finding in findings)
    for language in options.editions:
        edition = make_edition(published, language, named)
        files[options.out / f"{stem}.{language}.json"] = edition_json(edition)
        files[options.out / f"{stem}.{language}.md"] = edition_markdown(edition)
    return files


def _targets(issue: Issue, options: BuildOptions) -> list[Path]:
    stem = file_stem(issue)
    return [options.out / f"{stem}.{language}.{kind}" for language in options.editions for kind in ("json", "md")]


def _key(issue: Issue) -> str:
    return str(Path(issue.path).absolute())


def _inputs(issue: Issue, facts: Mapping[str, LinkFacts], options: BuildOptions) -> str:
    """A fingerprint of what the editions are made from. When a link was last asked does not count, what it said does."""
    translation = translation_path(issue, options.out)
    said = [
        (url, known.check.verdict, known.check.reason, known.check.status, known.check.final_url, known.source)
        for url, known in sorted(facts.items())
    ]
    digest = hashlib.sha256()
    for part in (
        __version__,
        file_sha256(issue),
        issue.path,
        issue.date or "",
        hashlib.sha256(translation.read_bytes()).hexdigest() if translation.is_file() else "",
        repr(said),
        options.engine.glossary.terms.fingerprint,
        ",".join(sorted(options.config.marked_kinds)),
        repr(sorted(options.config.marked_hosts.items())),
        repr(options.config.ignore),
        ",".join(sorted(options.codes)),
        ",".join(str(path) for path in _targets(issue, options)),
    ):
        digest.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()
