from __future__ import annotations

import asyncio
import threading

import pytest

from kinews_cli.translating.engines.daemon import in_daemon


def test_the_result_comes_back_from_another_thread_that_nobody_waits_for() -> None:
    name, daemon = asyncio.run(in_daemon(lambda: (threading.current_thread().name, threading.current_thread().daemon)))
    assert name != threading.current_thread().name
    assert daemon


def test_what_hangs_is_left_behind_and_may_end_when_nobody_listens_any_more() -> None:
    released, ended = threading.Event(), threading.Event()

    def hang() -> None:
        released.wait(10)
        ended.set()

    async def run() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(in_daemon(hang), 0.02)

    asyncio.run(run())
    released.set()
    assert ended.wait(10)
