from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kinews_cli.sources.resolver import Resolution, Resolver
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb

FIXTURES = Path(__file__).parent.parent / "fixtures"

Ask = Callable[..., Mapping[str, Resolution]]


@pytest.fixture
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture
def settings(tls_web: LocalWeb, ca_file: Path) -> WebSettings:
    """Every host is played by `tls_web`, over real TLS."""
    return WebSettings(timeout=5.0, connect_to=(ConnectTo.parse(f"::127.0.0.1:{tls_web.port}"),), ca_file=str(ca_file))


@pytest.fixture
def ask(settings: WebSettings) -> Ask:
    """Let a resolver answer for links over the local web."""

    def run(resolver: Resolver, *urls: str, settings: WebSettings = settings) -> Mapping[str, Resolution]:
        async def body() -> Mapping[str, Resolution]:
            async with Web(settings) as web:
                return await resolver.resolve(urls, web)

        return asyncio.run(body())

    return run
