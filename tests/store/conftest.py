from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kinews_cli.model.source import Source, SourceKind
from kinews_cli.model.verdict import Verdict
from kinews_cli.store import FILE_NAME, Store
from store.kept import URL, check, fill, made_by_the_first_kinews

WithoutRights = Callable[[], AbstractContextManager[None]]


@contextmanager
def _somebody_without_rights() -> Iterator[None]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def as_somebody_without_rights() -> WithoutRights:
    """Nobody's rights for the moment, where the tests run as root, whom no permission stops."""
    return _somebody_without_rights


@pytest.fixture(params=["today's", "the first"])
def unwritable(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A cache in a folder in which nothing can be written, made by one kinews or another."""
    with tempfile.TemporaryDirectory() as name:  # nobody may look into pytest's own folders
        Path(name).chmod(0o755)
        folder = Path(name) / "cache"
        if request.param == "today's":
            with Store(folder) as store:
                store.keep_check(URL, check(Verdict.BROKEN))
        else:
            made_by_the_first_kinews(folder)
        (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
        with _somebody_without_rights():
            if os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                pytest.skip("nothing stops writing here")
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def rotten(tmp_path: Path) -> Path:
    """A cache with damage that opening it does not show."""
    with Store(tmp_path) as store:
        for number in range(50):
            store.keep_check(f"{URL}{number}", check(Verdict.OK))
            store.keep_source(f"{URL}{number}", Source("x", SourceKind.PAGE, "webpage", title="Täter"))
    with (tmp_path / FILE_NAME).open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(5000)
        file.write(b"x" * (size - 5000))
    return tmp_path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A cache in which links were asked at different times before `kept.NOON`."""
    fill(tmp_path)
    return tmp_path
