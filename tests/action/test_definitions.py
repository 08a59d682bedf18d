"""What can be seen of action.yml and the workflows without running them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from action.definitions import ACTION, WORKFLOWS, definition
from hooks.station import ROOT

pytestmark = pytest.mark.slow  # programs of others, or a repository for each test

_PINNED = re.compile(r"\s*(?:- )?uses: (?:\./|[\w./-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+)(?: # .*)?")
_FILES = [ACTION, *WORKFLOWS]


def steps(file: Path) -> Iterator[dict[str, Any]]:
    read = definition(file)
    if "runs" in read:
        yield from read["runs"]["steps"]
    for job in read.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
class TestEveryFile:
    def test_no_expression_stands_in_a_shell_script(self, file: Path) -> None:
        assert not [step for step in steps(file) if "${{" in step.get("run", "")]

    def test_other_people_s_actions_are_pinned_by_commit_with_their_version(self, file: Path) -> None:
        uses = [line for line in file.read_text("utf-8").splitlines() if re.match(r"\s*(?:- )?uses:", line)]
        assert uses
        assert [line for line in uses if not _PINNED.fullmatch(line)] == []

    def test_no_secret_is_named(self, file: Path) -> None:
        assert "secrets" not in file.read_text("utf-8")

    def test_no_script_evaluates_text(self, file: Path) -> None:
        assert not [step for step in steps(file) if re.search(r"\beval\b|\bsh -c\b|`", step.get("run", ""))]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
class TestEveryWorkflow:
    def test_nothing_is_permitted_but_what_a_job_asks_for(self, file: Path) -> None:
        assert definition(file)["permissions"] == {}

    def test_only_the_job_that_keeps_the_issue_may_write_and_only_issues(self, file: Path) -> None:
        jobs = definition(file)["jobs"]
        writing = {
            (name, what) for name, job in jobs.items() for what, how in job["permissions"].items() if how != "read"
        }
        assert writing == ({("tell", "issues")} if file.name == "link-rot.yml" else set())

    def test_strangers_pull_requests_never_run_with_the_repository_s_rights(self, file: Path) -> None:
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(definition(file)["on"])

    def test_no_checkout_leaves_its_token_behind(self, file: Path) -> None:
        checkouts = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_two_runs_do_not_get_into_each_other_s_way(self, file: Path) -> None:
        assert definition(file)["concurrency"]["group"]


class TestAction:
    def test_every_input_reaches_the_shell_through_the_environment_alone(self) -> None:
        for step in steps(ACTION):
            for value in step.get("env", {}).values():
                assert re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", value)

    def test_the_cache_is_restored_always_and_saved_where_the_script_allows(self) -> None:
        by_action = {step["uses"].partition("@")[0]: step for step in steps(ACTION) if "uses" in step}
        restore, save = by_action["actions/cache/restore"], by_action["actions/cache/save"]
        assert "if" not in restore
        assert "steps.check.outputs.save-cache == 'true'" in save["if"]
        assert restore["with"]["path"] == save["with"]["path"]
        assert restore["with"]["key"] == save["with"]["key"]
        assert save["with"]["key"].startswith(restore["with"]["restore-keys"])

    def test_the_cache_lies_outside_of_what_a_pull_request_can_bring(self) -> None:
        paths = {step["with"]["path"] for step in steps(ACTION) if "cache" in step.get("uses", "")}
        assert paths == {"${{ runner.temp }}/kinews-cache"}

    def test_inputs_and_outputs_are_described(self) -> None:
        read = definition(ACTION)
        assert all(entry["description"] for entry in [*read["inputs"].values(), *read["outputs"].values()])
        assert set(read["outputs"]) == {"exit-code", "findings", "links-dead", "report-path"}


def test_zizmor_finds_nothing_even_where_it_is_pedantic() -> None:
    files = [str(file) for file in (*_FILES, ROOT / ".github" / "dependabot.yml")]
    zizmor = Path(sys.executable).with_name("zizmor")
    found = subprocess.run(
        [zizmor, "--offline", "--persona=pedantic", "--no-progress", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
