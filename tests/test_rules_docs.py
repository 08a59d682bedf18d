"""docs/rules.md is made from the catalogue, and each of its examples comes out as it claims."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dossiers import dossier, with_concerns
from kinews_cli import clock
from kinews_cli.config import Config, read_config
from kinews_cli.model.dossier import Dossier, LinkFacts, Mention, Neighbours, Place
from kinews_cli.model.finding import Finding
from kinews_cli.model.source import Confidence, Language, Source, SourceKind, SourceStatus
from kinews_cli.model.translation import Rendering, State
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.rendering import render_bytes
from kinews_cli.rules.catalogue import BY_CODE, GROUPS, RULES, Fixing
from kinews_cli.rules.page import rules_page
from kinews_cli.rules.proof import revised
from kinews_cli.rules.run import APPLIED, find
from kinews_cli.rules.suppressions import Suppressions
from kinews_cli.sources.identify import identify, source_id
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.values import replace

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
TEXT = PAGE.read_text("utf-8")
WIDTH = 60  # columns in which examples can be read in a terminal
NOW = "2026-11-23T08:00:00Z"

_FENCED = re.compile(r"```(?P<kind>text|toml)(?: (?P<what>\w+))?\n(?P<text>.*?)^```$\n*", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^(?P<word>Bad|Good)(?P<whole>, a whole issue)?:\n\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the page: the text of an issue and what is known about it."""

    code: str
    good: bool
    text: str
    known: Mapping[str, Any]
    settings: str

    @property
    def name(self) -> str:
        return f"{self.code}-{'good' if self.good else 'bad'}"


def _frame() -> str:
    return next(block["text"] for block in _FENCED.finditer(TEXT) if block["what"] == "frame")


def _sections() -> Iterator[tuple[str, str]]:
    places = [*(match.start() for match in re.finditer(r"^#{2,3} ", TEXT, re.MULTILINE)), len(TEXT)]
    for start, end in itertools.pairwise(places):
        if TEXT.startswith("### KN", start):
            yield TEXT[start + 4 : start + 9], TEXT[start:end]


def _examples() -> Iterator[Example]:
    for code, section in _sections():
        for match in _EXAMPLE.finditer(section):
            blocks = list(_blocks(section, match.end()))
            told = dict(blocks[1:])
            text = blocks[0][1] if match["whole"] else _frame() + blocks[0][1]
            known = tomllib.loads(told.get("known", ""))
            yield Example(code, match["word"] == "Good", text, known, told.get("settings", ""))


def _blocks(section: str, position: int) -> Iterator[tuple[str, str]]:
    while match := _FENCED.match(section, position):
        yield match["what"] or "text", match["text"]
        position = match.end()


EXAMPLES = list(_examples())


def _facts(url: str, told: Mapping[str, Any]) -> LinkFacts:
    kind, key = identify(url)
    check = Check(
        Verdict(told.get("verdict", "unchecked")),
        told.get("reason", "http_200"),
        told.get("status"),
        told.get("final_url"),
        checked_at=NOW,
        evidence=_evidence(told.get("signs", {})),
    )
    about_source = set(told) - {"verdict", "reason", "status", "final_url", "signs"}
    return LinkFacts(check, kind, _source(source_id(kind, key), kind, told) if about_source else None)


def _source(name: str, kind: SourceKind, told: Mapping[str, Any]) -> Source:
    language = Language(
        told.get("language"),
        Confidence(told.get("confidence", "high")),
        _evidence(told.get("language_signs", {})),
    )
    issued = tuple(int(part) for part in told["issued"].split("-")) if "issued" in told else ()
    return Source(
        name,
        kind,
        "article",
        issued=issued,
        language=language,
        status=SourceStatus(told.get("status_of_source", "ok")),
        version=told.get("version"),
        evidence=_evidence(told.get("said", {})),
    )


def _evidence(told: Mapping[str, str]) -> tuple[Evidence, ...]:
    return tuple(Evidence(signal, value) for signal, value in told.items())


def _neighbours(known: Mapping[str, Any]) -> Neighbours:
    numbers: dict[str, int] = known.get("folder", {})
    return Neighbours(
        linked={url: Mention(number, 9) for url, number in known.get("linked_before", {}).items()},
        same_number=next((path for path, number in numbers.items() if number == 6), None),
        number_before=max((number for number in numbers.values() if number < 6), default=None),
    )


def _renderings(judged: Dossier, entries: Sequence[Mapping[str, str]]) -> dict[Place, Rendering]:
    """What the translation file holds."""
    told = {entry["german"]: entry for entry in entries}
    return {
        place(segment): Rendering(
            told[segment.text].get("english", segment.text),
            State(told[segment.text].get("state", "machine")),
            told[segment.text].get("refused"),
        )
        for segment in segments_of(judged.issue)
        if segment.text in told
    }


def _dossier(example: Example) -> Dossier:
    known = {url: _facts(url, told) for url, told in example.known.items() if "://" in url}
    made = dossier(example.text, known, path=example.known.get("path", "issues/006.txt"))
    issued = example.known.get("date")
    judged = replace(
        made,
        issue=replace(made.issue, date=str(issued) if issued else None),
        translation=_renderings(made, example.known.get("translation", ())),
        neighbours=_neighbours(example.known),
    )
    return with_concerns(judged, example.known.get("glossary", {}))


def _config(example: Example, folder: Path) -> Config:
    if not example.settings:
        return Config()
    (folder / "kinews.toml").write_text(example.settings, "utf-8")
    return read_config(folder / "kinews.toml")


def _findings(example: Example, folder: Path) -> tuple[Finding, ...]:
    judged = _dossier(example)
    sieve = Suppressions(_config(example, folder), frozenset(BY_CODE), clock.now().date())
    told = sieve.told(find(judged, frozenset(BY_CODE)))
    return (*told, *sieve.about_themselves([judged], whole=True, asked=True))


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEWS_NOW", NOW)


def test_the_page_is_what_the_catalogue_says() -> None:
    assert rules_page() == TEXT, "run .venv/bin/python -m kinews_cli.rules.page > docs/rules.md"


def test_each_rule_has_a_section_with_a_bad_and_a_good_example() -> None:
    assert [code for code, _ in _sections()] == [rule.code for rule in RULES]
    assert [(example.code, example.good) for example in EXAMPLES] == [
        (rule.code, good) for rule in RULES for good in (False, True)
    ]


def test_each_rule_is_applied() -> None:
    assert frozenset(BY_CODE) == APPLIED


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_example_comes_out_as_the_page_says(example: Example, tmp_path: Path) -> None:
    codes = [finding.code for finding in _findings(example, tmp_path)]
    assert codes == ([] if example.good else sorted([example.code, *example.known.get("also", [])]))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples_can_be_read_in_a_narrow_terminal(example: Example) -> None:
    own = example.text.removeprefix(_frame())
    assert [line for line in own.splitlines() if len(line) > WIDTH - 4] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_can_be_fixed_is_fixed_from_the_bad_to_the_good_example(rule: Any, tmp_path: Path) -> None:
    bad, good = (next(e for e in EXAMPLES if e.code == rule.code and e.good is wanted) for wanted in (False, True))
    fixes = [finding.fix for finding in _findings(bad, tmp_path) if finding.fix is not None]
    if rule.fix is Fixing.NO:
        assert fixes == []
        return
    assert [fix.safe for fix in fixes] == [rule.fix is Fixing.SAFE]
    issue = read_issue(bad.text.encode(), "006.txt")
    after = render_bytes(revised(issue, _findings(bad, tmp_path), read).issue).decode()
    assert after.split() == good.text.split()


def read(content: bytes) -> Any:
    return read_issue(content, "006.txt")


def test_the_page_names_every_group_and_explains_what_it_uses() -> None:
    assert [line.removeprefix("## ") for line in TEXT.splitlines() if line.startswith("## ")] == list(GROUPS.values())


def test_prose_is_at_most_130_characters_wide_where_it_is_written_by_hand() -> None:
    head = TEXT[: TEXT.index("\n## ")]
    assert [line for line in head.splitlines() if len(line) > 130] == []
