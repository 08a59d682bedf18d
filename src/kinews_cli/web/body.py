"""Bodies with an end: inflated no further than asked for. Pure.

httpx inflates a whole chunk of 64 KB before anybody can count: 66 MB from a gzip bomb, 256 MB from 200 bytes of brotli.
So the client asks for gzip only, reads the raw bytes, and they are inflated here, a bounded piece at a time.
"""

from __future__ import annotations

import zlib

from kinews_cli.border import clean
from kinews_cli.web.answer import Failure

_GZIP = 31  # zlib's number for "gzip, largest window"
_PLAIN = {"", "identity"}
_GZIP_NAMES = {"gzip", "x-gzip"}
_SLACK = 64 * 1024  # wire bytes allowed beyond the limit: gzip makes some bodies larger


class Body:
    """Collects a body up to `limit` bytes. Feed it until it says that it has had enough."""

    def __init__(self, limit: int, encoding: str) -> None:
        self._limit = limit
        self._wire = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._inflate = zlib.decompressobj(_GZIP) if encoding in _GZIP_NAMES else None
        self.truncated = False
        self.problem: Failure | None = None
        if encoding not in _PLAIN | _GZIP_NAMES:
            self._fail(f"the body is packed as {clean(encoding, limit=40)!r}, which was not asked for")

    @property
    def content(self) -> bytes:
        return b"".join(self._parts)

    @property
    def enough(self) -> bool:
        """Nothing more is wanted from the wire."""
        return self.truncated or self.problem is not None

    def feed(self, chunk: bytes) -> None:
        """Take a piece as it came from the wire."""
        if self.enough:
            return
        self._wire += len(chunk)
        try:
            if self._inflate is None:
                self._keep(chunk)
            else:
                self._unpack(chunk)
        except zlib.error:
            self._fail("the body is not what its header says: no gzip")
        if self._wire > self._limit + _SLACK:
            self.truncated = True

    def _unpack(self, chunk: bytes) -> None:
        while chunk and not self.truncated and self._inflate is not None:
            # one byte more than wanted tells a body that just fits from one that goes on
            self._keep(self._inflate.decompress(chunk, self._limit - self._size + 1))
            if not self._inflate.eof:
                return
            chunk = self._inflate.unused_data
            if not chunk.startswith(b"\x1f\x8b"):  # padding behind the end is ignored, as browsers do
                return
            self._inflate = zlib.decompressobj(_GZIP)

    def _keep(self, data: bytes) -> None:
        room = self._limit - self._size
        if len(data) > room:
            self.truncated = True
            data = data[:room]
        self._parts.append(data)
        self._size += len(data)

    def _fail(self, detail: str) -> None:
        self.problem = Failure("encoding", detail)
        self.truncated = True
