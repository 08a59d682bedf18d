from __future__ import annotations

import errno
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
    with pytest.raises(
        OutputError, match=r"x: cannot be written: .*\. None of the 3 files that belong together was changed\."
    ):
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


def contents(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}


def test_a_folder_in_the_way_is_found_before_anything_is_written(tmp_path: Path) -> None:
    one, folder = tmp_path / "008.de.json", tmp_path / "008.de.md"
    one.write_bytes(b"old")
    folder.mkdir()
    with pytest.raises(OutputError) as caught:
        write_together({one: b"new", folder: b"new"})
    assert (
        str(caught.value)
        == f"{folder}: cannot be written: a folder stands there. None of the 2 files that belong together was changed."
    )
    assert contents(tmp_path) == {"008.de.json": b"old", "008.de.md": None}


def test_what_it_says_is_about_its_own_files_not_about_the_run(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_together({tmp_path: b"x"})
    assert str(caught.value) == f"{tmp_path}: cannot be written: a folder stands there. This file was not changed."


@pytest.mark.parametrize("name", [".", "/", "a\0b"])
def test_a_name_that_no_file_can_have_is_an_error(name: str) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_together({Path(name): b"x"})


class Stumbling:
    """Renames until the given turn, then raises; puts back afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: BaseException, *, at: int, after: bool = False) -> None:
        self.turn = 0
        real = Path.replace

        def replace(path: Path, target: Path) -> Path:
            self.turn += 1
            if self.turn == at and not after:
                raise error
            moved = real(path, target)
            if self.turn == at:
                raise error
            return moved

        monkeypatch.setattr(Path, "replace", replace)


def no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False])
def test_what_was_replaced_is_put_back_when_a_later_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    names = ["a", "new", "c"]
    for name in ("a", "c"):
        (tmp_path / name).write_bytes(b"old")
    before = contents(tmp_path)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    # without hard links the two old files are renamed too
    Stumbling(monkeypatch, OSError(errno.EIO, "Input/output error", "x.part"), at=3 if links else 5)
    with pytest.raises(OutputError) as caught:
        write_together({tmp_path / name: b"changed" for name in names})
    assert (
        str(caught.value)
        == f"{tmp_path / 'c'}: cannot be written: input/output error. None of the 3 files that belong together was changed."
    )
    assert contents(tmp_path) == before


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_an_interruption_while_renaming_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").write_bytes(b"old")
    before = contents(tmp_path)
    Stumbling(monkeypatch, KeyboardInterrupt(), at=at, after=after)
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / name: b"changed" for name in ("a", "new", "c")})
    assert contents(tmp_path) == before


def test_an_interruption_while_writing_leaves_nothing_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter([None, KeyboardInterrupt()])

    def interrupted(_: int) -> None:
        error = next(turns)
        if error is not None:
            raise error

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / "a": b"x", tmp_path / "b": b"x"})
    assert contents(tmp_path) == {}


def test_an_old_file_that_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"old")
    real = Path.replace

    def once(path: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", no_links)
        return real(path, target)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(OutputError, match=r"Old files could not be put back and lie in .*\.old"):
        write_together({tmp_path / "a": b"changed", tmp_path / "b": b"changed"})
    assert b"old" in [content for name, content in contents(tmp_path).items() if name.startswith(".a.")]


def test_nothing_is_left_over_when_all_went_well(tmp_path: Path) -> None:
    for content in (b"1", b"2"):
        write_together({tmp_path / name: content for name in ("a", "b")})
        assert contents(tmp_path) == {"a": content, "b": content}
