"""An issue's translation file: read, brought up to date, asked for what is missing, written."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kinews_cli import clock
from kinews_cli.border import printable
from kinews_cli.editions.names import file_stem
from kinews_cli.errors import OutputError
from kinews_cli.files import write_together
from kinews_cli.model.dossier import Place
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering, Segment, State
from kinews_cli.pipeline.progress import Progress
from kinews_cli.translating.pofile import TranslationFile, read_translation_file
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.web.settings import WebSettings

if TYPE_CHECKING:
    from kinews_cli.translating.translate import TranslationReport


_KEEP_EVERY = 2.0  # seconds between two writings of the file while answers come


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engine, where it is, and its key. `manual`: humans translate; `asks` False: offline, nothing is sent."""

    name: str
    url: str | None = None
    key: str | None = None
    asks: bool = True

    @property
    def manual(self) -> bool:
        return self.name == "manual"


@dataclass(frozen=True, slots=True)
class Translated:
    """An issue's renderings, where they are kept, and what an engine did; `changed` says that the file was written."""

    renderings: Mapping[Place, Rendering]
    path: Path
    changed: bool
    report: TranslationReport | None


def untranslated(translated: Translated) -> int:
    """Segments that have no translation."""
    return sum(rendering.state is State.UNTRANSLATED for rendering in translated.renderings.values())


def translation_path(issue: Issue, out: Path) -> Path:
    """The file beside the issue; below `out` where the text came from standard input or its folder cannot be written."""
    beside = Path(issue.path).with_suffix(".en.po")
    if issue.from_stdin or (not beside.exists() and not os.access(beside.parent, os.W_OK)):
        return out / f"{file_stem(issue)}.en.po"
    return beside


def read_renderings(issue: Issue, path: Path) -> dict[Place, Rendering]:
    """What the file says about each segment, without changing it. Raises TranslationFileError."""
    segments = segments_of(issue)
    file = read_translation_file(path)
    file.merge(segments)
    return {place(segment): file.rendering(segment) for segment in segments}


def bring_up_to_date(
    issue: Issue, path: Path, choice: EngineChoice, web: WebSettings, progress: Progress
) -> Translated:
    """Merge the issue's segments into its file, have an engine translate what is missing, write the file if it changed.

    Also when interrupted: each answer that came is kept. Raises TranslationFileError (the file is left untouched),
    OutputError, ConfigError for an engine that cannot be used.
    """
    segments = segments_of(issue)
    file = read_translation_file(path)
    before = file.to_bytes() if path.exists() else b""
    file.merge(segments)
    report: TranslationReport | None = None
    try:
        if choice.asks and not choice.manual and file.pending():
            import asyncio

            report = asyncio.run(_translate(file, path, choice, web, progress))
    finally:
        after = file.to_bytes()
        changed = after != before and bool(segments)
        if changed:
            _write(path, after)
    return Translated({place(segment): file.rendering(segment) for segment in segments}, path, changed, report)


def _write(path: Path, content: bytes) -> None:
    try:
        write_together({path: content})
    except OutputError as error:
        raise OutputError(f"{error} The translations could not be kept.") from None


async def _translate(
    file: TranslationFile, path: Path, choice: EngineChoice, settings: WebSettings, progress: Progress
) -> TranslationReport | None:
    from kinews_cli.translating.engines.table import make_engine
    from kinews_cli.translating.translate import translate_pending
    from kinews_cli.web.client import Web

    async with Web(settings) as web:
        engine = make_engine(choice.name, engine_url=choice.url, web=web, libre_key=choice.key)
        if engine is None:
            return None
        pending = file.pending()
        progress.say(f"{len(pending)} texts are for {engine.name} ({printable(engine.sends_to)})")
        progress.begin("translating", len(pending))

        kept_at = time.monotonic()

        def on_segment(_: Segment, text: str) -> None:
            nonlocal kept_at
            progress.advance(text)
            if time.monotonic() - kept_at > _KEEP_EVERY:  # a power cut or kill -9 costs a few answers, not all
                _write(path, file.to_bytes())
                kept_at = time.monotonic()

        try:
            return await translate_pending(file, engine, today=clock.now().date().isoformat(), on_segment=on_segment)
        finally:
            progress.end()
            await engine.close()
