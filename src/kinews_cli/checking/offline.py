"""Verdicts without any network, and without loading what the network needs."""

from __future__ import annotations

from kinews_cli.checking.classify import judge
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.web.answer import Failure
from kinews_cli.web.guard import inspect
from kinews_cli.web.settings import WebSettings


def offline_check(url: str, settings: WebSettings | None = None) -> Check:
    """Refused where we would not go anyway, else unchecked."""
    target = inspect(url, settings or WebSettings())
    return judge(target, url) if isinstance(target, Failure) else Check(Verdict.UNCHECKED, "offline")
