"""Where the models of engines on this machine are kept, and whether what lies there is a whole one. No network.

A model is a folder: `de-en/` with the network, its vocabulary, and `model.json`, in which the hashes stand that the files
must have. A folder that somebody copied by hand works as well, also one with the names under which Mozilla publishes
models (`model.deen.intgemm.alphas.bin`, `vocab.deen.spm`); without `model.json` there is nothing to check it against.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError

PAIR = "de-en"
RECORD = "model.json"
NETWORK, SHARED, SOURCE, TARGET = "model.bin", "vocab.spm", "srcvocab.spm", "trgvocab.spm"
FETCH = "kinews model fetch"
_MOST_RECORD = 64 * 1024
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Model:
    """Files that belong together. `version`: as published, None for a folder copied by hand."""

    network: Path
    source_vocabulary: Path
    target_vocabulary: Path
    version: str | None

    @property
    def files(self) -> Sequence[Path]:
        return tuple(dict.fromkeys((self.network, self.source_vocabulary, self.target_vocabulary)))


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    sha256: str


def models_folder() -> Path:
    """The user's own: models are large, the same for all newsletters, and no repository may bring one."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = Path(given) if Path(given).is_absolute() else home / ".cache"  # the XDG specification: else ignored
    return base / "kinews" / "models"


def find_model(models: Path) -> Model:
    """The model below `models`, its files verified. Raises ConfigError where there is none, or not a whole one."""
    folder = models / PAIR
    record = folder / RECORD
    try:
        return _recorded(folder, record) if record.exists() else _by_hand(folder)
    except OSError as error:
        raise ConfigError(f"{printable(str(folder))}: the model cannot be read: {error.strerror}.") from None


def write_record(version: str, contents: Mapping[str, bytes]) -> bytes:
    """What stands in `model.json` for files of these names and contents."""
    files = [{"name": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in contents.items()]
    return (json.dumps({"version": version, "files": files}, indent=2) + "\n").encode()


def recorded_hashes(models: Path) -> Mapping[str, str]:
    """Name and hash of the files of a whole model that was fetched; empty where there is none."""
    try:
        find_model(models)
        return {entry.name: entry.sha256 for entry in _read_record(models / PAIR / RECORD)[1]}
    except (ConfigError, OSError):
        return {}


def _recorded(folder: Path, record: Path) -> Model:
    version, entries = _read_record(record)
    for entry in entries:
        if _sha256(folder / entry.name) != entry.sha256:
            raise _damaged(folder, f"{entry.name} is not what was fetched")
    names = {entry.name for entry in entries}
    shared = folder / SHARED if SHARED in names else None
    if NETWORK not in names or not (shared or {SOURCE, TARGET} <= names):
        raise _damaged(folder, "a file is missing")
    return Model(folder / NETWORK, shared or folder / SOURCE, shared or folder / TARGET, version)


def _read_record(path: Path) -> tuple[str, list[_Entry]]:
    with path.open("rb") as file:
        content = file.read(_MOST_RECORD)
    try:
        value = json.loads(content)
        entries = [_entry(each) for each in value["files"]]
        return str(value["version"]), entries
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _damaged(path.parent, f"{RECORD} cannot be read") from None


def _entry(value: Any) -> _Entry:
    """Raises ValueError: a record names no file but those of a model, so none outside its folder."""
    if value["name"] not in {NETWORK, SHARED, SOURCE, TARGET}:
        raise ValueError(value["name"])
    return _Entry(value["name"], str(value["sha256"]))


def _by_hand(folder: Path) -> Model:
    network, shared = _only(folder, "model*.bin"), _only(folder, "vocab*.spm")
    source, target = _only(folder, "srcvocab*.spm") or shared, _only(folder, "trgvocab*.spm") or shared
    if network is None or source is None or target is None:
        raise ConfigError(
            f"The engine offline has no model in {printable(str(folder))}. "
            f"Fetch it once, about 25 MB, with: {FETCH}; or copy one there."
        )
    return Model(network, source, target, None)


def _only(folder: Path, pattern: str) -> Path | None:
    found = sorted(folder.glob(pattern)) if folder.is_dir() else []
    if len(found) > 1:
        raise ConfigError(f"{printable(str(folder))}: there are several {pattern}. Leave the one that belongs there.")
    return found[0] if found else None


def _sha256(path: Path) -> str | None:
    """None where there is no such file."""
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(_BLOCK):
                digest.update(block)
            return digest.hexdigest()
    except FileNotFoundError:
        return None


def _damaged(folder: Path, what: str) -> ConfigError:
    return ConfigError(f"{printable(str(folder))}: {what}. Fetch the model again with: {FETCH}.")
