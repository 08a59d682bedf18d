from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from kinews_cli.translating.engines.patience import patiently


def asked(results: Iterable[float | None], seconds: float = 30) -> list[float | None]:
    """What was asked for: each result is the pause that it wants, None is final. The last one is what comes back."""
    following = iter(results)
    seen: list[float | None] = []

    async def ask() -> float | None:
        seen.append(next(following))
        return seen[-1]

    async def run() -> float | None:
        return await patiently(ask, lambda result: result, asyncio.get_running_loop().time() + seconds)

    assert asyncio.run(run()) == seen[-1]
    return seen


@pytest.mark.parametrize(
    "results", [[None], [0.0, None], [0.0, 0.0, None], [0.0, 0.0, 0.0], [0.01, 0.02, 0.03], [0.01, None]]
)
def test_at_most_three_times_and_not_behind_an_answer(results: list[float | None]) -> None:
    assert asked([*results, 0.0, 0.0]) == results


@pytest.mark.parametrize("results", [[60.0], [0.0, 29.0]])
def test_what_could_not_end_in_time_is_not_begun(results: list[float]) -> None:
    assert asked([*results, None, None]) == results


def test_without_time_one_try_is_all() -> None:
    assert asked([0.0, None], seconds=0.5) == [0.0]
