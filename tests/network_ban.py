"""No test may leave the machine: a name or an address outside loopback behaves as on a machine without network.

Works through an audit hook, so that no library can step around it, and is installed in child processes too
(tests/child/sitecustomize.py, put on PYTHONPATH by conftest.py).
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import Any


def _is_loopback(host: object) -> bool:
    if host is None or host == "":
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
        if not _is_loopback(host) and not _is_address(host):
            raise socket.gaierror(socket.EAI_NONAME, "the tests have no network")
    elif event in {"socket.connect", "socket.sendto"}:
        sock, address = arguments[0], arguments[1]
        if sock.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise OSError(errno.ENETUNREACH, "the tests have no network")


def install() -> None:
    sys.addaudithook(_audit)
