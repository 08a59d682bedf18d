from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.models import (
    NETWORK,
    PAIR,
    RECORD,
    SHARED,
    SOURCE,
    TARGET,
    find_model,
    models_folder,
    recorded_hashes,
    write_record,
)


def lay(models: Path, files: dict[str, bytes], *, recorded: bool = False) -> Path:
    folder = models / PAIR
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if recorded:
        (folder / RECORD).write_bytes(write_record("3.0", files))
    return folder


class TestTheFolder:
    @pytest.fixture(autouse=True)
    def on_linux(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setenv("HOME", "/home/u")

    def test_is_in_the_users_cache(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", "/srv/cache")
        assert models_folder() == Path("/srv/cache/kinews/models")

    @pytest.mark.parametrize("given", ["", "relative/cache"])
    def test_without_one_in_the_home(self, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", given)
        assert models_folder() == Path("/home/u/.cache/kinews/models")

    def test_elsewhere_as_is_usual_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "darwin")
        assert models_folder() == Path("/home/u/Library/Caches/kinews/models")
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setenv("LOCALAPPDATA", "/local")
        assert models_folder() == Path("/local/kinews/models")


class TestAModelThatWasFetched:
    def test_is_found_with_its_version(self, tmp_path: Path) -> None:
        folder = lay(tmp_path, {NETWORK: b"net", SHARED: b"words"}, recorded=True)
        model = find_model(tmp_path)
        assert model.version == "3.0"
        assert (model.network, model.source_vocabulary, model.target_vocabulary) == (
            folder / NETWORK,
            folder / SHARED,
            folder / SHARED,
        )
        assert model.files == (folder / NETWORK, folder / SHARED)

    def test_may_have_two_vocabularies(self, tmp_path: Path) -> None:
        folder = lay(tmp_path, {NETWORK: b"net", SOURCE: b"de", TARGET: b"en"}, recorded=True)
        model = find_model(tmp_path)
        assert (model.source_vocabulary, model.target_vocabulary) == (folder / SOURCE, folder / TARGET)

    @pytest.mark.parametrize("name", [NETWORK, SHARED])
    @pytest.mark.parametrize("harm", ["cut", "change", "delete"])
    def test_is_refused_where_a_file_is_not_what_it_was(self, tmp_path: Path, name: str, harm: str) -> None:
        file = lay(tmp_path, {NETWORK: b"net", SHARED: b"words"}, recorded=True) / name
        if harm == "delete":
            file.unlink()
        else:
            file.write_bytes(b"ne" if harm == "cut" else b"other")
        with pytest.raises(ConfigError, match="kinews model fetch"):
            find_model(tmp_path)
        assert recorded_hashes(tmp_path) == {}

    @pytest.mark.parametrize(
        "record",
        [
            b"",
            b"[]",
            b"{}",
            b"null",
            b"[" * 50_000,
            b"\xff",
            b'{"version": "3.0", "files": 5}',
            b'{"version": "3.0", "files": []}',
            b'{"version": "3.0", "files": [5]}',
            json.dumps({"version": "3.0", "files": [{"name": "../../secret", "sha256": "0"}]}).encode(),
        ],
    )
    def test_is_refused_where_its_record_is_none(self, tmp_path: Path, record: bytes) -> None:
        folder = lay(tmp_path, {NETWORK: b"net", SHARED: b"words"})
        (folder / RECORD).write_bytes(record)
        with pytest.raises(ConfigError, match="kinews model fetch"):
            find_model(tmp_path)


class TestAFolderCopiedByHand:
    @pytest.mark.parametrize(
        "names",
        [
            ("model.deen.intgemm.alphas.bin", "vocab.deen.spm"),
            ("model.bin", "vocab.spm", "lex.50.50.deen.s2t.bin", ".fxtranslate-cache"),
            ("model.deen.bin", "srcvocab.deen.spm", "trgvocab.deen.spm"),
        ],
    )
    def test_works_under_the_names_of_mozilla(self, tmp_path: Path, names: tuple[str, ...]) -> None:
        folder = lay(tmp_path, dict.fromkeys(names, b"x"))
        model = find_model(tmp_path)
        assert model.version is None
        assert model.network == folder / names[0]
        assert (model.source_vocabulary, model.target_vocabulary) == (
            folder / names[1],
            folder / (names[2] if names[2:] and "trg" in names[2] else names[1]),
        )

    @pytest.mark.parametrize("names", [(), ("model.bin",), ("vocab.spm",), ("model.bin", "srcvocab.spm")])
    def test_that_lacks_something_names_the_command_that_fetches(self, tmp_path: Path, names: tuple[str, ...]) -> None:
        lay(tmp_path, dict.fromkeys(names, b"x"))
        with pytest.raises(ConfigError, match="kinews model fetch"):
            find_model(tmp_path)

    def test_with_two_models_is_refused(self, tmp_path: Path) -> None:
        lay(tmp_path, {"model.deen.bin": b"x", "model.ende.bin": b"x", "vocab.spm": b"x"})
        with pytest.raises(ConfigError, match="several model"):
            find_model(tmp_path)


def test_without_a_folder_the_command_is_named_and_the_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="kinews model fetch") as caught:
        find_model(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)
