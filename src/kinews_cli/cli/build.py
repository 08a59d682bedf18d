"""`kinews build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.choices import Color, FailOn
from kinews_cli.cli.output import show

Out = Annotated[Path | None, typer.Option("-o", "--out", metavar="DIR", help="Where editions go. [default: editions/]")]
Editions = Annotated[str, typer.Option("--edition", metavar="LANGUAGES", help="Which editions to write.")]
All = Annotated[bool, typer.Option("--all", help="Build every issue, current or not.")]


def build(
    paths: o.Paths = None,
    out: Out = None,
    edition: Editions = "de,en",
    build_all: All = False,
    offline: o.Offline = False,
    refresh: o.Refresh = False,
    engine: o.EngineName = None,
    engine_url: o.EngineUrl = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    fail_on: o.FailOnOption = FailOn.NEVER,
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
    """Write both editions: read, check, annotate, mark, translate.

    \b
    kinews build                           every issue that is not current
    kinews build issues/006.txt --offline  one issue, without any network
    """
    from kinews_cli.cli import setup
    from kinews_cli.cli.build_summary import build_summary
    from kinews_cli.pipeline import building
    from kinews_cli.pipeline.inputs import issue_paths, read_issues
    from kinews_cli.reports.text import findings_text
    from kinews_cli.store import Store

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
        engine_url=engine_url,
    )
    chosen = building.BuildOptions(
        out=out or config.below(config.editions),
        editions=building.languages(edition),
        network=setup.network(offline=offline, refresh=refresh),
        web=web,
        engine=setup.engine_choice(engine, engine_url, config, offline=offline),
        codes=setup.codes(select, ignore),
        config=config,
    )
    found = issue_paths(paths or [], str(config.below("issues")), config)
    issues = read_issues(found, config, stdin_name=stdin_filename, date=setup.given_date(date))
    with Store(cache or config.below(config.cache)) as store:
        skipped = (
            []
            if paths or build_all or refresh
            else [issue for issue in issues if building.is_current(issue, store, chosen, fail_on.value)]
        )
        work = [issue for issue in issues if issue not in skipped]
        run = building.build(work, store, chosen, setup.display(quiet=quiet, color=color))
    shades = setup.shades(color, to_file=False)
    if quiet:
        quietly = [*(finding for built in run.built for finding in built.findings), *run.about_suppressions]
        show(findings_text(quietly, shades))
    else:
        remarks = setup.remarks(web, issues, store.remarks)
        show(build_summary(run, [issue.path for issue in skipped], remarks, verbose=verbose, shades=shades))
    raise typer.Exit(building.exit_code(run, fail_on.value))
