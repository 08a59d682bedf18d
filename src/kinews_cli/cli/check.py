"""`kinews check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.output import refuse_input_as_output
from kinews_cli.reports.formats import Format
from kinews_cli.values import replace

FormatOption = Annotated[Format, typer.Option("--format", help="How findings are printed.")]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write the report there.")]

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
    fail_on: o.FailOnOption = o.FailOn.ERROR,
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
    color: o.ColorOption = o.Color.AUTO,
) -> None:
    """Findings: text, links, marks, sources, translation.

    \b
    kinews check                       every issue in issues/
    kinews check 006.txt --select KN2  only what concerns links
    """
    from kinews_cli.cli import setup
    from kinews_cli.cli.checked import Manner, put_report
    from kinews_cli.pipeline import checking
    from kinews_cli.pipeline.inputs import issue_paths, read_issues
    from kinews_cli.rules.run import reaches
    from kinews_cli.store import Store

    output = None if output == Path("-") else output
    config = setup.configuration(config_file, paths or [])
    # As for build, so that one set of options serves both; none is asked.
    if engine is not None or engine_url is not None:
        setup.engine_choice(engine, engine_url, config, offline=True)
    web = setup.web_settings(
        config,
        timeout=timeout,
        run_timeout=run_timeout,
        max_connections=max_connections,
        max_per_host=max_per_host,
        allow_private=allow_private,
        connect_to=connect_to,
        proxy=proxy,
    )
    network = setup.network(offline=offline, refresh=refresh)
    chosen = checking.CheckOptions(network, web, setup.codes(select, ignore), config)
    found = issue_paths(paths or [], str(config.below("issues")), config, force_exclude=force_exclude)
    refuse_input_as_output([*found, *setup.own_files(found, config)], output)
    issues = read_issues(found, config, stdin_name=stdin_filename, date=setup.given_date(date))
    with Store(cache or config.below(config.cache)) as store:
        report = checking.check(issues, store, chosen, setup.display(quiet=quiet or format is not Format.TEXT))
    if fix or diff:
        from kinews_cli.cli.fixes import Wish, carry_out

        report = carry_out(report, chosen, Wish(fix, unsafe_fixes, diff, quiet))
        if diff and output is None:
            raise typer.Exit(int(reaches(report.findings, fail_on.value)))
    remarks = (*setup.remarks(web, issues, store.remarks), *report.remarks)
    put_report(replace(report, remarks=remarks), Manner(format, output, quiet, verbose, color))
    raise typer.Exit(int(reaches(report.findings, fail_on.value)))
