"""Firefox's translation models, on this machine: no text leaves it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines import offline_worker
from kinews_cli.translating.engines.engine import Engine, EngineFault, Limits, Setup
from kinews_cli.translating.engines.models import FETCH, Model, find_model

INSTALL = "pip install 'kinews-cli[offline]'"
_DEADLINE = 12.0  # seconds for one sentence, and for loading the model; a sentence takes a tenth of a second
_MOST_WORKERS = 4
_LINE = 1024 * 1024
_CRASHES = 3  # of workers, one after the other, and the model is to blame


class Offline:
    """A model of Firefox, loaded once a worker; as many workers as the machine has cores, up to four."""

    name = "offline"
    sends_to = "this machine"
    # Beyond what the model can hold at once it cuts off in silence; a call of eight ends, and is kept, within seconds.
    limits = Limits(texts=8, characters=3_200, longest=400)
    glossary_native = False
    sentences = True

    def __init__(self, model: Model, *, deadline: float = _DEADLINE, workers: int | None = None) -> None:
        self._model = model
        self._deadline = deadline
        self._most = workers or max(1, min(_MOST_WORKERS, len(_cores())))
        self._idle: list[_Worker] = []
        self._crashes = 0

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        waiting = iter(enumerate(texts))
        found: dict[int, str | EngineFault] = {}

        async def work() -> None:
            for at, text in waiting:  # shared: each takes the next
                found[at] = await self._translate(text)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._most, len(texts))):
                group.create_task(work())
        return [found[at] for at in range(len(texts))]

    async def close(self) -> None:
        for worker in self._idle:
            await worker.end()
        self._idle.clear()

    async def _translate(self, text: str) -> str | EngineFault:
        if self._crashes >= _CRASHES:
            return _fault(f"the model cannot be used; fetch it again with: {FETCH}", fatal=True)
        worker = self._idle.pop() if self._idle else _Worker(self._model)
        answer: str | EngineFault | None = None
        try:
            answer = await worker.ask(text, self._deadline)
        finally:
            if isinstance(answer, str):
                self._idle.append(worker)
            else:  # also when cancelled: what it may still answer belongs to nobody
                await worker.end()
        self._crashes = 0 if isinstance(answer, str) else self._crashes + 1
        return answer


class _Worker:
    """One process. It is started by its first text."""

    def __init__(self, model: Model) -> None:
        self._files = (model.network, model.source_vocabulary, model.target_vocabulary)
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, text: str, deadline: float) -> str | EngineFault:
        try:
            async with asyncio.timeout(deadline):
                process = self._process or await self._start()
                return await _exchange(process, text)
        except TimeoutError:
            return _fault(f"no translation of a sentence within {deadline:g} s")
        except (OSError, EOFError, ValueError):
            return _fault("the model cannot be loaded, or broke down")

    async def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # what lies in the folder of a newsletter is nothing to import
            offline_worker.__file__,
            *map(str, self._files),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE,
        )
        if await _line(process) != offline_worker.READY:
            raise ValueError
        return process


async def _exchange(process: asyncio.subprocess.Process, text: str) -> str:
    assert process.stdin is not None
    process.stdin.write(json.dumps(text).encode() + b"\n")
    await process.stdin.drain()
    answer = await _line(process)
    if not isinstance(answer, str):
        raise ValueError  # noqa: TRY004 - any answer but a text is none
    return answer


async def _line(process: asyncio.subprocess.Process) -> object:
    """Raises EOFError where the process has ended, ValueError for what is no JSON."""
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise EOFError
    value: object = json.loads(line)
    return value


def _fault(reason: str, *, fatal: bool = False) -> EngineFault:
    return EngineFault(f"offline: {reason}", fatal=fatal, sent=False)


def _cores() -> Sequence[int]:
    """Those this process may use: in a container there are often fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return tuple(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)


def demand_package() -> None:
    """Raises ConfigError where the extra is not installed."""
    if find_spec("fxtranslate") is None:
        raise ConfigError(f"The engine offline needs a package that is not installed: {INSTALL}")


def make_engine(setup: Setup) -> Engine:
    """Raises ConfigError without the package or the model."""
    demand_package()
    return Offline(find_model(setup.models))
