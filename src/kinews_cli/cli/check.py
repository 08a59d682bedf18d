"""`kinews check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.output import put, put_lines, refuse_input_as_output, say_aside

FormatOption = Annotated[o.Format, typer.Option("--format", help="How findings are printed.")]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write the report there.")]


def check(
    paths: o.Paths = None,
    format: FormatOption = o.Format.TEXT,  # noqa: A002 - the name of the option
    output: Output = None,
    offline: o.Offline = False,
    refresh: o.Refresh = False,
    select: o.Select = None,
    ignore: o.Ignore = None,
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
    from kinews_cli.pipeline import checking
    from kinews_cli.pipeline.inputs import issue_paths, read_issues
    from kinews_cli.reports.json_report import report_json
    from kinews_cli.reports.text import report_text
    from kinews_cli.rules.run import reaches
    from kinews_cli.store import Store

    refuse_input_as_output(issue_paths(paths) if paths else [], output)
    config = setup.configuration(config_file, paths or [])
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
    found = issue_paths(paths or [], default=str(config.below("issues")))
    issues = read_issues(found, config, stdin_name=stdin_filename, date=setup.given_date(date))
    with Store(cache or config.below(config.cache)) as store:
        report = checking.check(issues, store, chosen, setup.display(quiet=quiet or format is not o.Format.TEXT))
    if format is o.Format.JSON:
        put(report_json(report.dossiers, report.findings, report.effort), output)
        if not quiet:
            say_aside(setup.remarks(web, issues, store.remarks))
    else:
        shades = setup.shades(color, to_file=output is not None)
        lines = report_text(
            report.dossiers,
            report.findings,
            setup.remarks(web, issues, store.remarks),
            quiet=quiet,
            verbose=verbose,
            shades=shades,
        )
        put_lines(lines, output)
    raise typer.Exit(int(reaches(report.findings, fail_on.value)))
