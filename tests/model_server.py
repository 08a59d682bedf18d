"""What `kinews model fetch` asks, on loopback: the list of models and, below the same address, their files.

with ModelServer() as server:                      # offers tests/tiny_model
    kinews("model", "fetch", "--records-url", server.records_url, "--mirror", server.mirror)
    server.web.requests        # what was asked, in order
    server.ranges = False      # as a plain web server without ranges
    server.spoilt = "vocab"    # this file is not what the records promise
    server.breaks_at = 50_000  # no byte behind this one comes, until it is None again
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from local_web import LocalWeb, Reply, Request
from tiny_model import tiny_model

_ZSTD_BLOCK = 128 * 1024


def zstd(content: bytes) -> bytes:
    """`content` in a frame of Zstandard that packs nothing: magic number, header, raw blocks (RFC 8878)."""
    blocks = [content[at : at + _ZSTD_BLOCK] for at in range(0, len(content), _ZSTD_BLOCK)] or [b""]
    frame = bytearray(b"\x28\xb5\x2f\xfd" + struct.pack("<BI", 0b1010_0000, len(content)))
    for number, block in enumerate(blocks):
        frame += struct.pack("<I", len(block) << 3 | (number == len(blocks) - 1))[:3] + block
    return bytes(frame)


def record(file_type: str, content: bytes, **changes: Any) -> dict[str, Any]:
    """A record as Mozilla's list has it."""
    packed = zstd(content)
    return {
        "name": f"{file_type}.deen",
        "fileType": file_type,
        "sourceLanguage": "de",
        "targetLanguage": "en",
        "version": "3.0",
        "architecture": "base-memory",
        "decompressedHash": hashlib.sha256(content).hexdigest(),
        "attachment": {
            "hash": hashlib.sha256(packed).hexdigest(),
            "size": len(packed),
            "filename": f"{file_type}.deen.zst",
            "location": f"main-workspace/models/{file_type}.zst",
        },
        **changes,
    }


@dataclass
class ModelServer:
    """Use as a context manager."""

    contents: Mapping[str, bytes] = field(
        default_factory=lambda: {"model": tiny_model().model, "vocab": tiny_model().vocabulary}
    )
    ranges: bool = True
    spoilt: str | None = None
    breaks_at: int | None = None

    def __enter__(self) -> Self:
        self.web = LocalWeb(None)
        self.web.reply("*", "/records", lambda _: self._records())
        for name, content in self.contents.items():
            self.web.reply("*", f"/files/main-workspace/models/{name}.zst", self._sending(name, zstd(content)))
        self.web.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.web.__exit__()

    @property
    def records_url(self) -> str:
        return self.web.url("/records")

    @property
    def mirror(self) -> str:
        return self.web.url("/files")

    @property
    def fetched(self) -> list[tuple[str, str]]:
        """The files that were asked for: name and range."""
        files = [request for request in self.web.requests if request.path != "/records"]
        return [(request.path.rpartition("/")[2], request.headers.get("range", "")) for request in files]

    def _records(self) -> Reply:
        data = [record(name, content) for name, content in self.contents.items()]
        return Reply(200, json.dumps({"data": data}), {"Content-Type": "application/json"})

    def _sending(self, name: str, packed: bytes) -> Any:
        def send(request: Request) -> Reply:
            content = packed[:-1] + b"?" if self.spoilt == name else packed
            start, end = 0, len(content)
            asked = request.headers.get("range", "")
            if self.ranges and asked:
                first, _, last = asked.removeprefix("bytes=").partition("-")
                start, end = int(first), min(int(last) + 1, len(content))
            body = content[start:end]
            cut = None if self.breaks_at is None else max(0, self.breaks_at - start)
            headers = {"Content-Type": "application/octet-stream"}
            if self.ranges and asked:
                headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
            short = None if cut is None or cut >= len(body) else cut
            return Reply(206 if self.ranges and asked else 200, body, headers, cut=short)

        return send
