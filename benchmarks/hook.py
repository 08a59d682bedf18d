"""What a hook costs: the processor time of `kinews check --offline` on one issue of which everything is known.

    python benchmarks/hook.py            # a sample issue: a draft, and translated
    python benchmarks/hook.py FILE       # your issue, with the FILE.en.po beside it

The command runs in a process of its own, as a hook runs it: the time that Python needs to start is in the figures, and stands
alone in the first row. Each link is given a verdict and a source, so nothing is asked of any network. A row is the smallest and
the median of 20 runs, in turn with the others; the ratio is to starting Python and importing typer. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import kinews_cli
from kinews_cli import clock
from kinews_cli.model.source import Confidence, Language, Source, SourceKind
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reading.building import read_issue
from kinews_cli.store import Store

SAMPLE = Path(__file__).parents[1] / "issues" / "002.txt"
RUNS = 20
_KINEWS = (sys.executable, "-m", "kinews_cli")


def newsletter(folder: Path, text: Path, *, translated: bool) -> list[str]:
    """A folder with one issue of which everything is known; returns the hook's command there."""
    (folder / "issues").mkdir(parents=True)
    (folder / "kinews.toml").touch()
    issue = folder / "issues" / text.name
    shutil.copy(text, issue)
    if translated:
        shutil.copy(text.with_suffix(".en.po"), issue.with_suffix(".en.po"))
    with Store(folder / "cache") as store:
        for link in read_issue(text.read_bytes(), str(text)).links():
            now = clock.stamp(clock.now())
            store.keep_check(link.url, Check(Verdict.OK, "http_200", 200, link.url, tries=1, checked_at=now))
            language = Language("en", Confidence.HIGH)
            store.keep_source(
                link.url, Source(link.url, SourceKind.PAGE, "webpage", title=link.label, language=language)
            )
    # Not offline, so that what is said of the translation is kept: everything else is fresh, and only KN204 would ask.
    online = ("check", "--ignore", "KN204", f"issues/{text.name}", "--fail-on", "never")
    subprocess.run([*_KINEWS, *online], cwd=folder, check=True, capture_output=True)
    return [*_KINEWS, "check", "--offline", "--fail-on", "never", f"issues/{text.name}"]


def processor_time(command: Sequence[str], folder: Path) -> float:
    """Milliseconds, of the user and of the system, that one run of the command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def race(commands: Mapping[str, tuple[Sequence[str], Path]]) -> dict[str, list[float]]:
    """Milliseconds of each run of each command, in turn; the first run of each does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, (command, folder) in commands.items():
            spent = processor_time(command, folder)
            if turn:
                times[name].append(spent)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=SAMPLE, help="an issue")
    text = parser.parse_args().file
    # An installer compiles once; a checkout would do it in each run where PYTHONDONTWRITEBYTECODE is set.
    compileall.compile_dir(Path(kinews_cli.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        commands: dict[str, tuple[Sequence[str], Path]] = {
            "python": ((sys.executable, "-c", "pass"), here),
            "python, typer": ((sys.executable, "-c", "import typer"), here),
            "a draft": (newsletter(here / "draft", text, translated=False), here / "draft"),
        }
        if text.with_suffix(".en.po").exists():
            commands["translated"] = (newsletter(here / "both", text, translated=True), here / "both")
        times = race(commands)
    peer = statistics.median(times["python, typer"])
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {text.name}, {RUNS} runs each")
    print(f"{'processor time, ms':<22} {'least':>7} {'median':>7} {'ratio':>7}")
    for name, spent in times.items():
        median = statistics.median(spent)
        print(f"{name:<22} {min(spent):>7.0f} {median:>7.0f} {median / peer:>7.2f}")


if __name__ == "__main__":
    main()
