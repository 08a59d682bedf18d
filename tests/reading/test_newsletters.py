"""The development set: texts in many styles with the expected split beside each."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
PATHS = sorted(
    path
    for path in (TESTS / "fixtures" / "newsletters").rglob("*")
    if path.suffix in {".txt", ".md"} and path.with_suffix(".json").exists()
)


def _benchmark() -> Any:
    path = TESTS.parent / "benchmarks" / "splitting.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_splitting", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        # its dataclasses look their module up while they are made
        patch.setitem(__import__("sys").modules, spec.name, module)
        spec.loader.exec_module(module)
    return module


BENCHMARK = _benchmark()


def test_the_set_is_as_large_and_as_varied_as_was_asked_for() -> None:
    expected = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in PATHS]
    assert len(PATHS) >= 24
    assert len({entry["style"] for entry in expected}) >= 8
    assert {entry["language"] for entry in expected} == {"de", "en"}
    assert {entry["paste"] for entry in expected} == {"clean", "lossy"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_link_and_no_line_is_lost(path: Path) -> None:
    score = BENCHMARK.score(path)
    assert (score.links_lost, score.lines_lost) == (0, 0), score.remarks


@pytest.mark.parametrize(("group", "least"), [("clean, German", 0.99), ("clean", 0.98), ("lossy", 0.95), ("all", 0.92)])
def test_titles_are_found(group: str, least: float) -> None:
    found = BENCHMARK.scores([path for path in PATHS if path.parent.name == "dev"])[group]
    assert found.f1 >= least, found.remarks


def test_links_stand_below_their_articles_and_furniture_outside() -> None:
    found = BENCHMARK.scores([path for path in PATHS if path.parent.name == "dev"])["all"]
    assert found.links_placed >= 0.97 * found.links, found.remarks
    assert found.furniture_inside <= 0.05 * found.furniture, found.remarks
