"""What `kinews check` has found: to the terminal, a file, or the platform that runs it."""

from __future__ import annotations

from pathlib import Path

from kinews_cli.cli import setup
from kinews_cli.cli.choices import Color
from kinews_cli.cli.output import add_to_summary, put, put_text, say_aside, terminal_width
from kinews_cli.reports.formats import Format, renderer
from kinews_cli.reports.places import repository_root
from kinews_cli.reports.report import Report
from kinews_cli.values import Value, replace

_WIDTH = 100  # cells of an issue's lines where no terminal says how many there are


class Manner(Value, frozen=True):
    """In which format the report is wanted, where, and how it is to look."""

    format: Format
    output: Path | None
    quiet: bool
    verbose: bool
    color: Color


def put_report(report: Report, manner: Manner) -> None:
    """The report, whole; what a machine's format has no place for is said on standard error."""
    if manner.format is Format.TEXT:
        _put_text(report, manner)
        return
    placed = replace(report, root=repository_root(next((dossier.issue.path for dossier in report.dossiers), "")))
    put(renderer(manner.format)(placed), manner.output)
    if not manner.quiet:
        say_aside(report.remarks)
    if manner.format is Format.GITHUB:
        add_to_summary(lambda room: _summary(placed, room))


def _put_text(report: Report, manner: Manner) -> None:
    from kinews_cli.reports.text_report import View, report_text

    to_file = manner.output is not None
    width = _WIDTH if to_file else terminal_width(_WIDTH)
    shades = setup.shades(manner.color, to_file=to_file)
    put_text(report_text(report, View(manner.quiet, manner.verbose, width, shades)), manner.output)


def _summary(report: Report, room: int) -> bytes:
    from kinews_cli.reports.markdown_report import report_markdown

    return report_markdown(report, room)
