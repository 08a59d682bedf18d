from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

import network_ban
from local_web import LocalWeb

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared"

network_ban.install()
# What the terminal of whoever runs the tests is like must not matter; CI platforms set half of these.
for name in (
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "CI",
    "GITHUB_TOKEN",
    "KINEWS_GITHUB_TOKEN",
    "SSL_CERT_FILE",
    "KINEWS_NOW",
    "HTTP_PROXY",
    "HTTPS_PROXY",
):
    os.environ.pop(name, None)
os.environ["PYTHONPATH"] = str(TESTS / "child")
os.environ["COLUMNS"] = "100"
os.environ["NO_COLOR"] = "1"


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority of the tests' own."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def tls_web(authority: trustme.CA) -> Iterator[LocalWeb]:
    with LocalWeb(authority) as web:
        yield web


@pytest.fixture
def plain_web() -> Iterator[LocalWeb]:
    with LocalWeb(None) as web:
        yield web


@pytest.fixture
def shared() -> Path:
    """Real issues and recorded answers beside the checkout; tests that need them skip where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the recorded samples are not beside this checkout")
    return SHARED


Kinews = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kinews(tmp_path: Path) -> Kinews:
    """Run the real command in a process of its own, in `tmp_path` unless `cwd` says otherwise."""

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, stdin: str | None = None, timeout: float = 60, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kinews_cli", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run
