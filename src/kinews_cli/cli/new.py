"""`kinews new`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import show

Title = Annotated[
    str | None, typer.Option("--title", metavar="TITLE", help="Its title. [default: the last one's, counted on]")
]
Number = Annotated[
    int | None, typer.Option("--number", metavar="N", min=1, max=999_999, help="Its number. [default: the next]")
]
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def new(
    title: Title = None,
    number: Number = None,
    date: o.IssueDate = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
) -> None:
    """The next issue's file in issues/, from a template.

    \b
    kinews new
    kinews new --title "KI News Spezial #7" --date 2026-11-23
    """
    from kinews_cli.cli import setup
    from kinews_cli.pipeline.starting import draft, write

    config = setup.configuration(config_file, [])
    given = setup.given_date(date)
    made = draft(config, title=title, number=number, date=_spelt(given) if given is not None else None)
    write(made)
    path = printable(str(made.path))
    show([path] if quiet else [path, *_next(made.path)])


def _next(path: Path) -> Iterator[str]:
    yield from ("", "Next: write it, then", "")
    yield f"  kinews check {_argument(path)}"
    yield f"  kinews build {_argument(path)}"


def _spelt(date: str) -> str:
    """An ISO date as a German letter writes it: 23. November 2026."""
    year, month, day = date.split("-")
    return f"{int(day)}. {_MONTHS[int(month) - 1]} {year}"


def _argument(path: Path) -> str:
    import shlex

    return shlex.quote(printable(str(path)))
