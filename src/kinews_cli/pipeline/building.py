"""The main job: from issues to their editions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kinews_cli import __version__, clock
from kinews_cli.border import printable
from kinews_cli.config import Config
from kinews_cli.editions.edition import make_edition
from kinews_cli.editions.json_file import edition_json
from kinews_cli.editions.markdown_file import edition_markdown
from kinews_cli.editions.names import file_stem
from kinews_cli.errors import ConfigError
from kinews_cli.files import write_together
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.pipeline.facts import Gathered, Network, gather
from kinews_cli.pipeline.inputs import STDIN
from kinews_cli.pipeline.progress import Progress
from kinews_cli.pipeline.translation import EngineChoice, Translated, bring_up_to_date, translation_path, untranslated
from kinews_cli.rules.run import find, reaches
from kinews_cli.store import Store, is_fresh
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
    """What became of all issues, and what that cost."""

    built: tuple[Built, ...]
    gathered: Gathered
    options: BuildOptions


def languages(text: str) -> tuple[str, ...]:
    """Editions named as in "de,en". Raises ConfigError for a language there is no edition in."""
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [language for language in wanted if language not in LANGUAGES]
    if unknown or not wanted:
        raise ConfigError(f"--edition {printable(text)!r}: there are editions in {' and '.join(LANGUAGES)}.")
    return wanted


def build(issues: Sequence[Issue], store: Store, options: BuildOptions, progress: Progress) -> Run:
    """Build the editions of each issue. An issue's files are written together or not at all."""
    gathered = gather(issues, store, options.network, options.web, progress)
    return Run(tuple(_build(issue, gathered, store, options, progress) for issue in issues), gathered, options)


def exit_code(run: Run, fail_on: str) -> int:
    """3 where segments of a requested edition stayed untranslated (unless humans do it all), 1 for findings, else 0."""
    if not run.options.engine.manual and any(one.untranslated for one in run.built):
        return 3
    return int(reaches((finding for one in run.built for finding in one.findings), fail_on))


def is_current(issue: Issue, store: Store, options: BuildOptions) -> bool:
    """Do its editions stand, made from this text, this translation and verdicts that still hold?"""
    if issue.path == STDIN or not all(path.is_file() for path in _targets(issue, options)):
        return False
    now = clock.now()
    checks = (store.check(link.url) for link in issue.links())
    fresh = all(check is not None and is_fresh(check, now) for check in checks)
    return fresh and store.inputs(_key(issue)) == _inputs(issue, options)


def _build(issue: Issue, gathered: Gathered, store: Store, options: BuildOptions, progress: Progress) -> Built:
    translated = None
    if any(language != issue.language for language in options.editions):
        path = translation_path(issue, options.out)
        translated = bring_up_to_date(issue, path, options.engine, options.web, progress)
    dossier = Dossier(
        issue,
        {link.url: gathered.facts[link.url] for link in issue.links()},
        translated.renderings if translated else {},
        options.config.marked_kinds,
    )
    findings = find(dossier, options.codes)
    files = _files(dossier, findings, options)
    write_together(files)
    store.keep_inputs(_key(issue), _inputs(issue, options))
    return Built(dossier, findings, tuple(files), translated)


def _files(dossier: Dossier, findings: tuple[Finding, ...], options: BuildOptions) -> dict[Path, bytes]:
    stem = file_stem(dossier.issue)
    files: dict[Path, bytes] = {}
    for language in options.editions:
        edition = make_edition(dossier, language, findings)
        files[options.out / f"{stem}.{language}.json"] = edition_json(edition)
        files[options.out / f"{stem}.{language}.md"] = edition_markdown(edition)
    return files


def _targets(issue: Issue, options: BuildOptions) -> list[Path]:
    stem = file_stem(issue)
    return [options.out / f"{stem}.{language}.{kind}" for language in options.editions for kind in ("json", "md")]


def _key(issue: Issue) -> str:
    return str(Path(issue.path).absolute())


def _inputs(issue: Issue, options: BuildOptions) -> str:
    """A fingerprint of what the editions are made from, verdicts apart."""
    translation = translation_path(issue, options.out)
    digest = hashlib.sha256()
    for part in (
        __version__.encode(),
        issue.sha256.encode(),
        (issue.date or "").encode(),
        translation.read_bytes() if translation.is_file() else b"",
        ",".join(sorted(options.config.marked_kinds)).encode(),
        ",".join(sorted(options.codes)).encode(),
        ",".join(str(path) for path in _targets(issue, options)).encode(),
    ):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
