"""docs/sources.md tells the truth: its example resolver works word for word, and its tables name what the code knows."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kinews_cli.config import MARKED_KINDS
from kinews_cli.language.decide import ORDER, decide
from kinews_cli.language.policy import shown_mark
from kinews_cli.model.issue import Mark
from kinews_cli.model.source import Confidence, Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Validators, Verdict
from kinews_cli.pipeline.asking import Question, ask
from kinews_cli.rules.catalogue import RULES
from kinews_cli.sources import table
from kinews_cli.sources.resolver import Resolution
from kinews_cli.web.client import Web
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import LocalWeb, Reply

DOCS = (Path(__file__).parent.parent / "docs" / "sources.md").read_text("utf-8")
THERE = "https://zenodo.org/records/4561234"
GONE = "https://zenodo.org/record/999"
COMMUNITY = "https://zenodo.org/communities/tests/"
ELSEWHERE = "https://www.elsewhere.org/records/4561234"
RECORD = {
    "id": 4561234,
    "metadata": {
        "title": "Pictures that a net has made\u202e",
        "creators": [{"name": "Muster, Maria"}, {"name": "Beispiel, Anna", "orcid": None}],
        "publication_date": "2021-03-02",
        "doi": "10.5555/ZENODO.4561234",
        "language": "eng",
    },
}


SITE = DOCS[DOCS.index("## Adding a site") :]


def example() -> str:
    """The resolver, as it stands in the docs."""
    (resolver,) = re.findall(r"^```python\n(.*?)^```$", SITE, re.MULTILINE | re.DOTALL)
    return str(resolver)


def registered(code: str) -> str:
    """table.py after the two changes that the docs show: each adds a line below one that stands there."""
    changes = re.findall(r"^```diff\n (.*)\n\+(.*)\n```$", SITE, re.MULTILINE)
    assert len(changes) == 2
    for above, added in changes:
        assert code.count(f"\n{above}\n") == 1
        code = code.replace(f"\n{above}\n", f"\n{above}\n{added}\n")
    return code


def load(name: str, path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of this name made from `code`, for the time of a test."""
    path.write_text(code, "utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def with_zenodo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The table with the example in it, each put where the docs say."""
    load("kinews_cli.sources.zenodo", tmp_path / "zenodo.py", example(), monkeypatch)
    code = Path(table.__file__).read_text("utf-8")
    return load(table.__name__, tmp_path / "table.py", registered(code), monkeypatch)


@pytest.fixture
def settings(tls_web: LocalWeb, ca_file: Path) -> WebSettings:
    return WebSettings(timeout=5.0, connect_to=(ConnectTo.parse(f"::127.0.0.1:{tls_web.port}"),), ca_file=str(ca_file))


@pytest.fixture
def zenodo(tls_web: LocalWeb) -> LocalWeb:
    tls_web.json("zenodo.org", "/api/records/4561234", RECORD)
    tls_web.json("zenodo.org", "/api/records/999", {"status": 404, "message": "not there"}, status=404)
    for host, path in (("zenodo.org", "/communities/tests/"), ("www.elsewhere.org", "/records/4561234")):
        tls_web.page(
            host, path, "<html lang=en><title>A page</title><p>This is a page of the tests and nothing more.</p>"
        )
    return tls_web


class Heard:
    """What a run learned."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}

    def check(self, url: str, check: Check, validators: Validators | None) -> None:
        """The verdicts are what `ask` gives back."""

    def source(self, url: str, source: Source) -> None:
        self.sources[url] = source

    def copy(self, url: str, check: Check) -> None:
        """No copies are looked for."""


def resolved(table: ModuleType, settings: WebSettings, url: str) -> Resolution:
    async def body() -> Resolution:
        async with Web(settings) as web:
            found: dict[str, Resolution] = await table.resolve([url], web)
            return found[url]

    return asyncio.run(body())


def test_the_example_resolves_a_link(with_zenodo: ModuleType, zenodo: LocalWeb, settings: WebSettings) -> None:
    resolution = resolved(with_zenodo, settings, THERE)
    source, check = resolution.source, resolution.check
    assert source is not None
    assert check is not None
    assert (source.id, source.title, source.container_title) == (
        "zenodo:4561234",
        "Pictures that a net has made",
        "Zenodo",
    )
    assert source.author == (Name("Muster", "Maria"), Name("Beispiel", "Anna"))
    assert (source.issued, source.doi) == ((2021, 3, 2), "10.5555/zenodo.4561234")
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)
    assert (source.status, check.verdict, check.reason) == (SourceStatus.OK, Verdict.OK, "zenodo")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429, "slow down"),
        Reply(503),
        Reply(200, "[" * 5_000),
        Reply(200, "null"),
        Reply(200, json.dumps({"metadata": {"title": ["?"], "creators": 7}})),
        Reply(reset=True),
    ],
)
def test_whatever_the_site_sends_nothing_is_claimed(
    with_zenodo: ModuleType, zenodo: LocalWeb, settings: WebSettings, reply: Reply
) -> None:
    zenodo.reply("zenodo.org", "/api/records/4561234", reply)
    assert resolved(with_zenodo, settings, THERE) == Resolution()


def test_a_registered_site_takes_part_in_a_run_and_gets_the_links_of_its_hosts_only(
    with_zenodo: ModuleType, zenodo: LocalWeb, settings: WebSettings
) -> None:
    heard = Heard()
    checks, requests = ask(Question((THERE, GONE, COMMUNITY, ELSEWHERE)), settings, heard)
    assert {url: (check.verdict, check.reason) for url, check in checks.items()} == {
        THERE: (Verdict.OK, "zenodo"),
        GONE: (Verdict.BROKEN, "zenodo_missing"),
        COMMUNITY: (Verdict.OK, "http_200"),
        ELSEWHERE: (Verdict.OK, "http_200"),
    }
    assert sorted(request.path for request in zenodo.requests) == [
        "/api/records/4561234",
        "/api/records/999",
        "/communities/tests/",
        "/records/4561234",
    ]
    assert requests == 4
    assert heard.sources[GONE].status is SourceStatus.MISSING
    assert heard.sources[ELSEWHERE].title == "A page"


def test_a_run_of_this_site_alone_asks_the_site(
    with_zenodo: ModuleType, zenodo: LocalWeb, settings: WebSettings
) -> None:
    checks, _ = ask(Question((THERE,)), settings, Heard())
    assert checks[THERE].reason == "zenodo"


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the tables below a heading, without the heads of the tables."""
    section = DOCS[DOCS.index(f"## {heading}\n") :].partition("\n## ")[0]
    for line in re.findall(r"^\| (?!-)(.*) \|$", section, re.MULTILINE)[1:]:
        yield [cell.strip() for cell in line.split("|")]


def named(cell: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", cell)


def test_each_status_is_explained() -> None:
    assert [name for row in rows("Does it still stand?") for name in named(row[0])] == [
        status.value for status in SourceStatus
    ]


def test_each_finding_about_marks_and_sources_is_named() -> None:
    assert {rule.code for rule in RULES if rule.code[:3] in {"KN3", "KN4"}} <= set(re.findall(r"KN[34]\d\d", DOCS))


def test_each_kind_is_named() -> None:
    assert sorted(name for row in rows("How it is found out") for name in named(row[0])) == sorted(SourceKind)


def test_the_order_of_the_signals_of_language_is_that_of_the_code() -> None:
    assert [named(row[0])[0] for row in rows("Which language it is in")] == list(ORDER)


@pytest.mark.parametrize(("signal", "trust"), [(named(row[0])[0], row[2]) for row in rows("Which language it is in")])
def test_each_signal_of_language_alone_is_trusted_as_said(signal: str, trust: str) -> None:
    assert decide([Evidence(signal, "en")]).confidence.value == trust


MARKS = {"": None, "nothing": None, "(englisch)": Mark("(englisch)", "en", 1)}
LANGUAGES = {
    "English": ("en", Confidence.HIGH),
    "an English video": ("en", Confidence.HIGH),
    "French": ("fr", Confidence.HIGH),
    "German": ("de", Confidence.HIGH),
    "not known for certain": ("en", Confidence.MEDIUM),
}


@pytest.mark.parametrize(("wrote", "is_", "german", "english"), list(rows("Marks")))
def test_marks_are_shown_as_the_table_says(wrote: str, is_: str, german: str, english: str) -> None:
    code, confidence = LANGUAGES[is_]
    kind = SourceKind.YOUTUBE if "video" in is_ else SourceKind.PAGE
    for edition, expected in (("de", german), ("en", english)):
        shown = shown_mark(MARKS[wrote], kind, Language(code, confidence), MARKED_KINDS, "de", edition)
        assert (shown or "") == expected


def test_the_default_policy_is_the_one_in_the_code() -> None:
    kinds = re.search(r"`kinds = \[(.*?)\]`", DOCS)
    assert kinds is not None
    assert set(re.findall(r'"([a-z]+)"', kinds[1])) == MARKED_KINDS
