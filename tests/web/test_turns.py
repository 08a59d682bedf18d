from __future__ import annotations

import asyncio

from kinews_cli.web.turns import Turns


def test_no_more_at_once_than_allowed_in_all_and_per_host() -> None:
    async def run() -> tuple[int, dict[str, int]]:
        turns, now, most = Turns(4, 2), {"a": 0, "b": 0, "c": 0}, {"all": 0, "a": 0, "b": 0, "c": 0}

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
        turns = Turns(2, 1)

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
        turns = Turns(1, 1)

        async def hold() -> None:
            async with turns.turn("a"):
                await asyncio.sleep(0.05)

        task = asyncio.create_task(hold())
        await asyncio.sleep(0)
        async with turns.turn(None) as waited:
            await task
            return waited

    assert asyncio.run(run()) >= 0.04
