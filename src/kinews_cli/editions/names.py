"""Where an edition goes: three digits or more for a number, else a slug of the file's name."""

from __future__ import annotations

from pathlib import PurePath

from kinews_cli.border import slug
from kinews_cli.model.issue import Issue


def file_stem(issue: Issue) -> str:
    """Such as "006" for issue 6; nothing of a foreign name but ASCII letters, digits and hyphens gets into a file's name."""
    if issue.number is not None:
        return f"{issue.number:03d}"
    return slug(PurePath(issue.path).stem) if issue.path != "-" else "stdin"
