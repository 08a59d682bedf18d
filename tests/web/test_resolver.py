from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from kinews_cli.web.addresses import Address
from kinews_cli.web.answer import Failure
from kinews_cli.web.resolver import Resolver

Names = Callable[..., list[str]]  # conftest.py: plays the system's resolver
AGAIN = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def ask(*hosts: str, timeout: float = 5) -> tuple[list[tuple[Address, ...] | Failure], Resolver]:
    """The answers for `hosts`, one after the other."""

    async def run() -> tuple[list[tuple[Address, ...] | Failure], Resolver]:
        resolver = Resolver(timeout)
        return [await resolver.addresses(host) for host in hosts], resolver

    return asyncio.run(run())


def test_a_name_is_asked_once_and_all_its_addresses_count(names: Names) -> None:
    asked = names(("t3n.de", ["1.1.1.1", "2606:4700::1", "1.1.1.1"]))
    found, resolver = ask("t3n.de", "t3n.de")
    assert found == [(ipaddress.ip_address("1.1.1.1"), ipaddress.ip_address("2606:4700::1"))] * 2
    assert asked == ["t3n.de"]
    assert resolver.resolved
    assert not resolver.failed


def test_no_such_name_is_told_from_a_name_server_in_trouble(names: Names) -> None:
    names(("trouble.de", AGAIN))
    found, resolver = ask("gibt-es-nicht.de", "trouble.de")
    assert [failure.reason for failure in found if isinstance(failure, Failure)] == ["dns", "dns_temporary"]
    assert resolver.failed
    assert not resolver.resolved


def test_without_network_no_name_is_asked_twice(names: Names) -> None:
    asked = names(("a.de", AGAIN))
    ask("a.de", "a.de")
    assert asked == ["a.de"]


def test_with_a_network_a_passing_trouble_is_asked_again(names: Names) -> None:
    asked = names(("b.de", ["1.1.1.1"]), ("a.de", AGAIN), ("a.de", ["1.1.1.1"]))
    found, _ = ask("b.de", "a.de", "a.de")
    assert isinstance(found[1], Failure)
    assert not isinstance(found[2], Failure)
    assert asked == ["b.de", "a.de", "a.de"]


def test_a_private_name_does_not_show_that_the_network_works(names: Names) -> None:
    names(("intranet.de", ["10.0.0.1"]), ("half.de", ["1.1.1.1", "10.0.0.1"]))
    _, resolver = ask("intranet.de", "half.de")
    assert not resolver.resolved


def test_nonsense_from_the_resolver_is_a_failure(names: Names) -> None:
    names(("a.de", ["no address"]), ("b.de", UnicodeError("label too long")), ("c.de", []))
    found, _ = ask("a.de", "b.de", "c.de")
    assert all(isinstance(answer, Failure) for answer in found)


def test_a_name_server_that_hangs_is_waited_for_once(hanging_names: list[str]) -> None:
    async def run() -> list[object]:
        resolver = Resolver(0.25)
        together = [await asyncio.gather(*(resolver.addresses(f"h{number}.de") for number in range(20)))]
        return [*together, await resolver.addresses("late.de")]

    began = time.monotonic()
    together, late = asyncio.run(run())
    assert time.monotonic() - began < 0.5
    assert isinstance(together, list)
    assert {failure.reason for failure in together} == {"dns_temporary"}
    assert isinstance(late, Failure)
    assert "late.de" not in hanging_names


def test_names_are_not_asked_for_in_hundreds(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    async def run() -> list[tuple[Address, ...] | Failure]:
        resolver = Resolver(5)
        return await asyncio.gather(*(resolver.addresses(f"h{number}.de") for number in range(200)))

    found = asyncio.run(run())
    assert all(not isinstance(answer, Failure) for answer in found)
    assert 2 <= most <= 64


def test_a_resolver_that_hangs_does_not_keep_the_process_from_ending() -> None:
    program = """
import asyncio, socket, time
socket.getaddrinfo = lambda *a, **k: time.sleep(30)
from kinews_cli.checking.check import check_links
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
async def main():
    async with Web(WebSettings(timeout=0.2)) as web:
        print((await check_links(["https://t3n.de/"], web))["https://t3n.de/"].reason)
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=25, check=False, env=os.environ.copy()
    )
    assert done.stdout == "no_network\n"
    assert done.stderr == ""
