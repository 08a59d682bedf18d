"""Where a file lies, for a platform that knows the repository and not our working folder."""

from __future__ import annotations

import os
from pathlib import Path

from kinews_cli.border import visible


def repository_path(path: str, root: Path | None) -> str:
    """`path` from the folder `root` (else the working folder) down, with "/"; as it was given where it lies outside."""
    base = Path(os.path.abspath(root or "."))  # noqa: PTH100 - resolve() would follow links out of the repository
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    inside = whole.relative_to(base) if whole.is_relative_to(base) else Path(path)
    return visible(inside.as_posix())
