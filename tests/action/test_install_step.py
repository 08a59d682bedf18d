"""The step "Install kinews", and a check with what it installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from action.definitions import Job
from hooks.newsletter import CLEAN, Newsletter
from hooks.station import Station

pytestmark = pytest.mark.slow


def test_what_it_installs_runs_beside_files_that_are_named_like_modules(
    newsletter: Newsletter, station: Station, tmp_path: Path
) -> None:
    newsletter.write("issues/001.txt", CLEAN.format(number=1))
    for module in ("venv", "ensurepip", "pip", "hatchling", "kinews_cli", "json"):
        newsletter.write(f"{module}.py", "raise SystemExit('taken over')\n")
    newsletter.commit()
    temp = tmp_path / "temp"
    temp.mkdir()
    job = Job(newsletter.folder, temp)
    setup_python = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    on_the_runner = {**station.environment(), "PATH": setup_python, "GITHUB_ACTION_PATH": str(station.repository)}

    installed = job.run("Install kinews", more=on_the_runner)
    checked = job.run("Check", inputs={"check-links": "false"}, more=on_the_runner)

    assert installed.code == 0, installed.log
    assert checked.code == 0, checked.log
    assert checked.outputs["exit-code"] == "0"
    assert newsletter.status() == ""
