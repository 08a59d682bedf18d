"""docs/hooks.md: its command lines are run, its table is that of the manifest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with pre-commit; its types do not

from hooks.newsletter import CLEAN, TRACKED, Newsletter
from hooks.station import ROOT, Station, git

pytestmark = pytest.mark.slow  # programs of others, or a repository for each test

DOCS = (ROOT / "docs" / "hooks.md").read_text("utf-8")
MANIFEST: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)


def test_the_table_says_what_the_hooks_run() -> None:
    told = re.findall(r"^\| `(kinews-\w+)` \|[^|]*\| `([^`]+)`", DOCS, re.MULTILINE)
    assert dict(told) == {hook["id"]: hook["entry"] for hook in MANIFEST}


@pytest.mark.parametrize("hook", MANIFEST, ids=lambda hook: hook["id"])
class TestEveryHook:
    def test_it_is_one_process_over_the_issues(self, hook: dict[str, Any]) -> None:
        assert (hook["language"], hook["require_serial"], hook["files"]) == ("python", True, "^issues/")
        assert hook["types_or"] == ["plain-text", "markdown"]
        assert hook["minimum_pre_commit_version"] == "3.2.0"

    def test_only_the_links_ask_the_network_and_they_wait_to_be_called(self, hook: dict[str, Any]) -> None:
        asks = "--offline" not in hook["entry"]
        assert asks == (hook["id"] == "kinews-links")
        assert hook.get("stages") == (["pre-push", "manual"] if asks else None)


def lines_for(runner: str) -> list[str]:
    """The command lines, as the page says that they are for the other program."""
    lines = "\n".join(blocks("sh")).splitlines()
    if runner == "pre-commit":
        return lines
    (first,) = re.findall(r"Under prek the first line is `([^`]+)`", DOCS)
    return [first, *(line.replace("pre-commit", "prek", 1) for line in lines[1:])]


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_the_command_lines_lead_to_hooks_that_work(newsletter: Newsletter, station: Station, runner: str) -> None:
    (newsletter.folder.parent / "kinews").symlink_to(station.repository)
    environment = station.environment()
    programs = {**environment, "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])}
    (config,) = blocks("yaml")
    newsletter.write(".pre-commit-config.yaml", config)
    newsletter.write("issues/001.txt", CLEAN.format(number=1))
    newsletter.commit()

    for line in lines_for(runner):
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=newsletter.folder,
            env=programs,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"

    newsletter.write("issues/001.txt", TRACKED.format(number=1))
    git(newsletter.folder, "add", "--all")
    stopped = subprocess.run(
        ["git", "commit", "--message=with a fault"],
        cwd=newsletter.folder,
        env=programs,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert stopped.returncode == 1
    assert "files were modified by this hook" in stopped.stderr
    assert newsletter.read("issues/001.txt") == CLEAN.format(number=1)
