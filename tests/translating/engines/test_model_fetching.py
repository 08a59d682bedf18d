"""A real server on loopback that offers the tiny model, as Mozilla's do."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError, KinewsError, OutputError
from kinews_cli.translating.engines import model_fetching
from kinews_cli.translating.engines.model_fetching import PARTIAL, Fetching, offer_of
from kinews_cli.translating.engines.models import PAIR, find_model
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings
from local_web import Reply
from model_server import ModelServer, record
from tiny_model import tiny_model


def fetch(server: ModelServer, models: Path, *, timeout: float = 5) -> int:
    """How many bytes were said to be there."""
    heard: list[int] = []

    async def run() -> None:
        async with Web(WebSettings(permitted=(server.web.url(),))) as web:
            offer = await offer_of(web, server.records_url, timeout=timeout)
            fetching = Fetching(web, offer, server.mirror, models, heard.append, timeout=timeout)
            if fetching.needed:
                await fetching.run()

    asyncio.run(run())
    return sum(heard)


def is_whole(models: Path) -> bool:
    model = find_model(models)
    assert model.version == "3.0"
    return (
        model.network.read_bytes() == tiny_model().model
        and model.source_vocabulary.read_bytes() == tiny_model().vocabulary
    )


def test_the_files_are_unpacked_and_put_in_place_with_their_record(tmp_path: Path) -> None:
    with ModelServer() as server:
        heard = fetch(server, tmp_path)
    assert is_whole(tmp_path)
    assert sorted(path.name for path in (tmp_path / PAIR).iterdir()) == ["model.bin", "model.json", "vocab.spm"]
    assert not (tmp_path / PARTIAL).exists()
    assert heard > len(tiny_model().model) + len(tiny_model().vocabulary)


def test_large_files_come_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_fetching, "_PIECE", 40_000)
    with ModelServer() as server:
        fetch(server, tmp_path)
        ranges = [asked for name, asked in server.fetched if name == "model.zst"]
    assert ranges[:2] == ["bytes=0-39999", "bytes=40000-79999"]
    assert is_whole(tmp_path)


def test_what_is_there_already_is_not_fetched_again(tmp_path: Path) -> None:
    with ModelServer() as server:
        fetch(server, tmp_path)
        before = len(server.fetched)
        fetch(server, tmp_path)
        assert len(server.fetched) == before


def test_what_is_damaged_is(tmp_path: Path) -> None:
    with ModelServer() as server:
        fetch(server, tmp_path)
        (tmp_path / PAIR / "model.bin").write_bytes(b"")
        fetch(server, tmp_path)
    assert is_whole(tmp_path)


def test_an_interrupted_download_goes_on_where_it_was(tmp_path: Path) -> None:
    with ModelServer() as server:
        server.breaks_at = 30_000
        with pytest.raises(KinewsError, match="What came is kept"):
            fetch(server, tmp_path)
        assert not (tmp_path / PAIR).exists()
        asked = len(server.fetched)
        server.breaks_at = None
        fetch(server, tmp_path)
        assert server.fetched[asked][1].startswith("bytes=30000-")
    assert is_whole(tmp_path)


@pytest.mark.parametrize("breaks_at", [None, 30_000])
def test_a_server_that_knows_no_ranges_will_do(tmp_path: Path, breaks_at: int | None) -> None:
    with ModelServer(ranges=False) as server:
        server.breaks_at = breaks_at
        if breaks_at is not None:
            with pytest.raises(KinewsError):
                fetch(server, tmp_path)
        server.breaks_at = None
        fetch(server, tmp_path)
    assert is_whole(tmp_path)


@pytest.mark.parametrize("spoilt", ["model", "vocab"])
def test_a_file_with_another_hash_is_refused_and_nothing_is_put_in_place(tmp_path: Path, spoilt: str) -> None:
    with ModelServer(spoilt=spoilt) as server:
        with pytest.raises(KinewsError, match="not what the list of models promises"):
            fetch(server, tmp_path)
        assert not (tmp_path / PAIR).exists()
        server.spoilt = None
        fetch(server, tmp_path)
    assert is_whole(tmp_path)


def test_one_that_unpacks_to_something_else_too(tmp_path: Path) -> None:
    with ModelServer() as server:
        records = [record(name, content, decompressedHash="0" * 64) for name, content in server.contents.items()]
        server.web.json("*", "/records", {"data": records})
        with pytest.raises(KinewsError, match="not what the list of models promises"):
            fetch(server, tmp_path)
    assert not (tmp_path / PAIR).exists()


def test_an_older_model_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    with ModelServer() as server:
        fetch(server, tmp_path)
    with (
        ModelServer({"model": b"another", "vocab": b"and its words"}, spoilt="vocab") as server,
        pytest.raises(KinewsError),
    ):
        fetch(server, tmp_path)
    assert is_whole(tmp_path)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(503), "HTTP 503"),
        (Reply(404), "HTTP 404"),
        (Reply(302, headers={"Location": "/records"}), "HTTP 302"),
        (Reply(200, "<html>"), "names no model"),
        (Reply(200, '{"data": []}'), "names no model"),
        (Reply(200, "x" * 9_000_000), "cannot be had"),
        (Reply(reset=True), "reset"),
    ],
)
def test_without_a_list_of_models_there_is_one_clear_sentence(tmp_path: Path, reply: Reply, said: str) -> None:
    with ModelServer() as server:
        server.web.reply("*", "/records", reply)
        with pytest.raises(KinewsError, match=said):
            fetch(server, tmp_path)


@pytest.mark.parametrize("reply", [Reply(404), Reply(416), Reply(206, b"xx", {"Content-Range": "bytes 7-8/9"})])
def test_what_is_no_part_of_the_file_is_not_taken_for_one(tmp_path: Path, reply: Reply) -> None:
    with ModelServer() as server:
        server.web.reply("*", "/files/main-workspace/models/model.zst", reply)
        with pytest.raises(KinewsError, match="cannot be had"):
            fetch(server, tmp_path)
        assert len(server.fetched) <= 9


def test_a_stalled_server_ends_in_bounded_time_with_one_clear_sentence(tmp_path: Path) -> None:
    with ModelServer() as server:
        server.web.reply("*", "/files/main-workspace/models/model.zst", Reply(200, delay=60))
        with pytest.raises(KinewsError, match="no answer in time"):
            fetch(server, tmp_path, timeout=0.2)


@pytest.mark.parametrize("url", ["http://models.example.org/records", "http://10.0.0.1/records", "http://1.2.3.999/"])
def test_hashes_come_over_https_or_from_this_machine(url: str) -> None:
    async def run() -> None:
        async with Web(WebSettings(permitted=(url,))) as web:
            await offer_of(web, url, timeout=1)

    with pytest.raises(ConfigError, match="https"):
        asyncio.run(run())


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    with ModelServer() as server, pytest.raises(OutputError, match="models"):
        fetch(server, tmp_path / "models")
