"""What the shell offers when Tab is pressed. Nothing here may fail: what cannot be told is not offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# Shells put what is offered into the line as it is, and zsh evaluates it first: names that say something to a shell are left out.
_HARMLESS = re.compile(r"[\w./,+@%-]+")


def complete_rule(incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes and names of rules."""
    from kinews_cli.rules.catalogue import GROUPS, RULES

    wanted = incomplete.lower()
    yield from ((prefix, title) for prefix, title in GROUPS.items() if prefix.lower().startswith(wanted))
    for rule in RULES:
        if rule.code.lower().startswith(wanted):
            yield rule.code, rule.what
        elif wanted and rule.slug.startswith(wanted):
            yield rule.slug, rule.what


def complete_rules(incomplete: str) -> Iterator[str]:
    """The last of several codes, separated by commas."""
    before, comma, last = incomplete.rpartition(",")
    yield from (f"{before}{comma}{code}" for code, _ in complete_rule(last))


def complete_engine(incomplete: str) -> Iterator[str]:
    from kinews_cli.translating.engines.table import ENGINE_NAMES

    yield from (name for name in ENGINE_NAMES if name.startswith(incomplete))


def complete_issue(incomplete: str) -> list[str]:
    """Issues and folders, below the one that is being written; the issues in `issues/` where nothing is written yet."""
    from kinews_cli.pipeline.inputs import SUFFIXES

    folder, _, name = incomplete.rpartition("/")
    place = Path(folder or ("/" if incomplete.startswith("/") else "."))
    if not incomplete and Path("issues").is_dir():
        folder, place = "issues", Path("issues")
    prefix = f"{folder}/" if folder or incomplete.startswith("/") else ""
    try:
        found = sorted(entry for entry in place.iterdir() if entry.name.startswith(name) and entry.name[0] != ".")
    except OSError:
        return []
    folders = [f"{prefix}{entry.name}/" for entry in found if entry.is_dir()]
    issues = [f"{prefix}{entry.name}" for entry in found if entry.suffix.lower() in SUFFIXES and entry.is_file()]
    return [name for name in (*issues, *folders) if _HARMLESS.fullmatch(name)]
