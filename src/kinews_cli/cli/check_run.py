"""What `kinews check` does, once its arguments are read: by Typer, or by `plain_check.py`."""

from __future__ import annotations

from pathlib import Path

from kinews_cli.cli import failure, setup
from kinews_cli.cli.checked import Manner, put_report
from kinews_cli.cli.choices import Color, FailOn
from kinews_cli.cli.output import refuse_input_as_output
from kinews_cli.pipeline import checking
from kinews_cli.pipeline.inputs import issue_paths, read_issues
from kinews_cli.reports.formats import Format
from kinews_cli.rules.run import reaches
from kinews_cli.store import Store
from kinews_cli.values import Value, replace


class CheckArguments(Value, frozen=True):
    """The arguments of `kinews check` under the names of its options, with their defaults."""

    paths: tuple[str, ...] = ()
    format: Format = Format.TEXT
    output: Path | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    offline: bool = False
    refresh: bool = False
    engine: str | None = None
    engine_url: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    force_exclude: bool = False
    fail_on: FailOn = FailOn.ERROR
    date: str | None = None
    stdin_filename: str | None = None
    timeout: float = 10.0
    run_timeout: float = 600.0
    max_connections: int = 200
    max_per_host: int = 6
    allow_private: bool = False
    connect_to: tuple[str, ...] = ()
    proxy: str | None = None
    cache: Path | None = None
    config_file: Path | None = None
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    color: Color = Color.AUTO


def run_check(given: CheckArguments) -> int:
    """Check the issues and print the report; returns the exit code. Raises KinewsError."""
    try:
        return _checked(given)
    except Exception as error:
        if given.format is Format.GITHUB:
            failure.annotate(error)
        raise


def _checked(given: CheckArguments) -> int:
    output = None if given.output == Path("-") else given.output
    config = setup.configuration(given.config_file, given.paths)
    # As for build, so that one set of options serves both; none is asked.
    if given.engine is not None or given.engine_url is not None:
        setup.engine_choice(given.engine, given.engine_url, config, offline=True)
    web = setup.web_settings(
        config,
        timeout=given.timeout,
        run_timeout=given.run_timeout,
        max_connections=given.max_connections,
        max_per_host=given.max_per_host,
        allow_private=given.allow_private,
        connect_to=given.connect_to,
        proxy=given.proxy,
    )
    network = setup.network(offline=given.offline, refresh=given.refresh)
    chosen = checking.CheckOptions(network, web, setup.codes(given.select, given.ignore), config)
    found = issue_paths(given.paths, str(config.below("issues")), config, force_exclude=given.force_exclude)
    refuse_input_as_output([*found, *setup.own_files(found, config)], output)
    issues = read_issues(found, config, stdin_name=given.stdin_filename, date=setup.given_date(given.date))
    progress = setup.display(quiet=given.quiet or given.format is not Format.TEXT, color=given.color)
    # A hook leaves the cache, which may be part of the repository, as it is.
    with Store(given.cache or config.below(config.cache), read_only=given.offline) as store:
        report = checking.check(issues, store, chosen, progress)
    if given.fix or given.diff:
        from kinews_cli.cli.fixes import Wish, carry_out

        report = carry_out(report, chosen, Wish(given.fix, given.unsafe_fixes, given.diff, given.quiet))
        if given.diff and output is None:
            return int(reaches(report.findings, given.fail_on.value))
    remarks = (*setup.remarks(web, issues, store.remarks), *report.remarks)
    put_report(replace(report, remarks=remarks), Manner(given.format, output, given.quiet, given.verbose, given.color))
    return int(reaches(report.findings, given.fail_on.value))
