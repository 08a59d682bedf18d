"""`kinews init`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import show

Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help="Where the newsletter lives; made if it is not there.")
]


def init(folder: Folder = Path(), debug: o.Debug = False) -> None:
    """Start a newsletter: settings, glossary, issues/, hook and workflow. What is there is kept.

    \b
    kinews init          in this folder
    kinews init brief    in a new one
    """
    from kinews_cli.pipeline.starting import start

    started = start(folder)
    lines = [f"written: {name}" for name in started.written]
    lines += [f"lines added: {name}" for name in started.extended]
    lines += [f"kept as it is: {name}" for name in started.kept]
    lines += ["", "Next:", "", *(f"  {command}" for command in next_commands(folder)), ""]
    lines.append(
        "`kinews build` without more writes the English edition too; it sends the text to the translator that is"
    )
    lines.append("named in kinews.toml.")
    if ".pre-commit-config.yaml" in started.kept:
        lines.append("Your .pre-commit-config.yaml was kept: `kinews init` in an empty folder shows the hook to add.")
    show(lines)


def next_commands(folder: Path) -> Iterator[str]:
    """What to type to come to a first edition and a hook that looks at what is committed, word for word."""
    if folder != Path():
        yield f"cd {_quoted(str(folder))}"
    if not any((place / ".git").exists() for place in (folder.absolute(), *folder.absolute().parents)):
        yield "git init"
    yield "kinews new"
    yield "kinews build --edition de"
    if shutil.which("pre-commit") is None:
        yield "pip install pre-commit"
    yield "pre-commit install"
    yield "git add --all"
    yield 'git commit -m "A newsletter begins"'


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(printable(text))
