"""`kinews cache`: what kinews keeps about links, sources and translations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli import clock
from kinews_cli.cli import options as o
from kinews_cli.cli.output import put, say_aside, show

app = typer.Typer(
    help="What is kept in cache/: links, sources and translations.\n\n\b\n"
    "kinews cache info     where it is, how large, what is in it\n"
    "kinews cache clear    ask everything anew; since when a link has been bad stays known",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_LONGEST = 36_500  # days; a century

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON.")]
OlderThan = Annotated[
    int,
    typer.Option(
        "--older-than", metavar="DAYS", min=1, max=_LONGEST, help="What no run has asked about for so many days."
    ),
]
DryRun = Annotated[bool, typer.Option("-n", "--dry-run", help="Only say what would be dropped.")]
History = Annotated[
    bool, typer.Option("--history", help="Also since when links have been bad, which no later run can find out.")
]
OnlyPlace = Annotated[bool, typer.Option("-q", "--quiet", help="Only where it is.")]


@app.command()
def info(
    as_json: AsJson = False,
    cache: o.Cache = None,
    config_file: o.ConfigFile = None,
    quiet: OnlyPlace = False,
    debug: o.Debug = False,
) -> None:
    """Where the cache is, how large, and what is in it. Nothing is made or changed.

    \b
    kinews cache info
    kinews cache info --json    for programs
    """
    from kinews_cli.cli.cache_text import look_json, look_text
    from kinews_cli.store.contents import look

    seen = look(_folder(cache, config_file), clock.now())
    if as_json:
        from kinews_cli.plain import dump

        put(dump(look_json(seen)), None)
    else:
        show([_name(seen.path.parent)] if quiet else look_text(seen))


@app.command()
def prune(
    older_than: OlderThan = 90,
    dry_run: DryRun = False,
    cache: o.Cache = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
) -> None:
    """Drop the links that no run has asked about for a long time. The file becomes smaller.

    The history of verdicts stays.

    \b
    kinews cache prune                      not asked about for 90 days
    kinews cache prune --older-than 30 -n   what would go after 30
    """
    from kinews_cli.cli.cache_text import prune_text
    from kinews_cli.store import upkeep

    folder = _folder(cache, config_file)
    dropped = upkeep.prune(folder, older_than, now=clock.now(), dry_run=dry_run)
    if dropped is not None and not quiet:
        say_aside(dropped.remarks)
    if not quiet:
        show([f"{_name(folder)}: {prune_text(dropped, older_than, dry_run=dry_run)}"])


@app.command()
def clear(
    history: History = False,
    cache: o.Cache = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
) -> None:
    """Drop everything but the history of verdicts. A link broken yesterday is still known to be so tomorrow.

    \b
    kinews cache clear              the next run asks everything anew
    kinews cache clear --history    as if kinews had never run
    """
    from kinews_cli.cli.cache_text import clear_text
    from kinews_cli.store import upkeep

    folder = _folder(cache, config_file)
    dropped = upkeep.clear(folder, history=history)
    if dropped is not None and not quiet:
        say_aside(dropped.remarks)
    if not quiet:
        show([f"{_name(folder)}: {clear_text(dropped, history=history)}"])


def _folder(named: Path | None, config_file: Path | None) -> Path:
    """Where the other commands keep what they learn when they are run in this folder."""
    from kinews_cli.cli import setup

    config = setup.configuration(config_file, [])
    return named or config.below(config.cache)


def _name(folder: Path) -> str:
    from kinews_cli.reports.text import shown_path
    from kinews_cli.store import FILE_NAME

    return shown_path(str(folder / FILE_NAME))
