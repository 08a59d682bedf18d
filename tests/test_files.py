from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinews_cli.errors import InputError, OutputError
from kinews_cli.files import read_plain, write_together


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\x00abc")
    assert read_plain(tmp_path / "x") == b"\x00abc"


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "plain")
    os.mkfifo(tmp_path / "pipe")
    for name, words in (("link", "symbolic link"), ("pipe", "no plain file"), (".", "no plain file")):
        with pytest.raises(InputError, match=words):
            read_plain(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path / "nothing")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    with pytest.raises(InputError, match="larger than"):
        read_plain(tmp_path / "x", limit=4)


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    blocked = tmp_path / "file" / "x"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="Nothing was changed"):
        write_together({old: b"changed", new: b"new", blocked: b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "old"]
    assert old.read_bytes() == b"old"
    write_together({old: b"changed", tmp_path / "deep" / "er" / "new": b"new"})
    assert old.read_bytes() == b"changed"
    assert (tmp_path / "deep" / "er" / "new").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    old = tmp_path / "old"
    old.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal = pytest.importorskip("signal")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            write_together({tmp_path / "first": b"small", old: b"x" * 5000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert old.read_bytes() == b"old"


def test_a_link_in_the_way_is_replaced_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    (tmp_path / "out").symlink_to(precious)
    write_together({tmp_path / "out": b"new"})
    assert precious.read_bytes() == b"precious"
    assert not (tmp_path / "out").is_symlink()


def test_written_files_have_the_usual_permissions(tmp_path: Path) -> None:
    write_together({tmp_path / "x": b""})
    (tmp_path / "y").touch()
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "y").stat().st_mode
