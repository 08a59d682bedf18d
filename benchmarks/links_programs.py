"""The programs under test: how each is called, what it said of the links, and what it cost.

Each run is a process of its own in a folder of its own; times are from its start to its end.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

# No proxy and no token may make a run differ from that on another machine.
_NOT_PASSED = ("_PROXY", "TOKEN", "_KEY")
MISREAD = (ValueError, KeyError, TypeError, AttributeError)  # no JSON, or of another shape


@dataclass(frozen=True, slots=True)
class Report:
    """What a program said: how many links it found alive, and its verdicts if they were asked for."""

    alive: int
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost, and what it said: None where it was killed or failed."""

    seconds: float
    megabytes: float  # the most that was resident
    killed: bool
    report: Report | None

    @property
    def verdict(self) -> str:
        """Of a run with one link."""
        if self.killed:
            return "hung"
        return self.report.verdicts[0] if self.report and len(self.report.verdicts) == 1 else "none"


class Program(Protocol):
    """A link checker."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...

    def write(self, folder: Path, urls: Sequence[str]) -> None:
        """Write a document with these links into the folder, in the form that the program likes best."""

    def command(self, *, cached: bool, verdicts: bool) -> list[str]:
        """Check that document; `cached` keeps what was learned in the folder for the next run, `verdicts` has each one said."""

    def read(self, folder: Path) -> Report:
        """What it said, in the words of `kinews check`. Raises OSError or one of MISREAD where there is no such report."""


@dataclass(frozen=True, slots=True)
class Kinews:
    """The command of this project, with its defaults; a folder of its own each time stands for a fresh memory."""

    path: str
    name: str = "kinews"

    def write(self, folder: Path, urls: Sequence[str]) -> None:
        lines = [f"Beitrag {number}: {url}\n" for number, url in enumerate(urls, 1)]
        (folder / "brief.txt").write_text("Der Brief\n\n" + "".join(lines), "utf-8")

    def command(self, *, cached: bool, verdicts: bool) -> list[str]:  # noqa: ARG002 - it does and says the same
        options = ["--format", "json", "--allow-private", "--select", "KN2", "--cache", "cache"]
        return [self.path, "check", "brief.txt", *options]

    def read(self, folder: Path) -> Report:
        report = json.loads((folder / "stdout").read_bytes())
        lost = {finding["url"] for finding in report["findings"] if finding["slug"] == "fragment-missing"}
        links = [link for issue in report["issues"] for link in issue["links"]]
        verdicts = tuple("broken" if link["url"] in lost else str(link["verdict"]) for link in links)
        return Report(sum(verdict in {"ok", "moved"} for verdict in verdicts), verdicts)


@dataclass(frozen=True, slots=True)
class Lychee:
    """lychee with its defaults. It knows no `moved` and no `blocked`; its redirects say which `ok` has moved for good."""

    path: str
    name: str = "lychee"

    def write(self, folder: Path, urls: Sequence[str]) -> None:
        lines = [f"- [Beitrag {number}]({url})\n" for number, url in enumerate(urls, 1)]
        (folder / "brief.md").write_text("# Der Brief\n\n" + "".join(lines), "utf-8")

    def command(self, *, cached: bool, verdicts: bool) -> list[str]:
        options = ["--cache"] if cached else []
        options += ["-v"] if verdicts else []  # without it the links that are alive are counted only
        return [
            self.path,
            "--config",
            os.devnull,
            "--no-progress",
            "-f",
            "json",
            "-o",
            "out.json",
            *options,
            "brief.md",
        ]

    def read(self, folder: Path) -> Report:
        report = json.loads((folder / "out.json").read_bytes())
        verdicts = tuple(
            judge(entry) for name, judge in _MAPS.items() for entries in report[name].values() for entry in entries
        )
        return Report(int(report["successful"]), verdicts)


def _success(entry: Any) -> str:
    hops = (entry.get("redirects") or {}).get("redirects", [])
    return "moved" if hops and all(hop["code"] in {301, 308} for hop in hops) else "ok"


def _error(entry: Any) -> str:
    text = entry["status"]["text"].lower()
    return "unreachable" if "timeout" in text or "timed out" in text else "broken"


_MAPS: dict[str, Callable[[Any], str]] = {
    "success_map": _success,
    "error_map": _error,
    "timeout_map": lambda _: "unreachable",
    "excluded_map": lambda _: "unchecked",
}


def version(program: Program) -> str:
    """As the program says it; both begin with their names."""
    said = subprocess.run([program.path, "--version"], capture_output=True, text=True, check=False, timeout=30)
    return " ".join(said.stdout.split()[:2]) or program.name


def find_kinews() -> Kinews | None:
    """The command beside the interpreter that runs this, else the one on the PATH."""
    path = shutil.which("kinews", path=str(Path(sys.executable).parent)) or shutil.which("kinews")
    return Kinews(path) if path else None


def find_lychee(path: str | None) -> Lychee | None:
    """The program at `path`, else the one on the PATH. Raises FileNotFoundError where `path` is no program."""
    found = shutil.which(path or "lychee")
    if found is None and path is not None:
        raise FileNotFoundError(f"{path} is no program")
    return Lychee(os.path.abspath(found)) if found else None  # noqa: PTH100 - a link to it must stay one


@contextmanager
def folder_of(program: Program, urls: Sequence[str]) -> Iterator[Path]:
    """A folder with the document in it, for one run or for several that share a cache."""
    with tempfile.TemporaryDirectory(prefix="links-") as name:
        folder = Path(name)
        program.write(folder, urls)
        yield folder


def run(program: Program, folder: Path, *, limit: float, cached: bool = False, verdicts: bool = False) -> Run:
    """Run the program on the document in the folder; killed after `limit` seconds."""
    seconds, megabytes, killed = _measure(program.command(cached=cached, verdicts=verdicts), folder, limit)
    try:
        report = None if killed else program.read(folder)
    except (OSError, *MISREAD):
        report = None
        complaint = (folder / "stderr").read_text("utf-8", "replace").strip().rpartition("\n")[2]
        print(f"{program.name} gave no report: {complaint[-300:]}", file=sys.stderr)
    return Run(seconds, megabytes, killed, report)


def _measure(command: list[str], folder: Path, limit: float) -> tuple[float, float, bool]:
    """Seconds, megabytes and whether it had to be killed. The output goes to the folder's `stdout` and `stderr`."""
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        try:
            return _wait(process, started, limit)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(process: subprocess.Popen[bytes], started: float, limit: float) -> tuple[float, float, bool]:
    """Look every two milliseconds, at what it holds as well: see `_peak`."""
    killed, seen = False, 0
    while True:
        seen = max(seen, _high_water(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.monotonic() - started
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return seconds, _peak(usage.ru_maxrss, seen) / 1024, killed
        if seconds > limit and not killed:
            os.killpg(process.pid, signal.SIGKILL)
            killed = True
        time.sleep(0.002 if seconds < 5 else 0.02)


def _peak(reported: int, seen: int) -> int:
    """The peak of a child in kilobytes.

    What the kernel reports begins with the size of the process that forked: a child that stays below that is as large
    as it was seen to be.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return reported if reported > own or not seen else seen


def _high_water(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().endswith(_NOT_PASSED)}
    return kept | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
