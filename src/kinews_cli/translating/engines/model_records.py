"""Which model there is to fetch: Mozilla's list of the models that Firefox translates with. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kinews_cli.translating.engines.models import NETWORK, SHARED, SOURCE, TARGET

# Served by Mozilla for Firefox; whoever fetches much is asked to keep copies of their own (`--mirror`).
RECORDS_URL = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
ATTACHMENTS_URL = "https://firefox-settings-attachments.cdn.mozilla.net"
_FROM, _TO = "de", "en"
_FILES = {"model": NETWORK, "vocab": SHARED, "srcvocab": SOURCE, "trgvocab": TARGET}
_ARCHITECTURES = ("base-memory", "base", "tiny")  # best first, where one version comes in several
_VERSION = re.compile(r"3(\.[0-9]{1,4}){1,3}")  # what fxtranslate 0.5 reads; "3.0a1" is for Firefox's own testers
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LOCATION = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,9}")  # no "..", no host
_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a model as it lies on the server, packed: where below the base, how large, and the hashes of both forms."""

    name: str  # as it is called here
    location: str
    size: int
    packed_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Offer:
    version: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(part.size for part in self.parts)


def best_offer(body: bytes) -> Offer | None:
    """The newest model from German into English that a list of records holds whole; None where there is none."""
    found: dict[tuple[str, str], dict[str, Part]] = {}
    for version, architecture, part in _parts(body):
        found.setdefault((version, architecture), {}).setdefault(part.name, part)
    whole = [(key, parts) for key, parts in found.items() if _is_whole(parts)]
    if not whole:
        return None
    (version, _), parts = max(whole, key=lambda each: (_numbers(each[0][0]), -_rank(each[0][1])))
    return Offer(version, tuple(parts[name] for name in sorted(parts)))


def _parts(body: bytes) -> Iterator[tuple[str, str, Part]]:
    for record in _records(body):
        version, architecture = record.get("version"), record.get("architecture")
        wanted = record.get("sourceLanguage") == _FROM and record.get("targetLanguage") == _TO
        part = _part(record) if wanted else None
        if part is not None and isinstance(version, str) and _VERSION.fullmatch(version):
            yield version, architecture if isinstance(architecture, str) else "", part


def _records(body: bytes) -> Sequence[Mapping[str, Any]]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return []
    listed = value.get("data") if isinstance(value, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _part(record: Mapping[str, Any]) -> Part | None:
    name, attachment, unpacked = record.get("fileType"), record.get("attachment"), record.get("decompressedHash")
    if name not in _FILES or not isinstance(attachment, dict):
        return None
    location, size, packed = attachment.get("location"), attachment.get("size"), attachment.get("hash")
    if not isinstance(size, int) or not 0 < size <= _LARGEST:
        return None
    if not (_matches(_LOCATION, location) and _matches(_SHA256, packed) and _matches(_SHA256, unpacked)):
        return None
    return Part(_FILES[name], str(location), size, str(packed), str(unpacked))


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and len(value) <= 300 and pattern.fullmatch(value) is not None


def _is_whole(parts: Mapping[str, Part]) -> bool:
    return NETWORK in parts and (SHARED in parts or {SOURCE, TARGET} <= parts.keys())


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _rank(architecture: str) -> int:
    return _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else len(_ARCHITECTURES)
