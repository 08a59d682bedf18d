"""What an issue's translation file says, and where it lies.

Apart from `translation.py`, which changes it: a check needs neither engines nor their glossary.
"""

from __future__ import annotations

import os
from pathlib import Path

from kinews_cli.editions.names import file_stem
from kinews_cli.model.dossier import Place
from kinews_cli.model.issue import Issue
from kinews_cli.model.translation import Rendering
from kinews_cli.translating.segments import place, segments_of


def translation_path(issue: Issue, out: Path) -> Path:
    """The file beside the issue; below `out` where the text came from standard input or its folder cannot be written."""
    beside = Path(issue.path).with_suffix(".en.po")
    if issue.from_stdin or not os.access(beside.parent, os.W_OK):
        return out / f"{file_stem(issue)}.en.po"
    return beside


def path_to_read(issue: Issue, path: Path) -> Path:
    """Where the translation is read from that is written to `path`: beside the issue, as long as nothing is there yet."""
    beside = Path(issue.path).with_suffix(".en.po")
    return path if issue.from_stdin or os.path.lexists(path) else beside


def read_renderings(issue: Issue, path: Path) -> dict[Place, Rendering]:
    """What the file says about each segment, without changing it. Raises TranslationFileError."""
    from kinews_cli.translating.pofile import read_translation_file  # most drafts have none

    segments = segments_of(issue)
    file = read_translation_file(path_to_read(issue, path))
    file.merge(segments)
    return {place(segment): file.rendering(segment) for segment in segments}
