"""`kinews report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import put, refuse_input_as_output, say_aside
from kinews_cli.errors import InputError, OutputError
from kinews_cli.files import read_plain

DEFAULT = Path("report.html")
_OURS = b'<meta name="generator" content="kinews '
_HEAD = 4096  # bytes in which it stands

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write it there; - is standard output. [default: report.html]"),
]


def report(
    paths: o.Paths = None,
    output: Output = None,
    stdin_filename: o.StdinName = None,
    allow_private: o.AllowPrivate = False,
    cache: o.Cache = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
) -> None:
    """One HTML page over the whole archive: the health of its links.

    Broken links first, with the archive's copies; over time, per issue and per host. It shows what the cache knows and
    asks nobody: run kinews check before.

    \b
    kinews report                  of every issue in issues/, into report.html
    kinews report -o - > all.html  to standard output
    """
    from kinews_cli.cli import setup
    from kinews_cli.pipeline.archive import survey
    from kinews_cli.pipeline.inputs import issue_paths, read_issues
    from kinews_cli.reports.html_archive import archive_html
    from kinews_cli.store import Store

    to_stdout = output == Path("-")
    file = None if to_stdout else output or DEFAULT
    config = setup.configuration(config_file, paths or [])
    found = issue_paths(paths or [], str(config.below("issues")), config)
    refuse_input_as_output(found, file)
    if output is None:
        _refuse_foreign(DEFAULT)
    issues = read_issues(found, config, stdin_name=stdin_filename)
    web = setup.web_settings(config, allow_private=allow_private)
    with Store(cache or config.below(config.cache), read_only=True) as store:
        page = archive_html(survey(issues, store, config, web))
    put(page, file)
    if quiet:
        return
    say_aside(setup.remarks(web, issues, store.remarks))
    if file is not None:
        print(printable(str(file)))


def _refuse_foreign(path: Path) -> None:
    """Without being told where to write, replace nothing but an earlier report."""
    try:
        ours = _OURS in read_plain(path)[:_HEAD]
    except FileNotFoundError:
        return
    except InputError as error:
        raise OutputError(str(error)) from None
    if not ours:
        raise OutputError(f"{path}: was not written by kinews. Name another file with -o, or this one to replace it.")
