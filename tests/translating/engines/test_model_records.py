from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from kinews_cli.translating.engines.model_records import Offer, best_offer
from model_server import record


def offer(*records: Any) -> Offer | None:
    return best_offer(json.dumps({"data": records}).encode())


def whole(**changes: Any) -> Sequence[Any]:
    return record("model", b"net", **changes), record("vocab", b"words", **changes)


def test_a_model_is_a_network_and_its_vocabulary() -> None:
    found = offer(*whole())
    assert found is not None
    assert found.version == "3.0"
    assert [part.name for part in found.parts] == ["model.bin", "vocab.spm"]
    assert found.size == sum(part.size for part in found.parts)


def test_or_a_network_and_two_vocabularies() -> None:
    found = offer(record("model", b"net"), record("srcvocab", b"de"), record("trgvocab", b"en"))
    assert found is not None
    assert [part.name for part in found.parts] == ["model.bin", "srcvocab.spm", "trgvocab.spm"]


@pytest.mark.parametrize(
    "records",
    [
        (),
        (record("model", b"net"),),
        (record("model", b"net"), record("srcvocab", b"de")),
        (record("model", b"net"), record("vocab", b"words", version="3.1")),
        (record("model", b"net"), record("vocab", b"words", architecture="tiny")),
        (record("lex", b"x"), record("vocab", b"words")),
        whole(sourceLanguage="en", targetLanguage="de"),
        whole(sourceLanguage="fr"),
        whole(version="2.1"),
        whole(version="4.0"),
        whole(version="3.0a1"),
        whole(version=3),
        whole(version="3.0.0.0.0"),
        (5, None, "x", [], {}),
    ],
)
def test_without_a_whole_one_that_can_be_read_there_is_no_offer(records: Sequence[Any]) -> None:
    assert offer(*records) is None


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'{"data": 5}', b'{"data": {"a": 1}}', b"[" * 100_000, b"\xff\xfe"]
)
def test_what_is_no_list_of_records_offers_nothing(body: bytes) -> None:
    assert best_offer(body) is None


@pytest.mark.parametrize(
    ("versions", "best"), [(("3.0", "3.1"), "3.1"), (("3.9", "3.10"), "3.10"), (("3.1", "3.0", "4.0", "2.9"), "3.1")]
)
def test_the_newest_is_taken(versions: Sequence[str], best: str) -> None:
    found = offer(*(each for version in versions for each in whole(version=version)))
    assert found is not None
    assert found.version == best


def test_of_one_version_the_better_architecture() -> None:
    found = offer(
        *whole(architecture="tiny"), *whole(architecture="unheard-of"), record("model", b"large"), *whole()[1:]
    )
    assert found is not None
    assert found.parts[0].size == record("model", b"large")["attachment"]["size"]


@pytest.mark.parametrize(
    "changes",
    [
        {"hash": "0"},
        {"hash": None},
        {"hash": "Z" * 64},
        {"size": 0},
        {"size": -1},
        {"size": "5"},
        {"size": 10**12},
        {"location": "../../etc/passwd"},
        {"location": "/etc/passwd"},
        {"location": "a/../b"},
        {"location": "a//b"},
        {"location": "https://elsewhere.example/x"},
        {"location": "a?b"},
        {"location": "x" * 400},
        {"location": 5},
    ],
)
def test_a_file_that_is_described_oddly_is_none(changes: dict[str, Any]) -> None:
    network, vocabulary = whole()
    assert offer({**network, "attachment": {**network["attachment"], **changes}}, vocabulary) is None


@pytest.mark.parametrize("changes", [{"decompressedHash": None}, {"decompressedHash": "0"}, {"attachment": None}])
def test_so_is_one_without_its_hashes(changes: dict[str, Any]) -> None:
    network, vocabulary = whole()
    assert offer({**network, **changes}, vocabulary) is None
