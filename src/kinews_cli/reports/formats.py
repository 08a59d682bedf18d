"""The formats of a report. A new one: a line here, and `x_report.py` beside this file with `report_x(report) -> bytes`."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from kinews_cli.reports.report import Report


class Format(StrEnum):
    """Each is written by the function `report_x` of the module `x_report`, which is imported when it is asked for."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    HTML = "html"


class Renderer(Protocol):
    def __call__(self, report: Report, /) -> bytes: ...


def renderer(wanted: Format) -> Renderer:
    """The function that turns a report into the whole content of a file or of standard output, in UTF-8."""
    module = import_module(f"kinews_cli.reports.{wanted}_report")
    return cast("Renderer", getattr(module, f"report_{wanted}"))
