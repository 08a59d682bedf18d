"""An issue's translation file: read, brought up to date, asked for what is missing, written."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kinews_cli import clock
from kinews_cli.border import printable
from kinews_cli.errors import ConfigError, OutputError
from kinews_cli.files import write_together
from kinews_cli.model.dossier import Place
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering, Segment, State
from kinews_cli.pipeline.glossary import NewsletterGlossary
from kinews_cli.pipeline.progress import Progress
from kinews_cli.pipeline.renderings import path_to_read
from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.memory import remembered
from kinews_cli.translating.pofile import content_of, entry_lines, parse_translation_file, read_translation_file
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.web.settings import WebSettings

if TYPE_CHECKING:
    from kinews_cli.translating.engines.engine import Engine
    from kinews_cli.translating.review import Look
    from kinews_cli.translating.translate import TranslationReport
    from kinews_cli.web.client import Web

_KEEP_EVERY = 2.0  # seconds between two writings of the file while answers come


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engines, one after the other where a chain is wanted; the address of the first, and their keys.

    `manual`: humans translate; `asks` False: offline, nothing is sent. `breakers` is the memory of a run: an engine that
    was given up for one issue is not asked for the next.
    """

    names: tuple[str, ...]
    url: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)  # by the engine's name
    asks: bool = True
    glossary: NewsletterGlossary = field(default_factory=NewsletterGlossary)
    breakers: dict[str, Breaker] = field(default_factory=dict)

    @property
    def manual(self) -> bool:
        return self.names == ("manual",)


@dataclass(frozen=True, slots=True)
class Translated:
    """An issue's renderings, where they are kept, and what each engine did; `changed` says that the file was written.

    `reused` segments came with their state from the translation files of other issues.
    """

    renderings: Mapping[Place, Rendering]
    path: Path
    changed: bool
    reports: tuple[TranslationReport, ...] = ()
    reused: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An issue's renderings, what of them deserves a look, and the line of each in the translation file."""

    path: Path
    renderings: Mapping[Segment, Rendering]
    looks: tuple[Look, ...]
    lines: Mapping[Segment, int]


def review_of(issue: Issue, path: Path, glossary: Glossary) -> Reviewed:
    """The translations as they stand, without changing or asking anything. Raises TranslationFileError."""
    from kinews_cli.translating.review import review

    segments = segments_of(issue)
    path = path_to_read(issue, path)
    file = read_translation_file(path)
    file.merge(segments)
    renderings = {segment: file.rendering(segment) for segment in segments}
    places = entry_lines(path)
    lines = {segment: places[key] for segment in segments if (key := (segment.context, segment.text)) in places}
    return Reviewed(path, renderings, review(renderings, glossary), lines)


def untranslated(translated: Translated) -> int:
    """Segments that have no translation."""
    return sum(rendering.state is State.UNTRANSLATED for rendering in translated.renderings.values())


def bring_up_to_date(
    issue: Issue, path: Path, choice: EngineChoice, web: WebSettings, progress: Progress
) -> Translated:
    """Merge the issue's segments into its file, take what other issues hold, have engines translate the rest, write the file.

    Also when interrupted: each answer that came is kept. Raises TranslationFileError (the file is left untouched),
    OutputError, ConfigError for an engine that cannot be used.
    """
    kept = _Kept(path, path_to_read(issue, path), segments_of(issue))
    pending = {segment.text for segment in kept.file.pending()}
    reused = kept.file.reuse(remembered(path, pending)) if pending else 0
    reports: tuple[TranslationReport, ...] = ()
    try:
        if choice.asks and not choice.manual and kept.file.pending():
            import asyncio

            reports = asyncio.run(_Errand(kept, choice, web, progress).run())
    finally:
        kept.write()
    return Translated(kept.renderings(), path, kept.changed, reports, reused)


class _Kept:
    """The translation file on disk while engines answer: what somebody saves there meanwhile is taken over, never overwritten."""

    def __init__(self, path: Path, source: Path, segments: Sequence[Segment]) -> None:
        self._path = path
        self._segments = segments
        self._on_disk = content_of(path)
        self.file = read_translation_file(source) if source != path else parse_translation_file(self._on_disk, path)
        self._before = self.file.to_bytes() if self._on_disk is not None else b""
        self.file.merge(segments)
        self.changed = False

    def renderings(self) -> dict[Place, Rendering]:
        return {place(segment): self.file.rendering(segment) for segment in self._segments}

    def write(self) -> None:
        """Write what is known by now, if that is more than what stands there. Raises TranslationFileError and OutputError."""
        on_disk = content_of(self._path)
        if on_disk is not None and on_disk != self._on_disk:
            saved = parse_translation_file(on_disk, self._path)
            self._on_disk, self._before = on_disk, saved.to_bytes()
            saved.merge(self._segments)
            self.file.rebase(saved)
        after = self.file.to_bytes()
        if after == self._before or not self._segments:
            return
        try:
            write_together({self._path: after})
        except OutputError as error:
            raise OutputError(f"{error} The translations could not be kept.") from None
        self._on_disk = self._before = after
        self.changed = True


@dataclass
class _Errand:
    """What is pending in one file, and the engines that are asked for it in turn."""

    kept: _Kept
    choice: EngineChoice
    settings: WebSettings
    progress: Progress
    kept_at: float = field(default_factory=time.monotonic)

    async def run(self) -> tuple[TranslationReport, ...]:
        from kinews_cli.web.client import Web

        reports = []
        async with Web(self.settings) as web:
            for name in self.choice.names:
                if self.kept.file.pending():
                    reports += await self._through(name, web)
        return tuple(reports)

    async def _through(self, name: str, web: Web) -> list[TranslationReport]:
        from kinews_cli.translating.engines.engine import Setup
        from kinews_cli.translating.engines.table import make_engine
        from kinews_cli.translating.translate import TranslationReport

        url = self.choice.url if name == self.choice.names[0] else None
        try:
            engine = make_engine(name, Setup(web, url, self.choice.keys, self.choice.glossary.terms.pairs()))
        except ConfigError as error:
            if name == self.choice.names[-1]:
                raise
            return [TranslationReport(name, "", stopped=str(error))]  # the next of the chain steps in
        return [await self._ask(engine)] if engine is not None else []

    async def _ask(self, engine: Engine) -> TranslationReport:
        from kinews_cli.translating.translate import translate_pending

        breaker = self.choice.breakers.setdefault(engine.name, Breaker())
        pending = len(self.kept.file.pending())
        if breaker.reason is None:
            self.progress.say(f"{pending} texts are for {engine.name} ({printable(engine.sends_to)})")
        self.progress.begin("translating", pending)
        try:
            return await translate_pending(
                self.kept.file,
                engine,
                today=clock.now().date().isoformat(),
                on_segment=lambda _, text: self._keep(text),
                glossary=self.choice.glossary.terms,
                breaker=breaker,
            )
        finally:
            self.progress.end()
            await engine.close()

    def _keep(self, text: str) -> None:
        self.progress.advance(text)
        if time.monotonic() - self.kept_at > _KEEP_EVERY:  # a power cut or kill -9 costs a few answers, not all
            self.kept.write()
            self.kept_at = time.monotonic()
