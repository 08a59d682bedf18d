from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.web.body import Body


def read(wire: bytes, limit: int, encoding: str = "", *, piece: int = 1000) -> Body:
    body = Body(limit, encoding)
    for start in range(0, len(wire), piece):
        if body.enough:
            break
        body.feed(wire[start : start + piece])
    return body


@given(st.binary(max_size=3000), st.integers(1, 4000), st.integers(1, 3000), st.sampled_from(["", "gzip"]))
def test_a_body_is_kept_up_to_the_limit(content: bytes, limit: int, piece: int, encoding: str) -> None:
    body = read(gzip.compress(content) if encoding else content, limit, encoding, piece=piece)
    assert body.content == content[:limit]
    assert body.truncated == (len(content) > limit)
    assert body.problem is None


def test_a_bomb_is_not_inflated_beyond_the_limit() -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    wire = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(256)) + bomb.flush()
    body = read(wire, 512 * 1024, "gzip", piece=1 << 16)
    assert len(body.content) == 512 * 1024
    assert body.truncated


def test_blocks_that_inflate_to_nothing_end_as_well() -> None:
    body = Body(100, "gzip")
    empty = gzip.compress(b"")
    for _ in range(10_000):
        body.feed(empty)
    assert body.truncated
    assert body.content == b""


def test_members_in_a_row_are_one_body_and_padding_is_none() -> None:
    wire = gzip.compress(b"eins ") + gzip.compress(b"zwei") + bytes(16)
    assert read(wire, 100, "gzip").content == b"eins zwei"
    assert read(wire, 100, "x-gzip", piece=1).content == b"eins zwei"


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "\x1b[31m"])
def test_what_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    body = read(b"anything", 100, encoding)
    assert body.content == b""
    assert body.problem is not None
    assert body.problem.reason == "encoding"
    assert body.problem.detail.isprintable()


def test_plain_bytes_under_the_name_of_gzip_are_a_problem() -> None:
    body = read(b"<!doctype html>", 100, "gzip")
    assert body.problem is not None
    assert body.problem.reason == "encoding"
