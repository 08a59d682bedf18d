"""`kinews check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.choices import Color, FailOn
from kinews_cli.reports.formats import Format

FormatOption = Annotated[Format, o.choice("--format", Format, "How findings are printed.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report there.")]

Fix = Annotated[bool, typer.Option("--fix", help="Apply the safe fixes to the issues.")]
UnsafeFixes = Annotated[
    bool, typer.Option("--unsafe-fixes", help="Also the fixes that an author should look at: with --fix or --diff.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")]


def check(
    paths: o.Paths = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the name of the option
    output: Output = None,
    fix: Fix = False,
    unsafe_fixes: UnsafeFixes = False,
    diff: Diff = False,
    offline: o.Offline = False,
    refresh: o.Refresh = False,
    engine: o.EngineName = None,
    engine_url: o.EngineUrl = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    force_exclude: o.ForceExclude = False,
    fail_on: o.FailOnOption = FailOn.ERROR,
    date: o.IssueDate = None,
    stdin_filename: o.StdinName = None,
    timeout: o.Timeout = 10.0,
    run_timeout: o.RunTimeout = 600.0,
    max_connections: o.MaxConnections = 200,
    max_per_host: o.MaxPerHost = 6,
    allow_private: o.AllowPrivate = False,
    connect_to: o.ConnectToOption = None,
    proxy: o.Proxy = None,
    cache: o.Cache = None,
    config_file: o.ConfigFile = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    debug: o.Debug = False,
    color: o.ColorOption = Color.AUTO,
) -> None:
    """Findings: text, links, marks, sources, translation.

    \b
    kinews check                              every issue in issues/
    kinews check issues/006.txt --select KN2  only what concerns links
    """
    from kinews_cli.cli.check_run import CheckArguments, run_check

    given = CheckArguments(
        paths=tuple(paths or ()),
        format=format,
        output=output,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        offline=offline,
        refresh=refresh,
        engine=engine,
        engine_url=engine_url,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        force_exclude=force_exclude,
        fail_on=fail_on,
        date=date,
        stdin_filename=stdin_filename,
        timeout=timeout,
        run_timeout=run_timeout,
        max_connections=max_connections,
        max_per_host=max_per_host,
        allow_private=allow_private,
        connect_to=tuple(connect_to or ()),
        proxy=proxy,
        cache=cache,
        config_file=config_file,
        quiet=quiet,
        verbose=verbose,
        debug=debug,
        color=color,
    )
    raise typer.Exit(run_check(given))
