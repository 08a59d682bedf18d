from __future__ import annotations

import subprocess
import sys

from kinews_cli.checking.offline import offline_check
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.web.settings import WebSettings


def test_nothing_is_asked_but_refused_stays_refused() -> None:
    assert offline_check("https://t3n.de/x") == Check(Verdict.UNCHECKED, "offline")
    refused = offline_check("http://127.0.0.1/")
    assert (refused.verdict, refused.reason, refused.checked_at) == (Verdict.REFUSED, "non_public", None)
    assert offline_check("http://127.0.0.1/", WebSettings(allow_private=True)).verdict is Verdict.UNCHECKED


def test_the_libraries_of_the_network_are_not_loaded_for_it() -> None:
    program = "import sys, kinews_cli.checking.offline; print({'httpx', 'httpcore', 'asyncio', 'ssl', 'idna'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout == "set()\n"
