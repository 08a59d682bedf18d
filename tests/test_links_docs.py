"""docs/links.md names every reason and every signal that the code knows, under the right verdict."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kinews_cli.checking.classify import judge
from kinews_cli.web.answer import Answer, Failure

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "links.md").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "kinews_cli").rglob("*.py"))
CHECKING = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "kinews_cli" / "checking").glob("*.py"))
REASONS = {
    verdict: set(re.findall(r"`([a-z_0-9]+)`", reasons))
    for verdict, reasons in re.findall(r"^\| `([a-z]+)` \| (.*) \|$", DOCS, re.MULTILINE)
    if verdict in {"ok", "moved", "broken", "blocked", "unreachable", "refused", "unchecked"}
}


def test_each_reason_in_the_docs_stands_in_the_code() -> None:
    named = set().union(*REASONS.values())
    assert len(named) > 40
    assert [code for code in named if not code.startswith("http_") and f'"{code}"' not in CODE] == []


def _failures() -> list[str]:
    """The reasons that the docstring of Failure lists: a line a group, "Group: one, another (what it is)"."""
    lines = [
        line.partition(":")[2]
        for line in (Failure.__doc__ or "").splitlines()
        if re.match(r"    [A-Z][a-zA-Z ]+:", line)
    ]
    return [code.strip() for line in lines for code in re.sub(r"\([^)]*\)", "", line).split(",")]


@pytest.mark.parametrize("reason", _failures())
def test_each_failure_stands_under_its_verdict(reason: str) -> None:
    check = judge(Failure(reason, ""), "https://t3n.de/")
    assert check.reason in REASONS[check.verdict.value], (check.verdict, check.reason)


@pytest.mark.parametrize("status", [200, 204, 401, 403, 404, 405, 406, 410, 429, 451, 500, 503, 999])
def test_each_status_stands_under_its_verdict(status: int) -> None:
    check = judge(Answer("https://t3n.de/", status, {}), "https://t3n.de/")
    shown = check.reason if check.reason in DOCS else re.sub(r"\d\d$", "00", check.reason)
    assert shown in REASONS[check.verdict.value]


def test_each_signal_is_explained() -> None:
    signals = set(re.findall(r'Evidence\(\s*"([a-z_]+)"', CHECKING))
    silent = {
        "body",
        "detail",
        "permanent_url",
        "fragment_missing",
        "text_fragment_missing",
    }  # said in words, or in findings
    assert [signal for signal in signals - silent if f"`{signal}`" not in DOCS] == []
