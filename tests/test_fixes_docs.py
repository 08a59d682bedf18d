"""docs/fixes.md: each rule with a fix is named, and its example does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Kinews
from kinews_cli.rules.catalogue import BY_CODE, Fixing

DOCS = (Path(__file__).parent.parent / "docs" / "fixes.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| (KN\d{3}) \| .* \| (safe|unsafe)\b.* \|$", DOCS, re.MULTILINE))
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)


def test_each_rule_with_a_fix_is_named_with_its_kind() -> None:
    assert {code: rule.fix.value for code, rule in BY_CODE.items() if rule.fix is not Fixing.NO} == ROWS


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "006.txt"
    path.write_text(next(text for kind, text in BLOCKS if kind == "text"), "utf-8")
    return path


def test_the_example(kinews: Kinews, issue: Path) -> None:
    ((_, command),) = [block for block in BLOCKS if block[0] == "sh"]
    ((_, diff),) = [block for block in BLOCKS if block[0] == "diff"]
    done = kinews(*command.split()[1:])
    assert (done.stdout, done.returncode) == (diff, 0)
    said = [text for kind, text in BLOCKS if kind == "text"][1].strip()
    before = issue.read_text("utf-8")
    assert said in kinews("check", "006.txt", "--offline", "--fix").stdout
    assert issue.read_text("utf-8") != before


def test_the_command_that_fails_as_long_as_there_is_something_to_mend(kinews: Kinews, issue: Path) -> None:
    command = ("check", "006.txt", "--offline", "--diff", "--fail-on", "warning")
    assert " ".join(["kinews check", *command[3:]]) in DOCS
    assert kinews(*command).returncode == 1
    kinews("check", "006.txt", "--offline", "--fix")
    assert kinews(*command).returncode == 0
