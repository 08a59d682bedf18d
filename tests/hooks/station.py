"""Where the tests of hooks and action get their packages, and pre-commit and prek their environments.

The network is asked once, by pip, for the wheels that an installation of kinews needs. Everything after that (pip within
pre-commit, uv within prek, the hooks themselves) runs without it: the ban of `network_ban.py` holds there again. All workers
of a test run share one station.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_PACKAGE = ("src", "action", "action.yml", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
_TOOLS = ("hatchling>=1.25", "uv")  # what builds kinews; what prek installs with
# What pytest, coverage, a surrounding hook or a CI platform put there; with CI set nothing would show its progress anyway.
_OURS = (
    "COVERAGE_",
    "PYTEST_",
    "PRE_COMMIT",
    "GIT_",
    "GITHUB_",
    "VIRTUAL_ENV",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
)
REQUIRED = "KINEWS_REQUIRE_HOOKS"


@dataclass(frozen=True)
class Station:
    """`repository` is a clean git repository of the package as it stands in the working tree, at the commit `revision`."""

    folder: Path

    @property
    def repository(self) -> Path:
        return self.folder / "kinews"

    @property
    def wheels(self) -> Path:
        return self.folder / "wheels"

    @property
    def tools(self) -> Path:
        """A folder of programs: uv."""
        return self.folder / "tools" / "bin"

    @property
    def revision(self) -> str:
        return git(self.repository, "rev-parse", "HEAD").strip()

    def environment(self) -> dict[str, str]:
        """Of a machine without a network, on which pip and uv find the wheels of the station."""
        return {
            **environment(),
            "PYTHONPATH": str(ROOT / "tests" / "child"),
            "PATH": os.pathsep.join([str(self.tools), os.environ["PATH"]]),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_PYTHON_DOWNLOADS": "never",
            "PRE_COMMIT_HOME": str(self.folder / "pre-commit"),
            "PREK_HOME": str(self.folder / "prek"),
        }


def station_of(factory: pytest.TempPathFactory) -> Station:
    """The station of this test run, made by whoever needs it first. Skips the test where pip finds no registry."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    station = Station(shared / "station")
    with locked(shared / "station.lock"):
        fault = shared / "station.fault"
        if not station.folder.exists() and not fault.exists():
            said = _furnish(station)
            if said:
                shutil.rmtree(station.folder)
                fault.write_text(said)
        if fault.exists():
            _give_up(fault.read_text())
    return station


def git(folder: Path, *arguments: str) -> str:
    """What git prints, as bytes that UTF-8 cannot read in their escaped form."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    """That of an editor's machine: ours, without what tests and CI set, and with nobody's git configuration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS) and name != "CI"}
    person = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Editor"), ("EMAIL", "editor@example.org"))
    }
    return {**kept, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One process at a time."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _furnish(station: Station) -> str:
    """Empty, or what pip said where it could not get the wheels."""
    station.folder.mkdir()
    _copy_package(station.repository)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(station.wheels)]
    said = _run([*build, *_TOOLS, str(station.repository)], environment())
    if said:
        return said
    for built in station.wheels.glob("kinews_cli-*"):
        built.unlink()  # hooks and action install from the sources
    offline = station.environment()
    target = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(station.folder / "tools"), "uv"]
    return _run(target, offline)


def _run(command: list[str], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, env=dict(variables), capture_output=True, encoding="utf-8", check=False)
    return done.stderr[-2000:] or "it failed" if done.returncode else ""


def _copy_package(target: Path) -> None:
    """Untracked files and all: what is being worked on is what is tested."""
    target.mkdir()
    ignored = shutil.ignore_patterns("__pycache__")
    for name in _PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, target / name)
    git(target, "init", "--quiet", "--initial-branch=main")
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "--message=kinews")


def _give_up(said: str) -> None:
    reason = f"pip cannot install kinews and what it needs: {said}"
    if os.environ.get(REQUIRED):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
