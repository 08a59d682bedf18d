"""Blocking work beside the event loop, for libraries that may hang for ever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


async def in_daemon(function: Callable[[], _T]) -> _T:
    """What `function`, which does not raise, returns. Cancelled, it is left to itself.

    In a daemon thread: those of the default executor are waited for when the program ends.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def settle(result: _T) -> None:
        if not future.done():
            future.set_result(result)

    def run() -> None:
        result = function()
        if not loop.is_closed():
            try:
                loop.call_soon_threadsafe(settle, result)
            except RuntimeError:
                return  # closed in between: nobody waits any more

    threading.Thread(target=run, name=f"kinews-{function.__module__.rpartition('.')[2]}", daemon=True).start()
    return await future
