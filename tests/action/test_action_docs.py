"""docs/action.md says what action.yml and the workflow are."""

from __future__ import annotations

import re

import pytest
import yaml  # type: ignore[import-untyped]  # comes with pre-commit; its types do not

from action.definitions import ACTION, definition
from hooks.station import ROOT

pytestmark = pytest.mark.slow  # programs of others, or a repository for each test

DOCS = (ROOT / "docs" / "action.md").read_text("utf-8")


def test_the_inputs_and_their_defaults() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \| `([^`]+)` \|", DOCS, re.MULTILINE)
    assert dict(told) == {name: entry["default"] for name, entry in definition(ACTION)["inputs"].items()}


def test_the_outputs() -> None:
    _, _, below = DOCS.partition("| output | meaning |")
    told = re.findall(r"^\| `([a-z-]+)` \|", below, re.MULTILINE)
    assert told == list(definition(ACTION)["outputs"])


def test_the_example_is_a_workflow_that_may_only_read_and_gives_inputs_that_there_are() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    workflow = yaml.safe_load(text)
    job = workflow["jobs"]["check"]
    assert workflow[True] == "pull_request"
    assert (workflow["permissions"], job["permissions"]) == ({}, {"contents": "read"})
    checkout, ours = job["steps"]
    assert checkout["with"] == {"fetch-depth": 2, "persist-credentials": False}
    assert set(ours["with"]) <= set(definition(ACTION)["inputs"])


def test_the_events_after_which_the_cache_is_kept() -> None:
    script = (ROOT / "action" / "run.py").read_text("utf-8")
    (events,) = re.findall(r"_OWN_EVENTS = \{(.*?)\}", script)
    told = re.search(r"only on the default branch, after (.*?)\.", DOCS, re.DOTALL)
    assert told is not None
    assert set(re.findall(r"`(\w+)`", told[1])) == set(re.findall(r'"(\w+)"', events))
