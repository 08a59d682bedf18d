"""`kinews init`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import show

if TYPE_CHECKING:
    from kinews_cli.pipeline.starting import Started

Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help="Where the newsletter lives; made if it is not there.")
]


def init(folder: Folder = Path(), quiet: o.OnlyErrors = False, debug: o.Debug = False) -> None:
    """Start a newsletter: settings, glossary, hook and workflow. What is there is kept.

    \b
    kinews init          in this folder
    kinews init brief    in a new one
    """
    from kinews_cli.pipeline.starting import start

    started = start(folder)
    if not quiet:
        commands = [f"  {command}" for command in next_commands(folder, started.root)]
        show([*_done(started), "", *_next(), "", *commands, "", *_notes(started), *_below_the_root(started, folder)])


def _done(started: Started) -> Iterator[str]:
    yield from (f"written: {name}" for name in started.written)
    yield from (f"lines added: {name}" for name in started.extended)
    yield from (f"kept as it is: {name}" for name in started.kept)


def _next() -> Iterator[str]:
    activate = Path(sys.prefix, "bin", "activate")
    if shutil.which("kinews") is not None or not activate.is_file():
        yield "Next:"
        return
    # It was called by its path: nothing of what follows would be found.
    yield f"Next, once `source {_quoted(str(activate))}` has put kinews on the PATH:"


def _notes(started: Started) -> Iterator[str]:
    from kinews_cli.pipeline.starting import HOOKS, WORKFLOW

    yield "`kinews build` without more writes the English edition too; it sends the text to the translator that is"
    yield f"named in {started.settings}."
    if WORKFLOW in started.written:
        yield f"{WORKFLOW} runs kinews from a copy of it in the folder kinews, on GitHub; put one"
        yield 'there, or write at "uses" where kinews is: OWNER/NAME@COMMIT.'
    if HOOKS in started.kept and not started.has_hook:
        yield f"Your {HOOKS} was kept: `kinews init` in an empty folder elsewhere shows the hook to add."


def _below_the_root(started: Started, folder: Path) -> Iterator[str]:
    """Hook and workflow work at the root of a repository alone, and nothing is written outside of the newsletter's folder."""
    if started.root is None:
        return
    from kinews_cli.pipeline.starting import HOOKS, WORKFLOW, yaml_text

    place = folder.resolve().relative_to(started.root).as_posix()
    issues, pattern = printable(f"{place}/issues"), printable(f"^{re.escape(place)}/issues/")
    yield ""
    yield "No hook and no workflow were written: the root of this folder's repository is"
    yield f"{printable(str(started.root))}, and {HOOKS} and {WORKFLOW} have an effect there alone."
    yield "Run `kinews init` at the root to have the newsletter there. To have it here, copy the two files that it writes in"
    yield f"an empty folder elsewhere to the root. In the hook, write files: {pattern}"
    yield f"In the workflow, write {issues}/** for issues/**, and at the end, below uses, with: {{paths: {yaml_text(issues)}}}"


def next_commands(folder: Path, root: Path | None = None) -> Iterator[str]:
    """What to type to come to a first edition and a hook that looks at what is committed, word for word.

    `root` is the repository's folder, where that is one above: there are no hooks of ours then.
    """
    from kinews_cli.pipeline.starting import repository_of

    if folder != Path():
        yield f"cd {_quoted(str(folder))}"
    if repository_of(folder) is None:
        yield "git init"
    yield "kinews new"
    yield "kinews build --edition de"
    if root is None:
        runner = next((name for name in ("pre-commit", "prek") if _found(name)), None)
        if runner is None:
            yield "pip install pre-commit"
        yield f"{runner or 'pre-commit'} install"
    yield "git add --all" if root is None else "git add ."  # the rest of the repository is no matter of ours
    yield from _introduction(folder)
    yield 'git commit -m "A newsletter begins"'


def _introduction(folder: Path) -> Iterator[str]:
    """Git commits for nobody whose name it does not know; the author writes his own in place of these."""
    for key, example in {"NAME": "Your Name", "EMAIL": "you@example.org"}.items():
        if not all(os.environ.get(f"GIT_{role}_{key}") for role in ("AUTHOR", "COMMITTER")):
            setting = f"user.{key.lower()}"
            if not _git_knows(setting, folder):
                yield f"git config {setting} {_quoted(example)}"


def _git_knows(setting: str, folder: Path) -> bool:
    import subprocess

    command = ["git", "config", setting]
    try:
        asked = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - a list, no shell
    except OSError:
        return True  # there is no git, and nothing to set
    return bool(asked.stdout.strip())


def _found(program: str) -> bool:
    """On the PATH as it is, or as it will be once the environment is active."""
    beside = None if shutil.which("kinews") else str(Path(sys.executable).parent)
    return shutil.which(program) is not None or (beside is not None and shutil.which(program, path=beside) is not None)


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(printable(text))
