"""A newsletter's repository, as an editor has it: issues in git, and hooks of ours in its configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hooks.station import git
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.store import Store

CLEAN = """KI News #{number}

Die Beispielbank im Wind

Am Fluss steht eine Bank, von der aus ein Programm die Boote zählt.

Bericht: https://example.org/bank
"""
TRACKED = CLEAN.replace("/bank", "/bank?utm_source=brief")
TODAY = "2026-11-23T08:00:00Z"


class Newsletter:
    """A repository below `folder` with one commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "issues").mkdir(parents=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
        self.write(".gitignore", "cache/\n")
        self.commit()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def configure(self, repository: Path, revision: str, *hooks: str) -> None:
        """Written as JSON, which is YAML too."""
        entry = {"repo": str(repository), "rev": revision, "hooks": [{"id": hook} for hook in hooks]}
        self.write(".pre-commit-config.yaml", json.dumps({"repos": [entry]}))
        self.commit()

    def commit(self) -> str:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message=change")
        return git(self.folder, "rev-parse", "HEAD").strip()

    def status(self) -> str:
        """What git shows as changed or new."""
        return git(self.folder, "status", "--porcelain", "--untracked-files=all")

    def know(self, verdicts: Mapping[str, Check]) -> None:
        """As if an earlier run had asked."""
        with Store(self.folder / "cache") as store:
            for url, check in verdicts.items():
                store.keep_check(url, check)


OK = Check(Verdict.OK, "http_200", 200, checked_at=TODAY, tries=1)
GONE = Check(Verdict.BROKEN, "http_404", 404, checked_at=TODAY, tries=1)
