from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that any socket of this process is told to connect to, in order."""
    log: list[str] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            log.append(str(address[0]))
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return log


Names = Callable[..., list[str]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Play the system's resolver: `names(("t3n.de", ["93.184.215.14"]), ...)`; a name given twice answers in turn."""

    def play(*answers: tuple[str, list[str] | Exception]) -> list[str]:
        queue = list(answers)
        asked: list[str] = []

        def getaddrinfo(host: str, *_: object, **__: object) -> list[Any]:
            asked.append(host)
            place = next((index for index, (name, _) in enumerate(queue) if name == host), None)
            if place is None:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            answer = queue[place][1]
            if sum(name == host for name, _ in queue) > 1:
                queue.pop(place)
            if isinstance(answer, Exception):
                raise answer
            return [_entry(address) for address in answer]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return play


@pytest.fixture
def hanging_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A resolver that never answers while the test runs; yields the names it was asked."""
    asked: list[str] = []
    end = threading.Event()

    def getaddrinfo(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        end.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield asked
    end.set()


def _entry(address: str) -> tuple[Any, ...]:
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, 0, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))
