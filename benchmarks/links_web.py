"""A small web on loopback: many hosts with every odd behaviour a link can have, in a process of its own that counts.

    with LocalWeb(hosts=200) as web:
        web.url(3, "/status/404")     # "http://127.0.1.4:41234/status/404"
        web.forget()                  # counts and memories of earlier visits
        web.counts()                  # what was asked since

The hosts are the addresses from 127.0.1.1 on, all with the same port; nothing listens on an address that others can reach.
Linux has all of 127.0.0.0/8; other systems have to be told of each address first. Beside them there is a port that
refuses connections and, where the openssl program is found, one with a self-signed certificate.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import IO, Any, Self, cast

import links_server
from links_server import Counts, Places


class LocalWeb:
    """The web in a child process; a context manager. Raises RuntimeError where the addresses cannot be had."""

    def __init__(self, hosts: int = 200) -> None:
        command = [sys.executable, links_server.__file__, str(hosts)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._input = cast("IO[str]", self._process.stdin)
        self._output = cast("IO[str]", self._process.stdout)
        line = self._output.readline()
        if not line:
            self._end()
            raise RuntimeError("the local web did not start; it needs Linux, where all of 127.0.0.0/8 is there")
        self.places: Places = json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def url(self, host: int, path: str) -> str:
        """The address of a path on a host; hosts are numbered from 0, and start again where there are no more."""
        addresses = self.places["addresses"]
        return f"http://{addresses[host % len(addresses)]}:{self.places['port']}{path}"

    @property
    def closed(self) -> str:
        """The root of a server that refuses connections."""
        return f"http://{self.places['addresses'][0]}:{self.places['closed']}"

    @property
    def self_signed(self) -> str | None:
        """The root of a server nobody vouches for."""
        port = self.places["tls"]
        return f"https://{self.places['addresses'][0]}:{port}" if port else None

    def forget(self) -> None:
        self._ask("forget")

    def counts(self, *hosts: int) -> Counts:
        """What these hosts were asked since `forget`, or all where none is named."""
        addresses = self.places["addresses"]
        wanted = {addresses[host] for host in hosts} or set(addresses)
        found: dict[str, dict[str, int]] = self._ask("counts")
        return sum((Counts(**counts) for address, counts in found.items() if address in wanted), Counts())

    def _ask(self, question: str) -> Any:
        self._input.write(question + "\n")
        self._input.flush()
        return json.loads(self._output.readline())

    def _end(self) -> None:
        """The end of its input ends the server; a kill if it does not."""
        with self._process:
            with contextlib.suppress(BrokenPipeError):
                self._input.close()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
