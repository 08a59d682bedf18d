from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from kinews_cli.web.turns import NoTurn, Turns

Act = Callable[[Turns, str], None]


async def starts(turns: Turns, host: str, number: int, act: Act = Turns.accepted) -> list[float]:
    """When each of `number` requests that take no time leaves, in seconds from the first."""
    clock = asyncio.get_running_loop().time
    left: list[float] = []
    for _ in range(number):
        async with turns.turn(host):
            left.append(clock())
            act(turns, host)
    return [moment - left[0] for moment in left]


def test_no_more_at_once_than_allowed_in_all_and_per_host() -> None:
    async def run() -> tuple[int, dict[str, int]]:
        turns, now, most = Turns(4, 2, patience=5), {"a": 0, "b": 0, "c": 0}, {"all": 0, "a": 0, "b": 0, "c": 0}

        async def work(host: str) -> None:
            async with turns.turn(host):
                now[host] += 1
                most[host] = max(most[host], now[host])
                most["all"] = max(most["all"], sum(now.values()))
                await asyncio.sleep(0.005)
                now[host] -= 1

        await asyncio.gather(*(work(host) for host in "aaaaabbbbbccccc"))
        return most.pop("all"), most

    assert asyncio.run(run()) == (4, {"a": 2, "b": 2, "c": 2})


def test_a_busy_host_keeps_nobody_else_waiting() -> None:
    async def run() -> float:
        turns = Turns(2, 1, patience=5)

        async def hold() -> None:
            async with turns.turn("busy"):
                await asyncio.sleep(0.2)

        held = [asyncio.create_task(hold()) for _ in range(5)]
        await asyncio.sleep(0.01)
        async with turns.turn("other") as waited:
            for task in held:
                task.cancel()
            return waited

    assert asyncio.run(run()) < 0.1


def test_a_turn_says_how_long_it_was_waited_for() -> None:
    async def run() -> float:
        turns = Turns(1, 1, patience=5)

        async def hold() -> None:
            async with turns.turn("a"):
                await asyncio.sleep(0.05)

        task = asyncio.create_task(hold())
        await asyncio.sleep(0)
        async with turns.turn(None) as waited:
            await task
            return waited

    assert asyncio.run(run()) >= 0.04


@pytest.mark.slow
def test_never_more_than_twenty_in_a_second() -> None:
    async def run() -> list[float]:
        return await starts(Turns(100, 6, patience=5), "t3n.de", 45)

    left = asyncio.run(run())
    assert all(later - earlier > 1.0 for earlier, later in zip(left, left[20:], strict=False))
    assert left[5] < 0.2  # the first few hardly wait


@pytest.mark.slow
def test_slower_hosts_share_one_budget_with_their_subdomains() -> None:
    async def run() -> float:
        turns = Turns(100, 6, patience=5)
        async with turns.turn("api.github.com"):
            pass
        async with turns.turn("github.com"):
            pass
        async with turns.turn("gist.github.com") as waited:
            return waited

    assert asyncio.run(run()) > 0.4


class TestAHostThatComplains:
    def test_it_is_left_alone_as_long_as_it_asks(self) -> None:
        async def run() -> float:
            turns = Turns(100, 6, patience=5)
            async with turns.turn("t3n.de"):
                turns.refused("t3n.de", 0.2, too_fast=True)
            async with turns.turn("t3n.de") as waited:
                return waited

        assert asyncio.run(run()) >= 0.2

    def test_for_longer_than_patience_it_is_given_up(self) -> None:
        async def run() -> None:
            turns = Turns(100, 6, patience=5)
            async with turns.turn("t3n.de"):
                turns.refused("t3n.de", 60, too_fast=True)
            async with turns.turn("other.de"):
                pass
            async with turns.turn("t3n.de"):
                pass

        with pytest.raises(NoTurn) as refused:
            asyncio.run(run())
        assert refused.value.failure.reason == "throttled"

    @pytest.mark.slow
    def test_then_it_is_asked_no_faster_than_it_took(self) -> None:
        async def run() -> list[float]:
            turns = Turns(100, 6, patience=5)
            await starts(turns, "t3n.de", 5)
            async with turns.turn("t3n.de"):
                turns.refused("t3n.de", 0.1, too_fast=True)
            return await starts(turns, "t3n.de", 7)

        left = asyncio.run(run())
        assert left[5] - left[0] > 1.0

    def test_one_that_is_too_busy_gets_fewer_connections(self) -> None:
        async def run() -> int:
            turns, now, most = Turns(100, 6, patience=5), 0, 0
            ready = asyncio.Event()

            async def hold() -> None:
                async with turns.turn("t3n.de"):
                    turns.refused("t3n.de", 0, too_fast=False)
                    await ready.wait()

            async def work() -> None:
                nonlocal now, most
                async with turns.turn("t3n.de"):
                    now += 1
                    most = max(most, now)
                    await asyncio.sleep(0.01)
                    now -= 1

            holding = [asyncio.create_task(hold()) for _ in range(3)]
            await asyncio.sleep(0.01)
            ready.set()
            await asyncio.gather(*holding, *(work() for _ in range(8)))
            return most

        assert asyncio.run(run()) <= 2


class TestAHostThatIsSilent:
    def test_it_is_given_up_after_some_links(self) -> None:
        async def run() -> None:
            await starts(Turns(100, 6, patience=5), "t3n.de", 13, Turns.silent)

        with pytest.raises(NoTurn) as refused:
            asyncio.run(run())
        assert refused.value.failure.reason == "host_silent"

    def test_not_where_it_has_answered_anything(self) -> None:
        async def run() -> int:
            turns = Turns(100, 6, patience=5)
            await starts(turns, "t3n.de", 1)
            return len(await starts(turns, "t3n.de", 15, Turns.silent))

        assert asyncio.run(run()) == 15
