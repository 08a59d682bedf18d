# ruff: noqa: INP001, T201, S603, S607 - a script, which prints, and starts gh with lists of arguments, never a shell
"""Keeps one issue about links that have gone bad: opens, rewrites and closes it, and comments on what has changed.

    python action/link_rot.py REPORT

REPORT is the JSON of `kinews check`. Needs gh, with GH_TOKEN (issues: write) and GH_REPO in the environment; else the standard
library only.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import changes

_LABEL = "kinews-link-rot"
_TITLE = "Links that have gone bad"


def main(report: Path) -> int:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    issue = _issue("open") or _issue("all")
    before = changes.remembered(issue["body"] or "") if issue else ()
    found = changes.compare(json.loads(report.read_bytes()), before, today)
    print(changes.summary_of(found))
    if issue is not None and issue["state"] == "OPEN":
        _rewrite(str(int(issue["number"])), found)
    elif found.new:  # what somebody has closed stays closed until there is something new
        _open(found)
    return 0


def _issue(state: str) -> dict[str, Any] | None:
    """The newest issue under our label, as gh tells it."""
    fields = "number,body,state"
    listed = _gh("issue", "list", "--label", _LABEL, "--state", state, "--limit", "1", "--json", fields)
    found: list[dict[str, Any]] = json.loads(listed)
    return found[0] if found else None


def _rewrite(number: str, found: changes.Changes) -> None:
    _gh("issue", "edit", number, "--body-file", "-", text=changes.body_of(found, _run_address()))
    comment = changes.comment_of(found)
    if comment:
        _gh("issue", "comment", number, "--body-file", "-", text=comment)
    if not found.open:
        _gh("issue", "close", number)


def _open(found: changes.Changes) -> None:
    _gh("label", "create", _LABEL, "--force", "--description", "Kept by the weekly link check", "--color", "d4a72c")
    text = changes.body_of(found, _run_address())
    _gh("issue", "create", "--title", _TITLE, "--label", _LABEL, "--body-file", "-", text=text)


def _run_address() -> str:
    parts = (os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"))
    server, repository, run = parts
    return f"{server}/{repository}/actions/runs/{run}"


def _gh(*arguments: str, text: str = "") -> str:
    """What gh prints. Raises CalledProcessError where it fails: the step fails then, and gh has said why."""
    done = subprocess.run(["gh", *arguments], input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
