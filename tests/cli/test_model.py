"""`kinews model` and the engine offline, as the user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kinews
from model_server import ModelServer
from tiny_model import tiny_model


def addresses(server: ModelServer) -> list[str]:
    return ["--records-url", server.records_url, "--mirror", server.mirror]


def test_fetch_info_remove(kinews: Kinews, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    with ModelServer() as server:
        fetched = kinews("model", "fetch", *addresses(server), XDG_CACHE_HOME=cache)
    assert fetched.returncode == 0, fetched.stderr
    assert "version 3.0" in fetched.stdout
    assert "127.0.0.1" in fetched.stderr
    assert "verified" in kinews("model", "info", XDG_CACHE_HOME=cache).stdout
    assert "removed" in kinews("model", "remove", XDG_CACHE_HOME=cache).stdout
    assert not any((tmp_path / "cache" / "kinews" / "models").iterdir())


def test_without_a_model_there_is_nothing_to_show_or_remove(kinews: Kinews, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    assert "kinews model fetch" in kinews("model", "info", XDG_CACHE_HOME=cache).stdout
    assert "nothing to remove" in kinews("model", "remove", XDG_CACHE_HOME=cache).stdout


def test_what_is_whole_but_no_model_is_said(kinews: Kinews, tmp_path: Path) -> None:
    with ModelServer({"model": b"no model", "vocab": b"no words"}) as server:
        fetched = kinews("model", "fetch", *addresses(server), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert fetched.returncode == 2
    assert "does not translate" in fetched.stderr
    assert "panicked" not in fetched.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--records-url", "https://127.0.0.1:9/records"], "127.0.0.1:9"),
        (["--records-url", "https://models.invalid/records"], "models.invalid"),
        (["--records-url", "http://models.invalid/records"], "https://"),
        (["--mirror", "nonsense"], "is no address"),
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(
    kinews: Kinews, tmp_path: Path, options: list[str], said: str
) -> None:
    done = kinews("model", "fetch", *options, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_newsletter_has_no_say_in_where_a_model_comes_from(kinews: Kinews, tmp_path: Path) -> None:
    with ModelServer() as server:
        (tmp_path / "kinews.toml").write_text(f"records-url = {server.records_url!r}\nmirror = {server.mirror!r}\n")
        done = kinews("model", "fetch", XDG_CACHE_HOME=str(tmp_path / "cache"))
        assert done.returncode == 2
        assert server.web.requests == []


def test_interrupted_it_goes_on_the_next_time(kinews: Kinews, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    with ModelServer() as server:
        server.breaks_at = 30_000
        assert kinews("model", "fetch", *addresses(server), XDG_CACHE_HOME=cache).returncode == 2
        server.breaks_at = None
        assert kinews("model", "fetch", *addresses(server), XDG_CACHE_HOME=cache).returncode == 0
        assert ("model.zst", "bytes=0-") not in [(name, asked[:8]) for name, asked in server.fetched[4:]]


def test_a_model_copied_by_hand_translates_without_any_network(kinews: Kinews, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "kinews" / "models" / "de-en"
    folder.mkdir(parents=True)
    (folder / "model.deen.intgemm.alphas.bin").write_bytes(tiny_model().model)
    (folder / "vocab.deen.spm").write_bytes(tiny_model().vocabulary)
    (tmp_path / "007.txt").write_text("KI News #7\n\nEin Titel\n\nDas Netz lernt ein Bild zu machen.\n", "utf-8")
    done = kinews("translate", "007.txt", "--engine", "offline", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode in {0, 3}, done.stderr  # random weights make no English
    assert "this machine" in done.stderr
    assert (tmp_path / "007.en.po").exists()


def test_without_a_model_the_command_that_fetches_it_is_named(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "007.txt").write_text("KI News #7\n\nEin Titel\n\nDas Netz lernt ein Bild zu machen.\n", "utf-8")
    done = kinews("translate", "007.txt", "--engine", "offline", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 2
    assert "kinews model fetch" in done.stderr
