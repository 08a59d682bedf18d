"""Whole pages beside each other, without their looks: tests/fixtures/reports/*.outline.txt.

After a change that is meant: `PYTHONPATH=tests python tests/reports/test_html_golden.py` writes them anew; read the difference.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kinews_cli.reports.html_archive import archive_html
from kinews_cli.reports.html_report import report_html
from reports.html_pages import archive, outline, report

FOLDER = Path(__file__).parents[1] / "fixtures" / "reports"


def pages() -> dict[str, str]:
    made = {"check": report_html(report()), "archive": archive_html(archive())}
    return {name: re.sub(r"kinews [0-9]\S+\.", "kinews x.y.z.", outline(page)) for name, page in made.items()}


@pytest.mark.parametrize("name", ["check", "archive"])
def test_a_page_as_it_was_agreed(name: str) -> None:
    assert pages()[name] == (FOLDER / f"{name}.outline.txt").read_text("utf-8")


if __name__ == "__main__":
    for page_name, text in pages().items():
        (FOLDER / f"{page_name}.outline.txt").write_text(text, "utf-8")
