"""`kinews translate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.choices import Color
from kinews_cli.cli.output import say_aside, show

Review = Annotated[
    bool, typer.Option("--review", help="Only list what deserves a look, the worst first, with the reason.")
]


def translate(
    path: o.OnePath,
    review: Review = False,
    offline: o.OfflineEngine = False,
    engine: o.EngineName = None,
    engine_url: o.EngineUrl = None,
    stdin_filename: o.StdinName = None,
    timeout: o.EngineTimeout = 10.0,
    proxy: o.ServiceProxy = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
    color: o.ColorOption = Color.AUTO,
) -> None:
    """Bring the translation file up to date, without building.

    \b
    kinews translate issues/006.txt           what is missing, through the engine
    kinews translate issues/006.txt --review  what deserves a look
    """
    from kinews_cli.cli import setup
    from kinews_cli.cli.build_summary import engine_lines, states_text
    from kinews_cli.cli.review_text import review_text
    from kinews_cli.pipeline.glossary import glossary_of
    from kinews_cli.pipeline.inputs import issue_paths, read_issues
    from kinews_cli.pipeline.renderings import translation_path
    from kinews_cli.pipeline.translation import (
        bring_up_to_date,
        review_of,
        untranslated,
    )
    from kinews_cli.reports.text import shown_path

    config = setup.configuration(config_file, [path])
    out = Path(config.below(config.editions))
    issues = read_issues(issue_paths([path]), config, stdin_name=stdin_filename)
    if review:
        glossary = glossary_of(config).terms
        for issue in issues:
            show(review_text(review_of(issue, translation_path(issue, out), glossary)))
        raise typer.Exit
    choice = setup.engine_choice(engine, engine_url, config, offline=offline)
    web = setup.web_settings(config, timeout=timeout, proxy=proxy, engine_url=engine_url)
    display = setup.display(quiet=quiet, color=color)
    if proxy and not quiet:
        say_aside(["texts go to the engine through the proxy: where that connects to is decided there"])
    missing = 0
    for issue in issues:
        target = translation_path(issue, out)
        translated = bring_up_to_date(issue, target, choice, web, display)
        missing += untranslated(translated)
        if not quiet:
            show(
                [
                    f"{shown_path(str(target))}: {states_text(translated, named=True)}",
                    *engine_lines(issue.path, translated),
                ]
            )
    raise typer.Exit(3 if missing and not choice.manual else 0)
