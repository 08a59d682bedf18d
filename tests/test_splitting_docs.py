"""docs/splitting.md says what the program does: each rule has its section, and each example comes out as it claims."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kinews_cli.cli.split import explained
from kinews_cli.config import Config, read_config
from kinews_cli.model.issue import BlockType, Issue
from kinews_cli.pipeline.inputs import reading_settings
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.links import find_links
from kinews_cli.reading.rendering import render_bytes
from kinews_cli.reading.rules import RULES, Rules
from kinews_cli.reading.settings import ReadingSettings

PAGE = Path(__file__).parents[1] / "docs" / "splitting.md"
TEXT = PAGE.read_text("utf-8")

_FENCED = re.compile(r"^```(?P<kind>[\w-]+)\n(?P<text>.*?)^```$\n*", re.MULTILINE | re.DOTALL)
_CLAIM = re.compile(r"- (?P<label>Titles|Headings|Without it):(?P<lines>(?:[^\n]|\n  )*)(?:\n|\Z)")
_ROW = re.compile(r"^\| `(?P<line>[^`]+)` \| (?P<label>[^|]*)\| `(?P<url>[^`]+)` \| (?P<mark>[^|]*)\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A text of the page, the rule and the settings it belongs to, and what the page says of it."""

    line: int
    rule: str | None
    toml: str | None
    text: str
    claims: dict[str, list[str]]

    @property
    def name(self) -> str:
        return f"{self.rule or 'line'}-{self.line}"


def _examples() -> Iterator[Example]:
    for rule, start, section in _sections():
        blocks = list(_FENCED.finditer(section))
        for place, block in enumerate(blocks):
            claims = _claims(section[block.end() :])
            if block["kind"] != "text" or not claims:
                continue
            before = blocks[place - 1] if place else None
            toml = before["text"] if before is not None and before["kind"] == "toml" else None
            yield Example(TEXT.count("\n", 0, start + block.start()) + 1, rule, toml, block["text"], claims)


def _sections() -> Iterator[tuple[str | None, int, str]]:
    """Rule (None outside "The rules"), place and text of each section."""
    rules = TEXT.index("\n## The rules\n")
    behind = TEXT.index("\n## ", rules + 1)
    places = [0, *(match.start() for match in re.finditer(r"^#{2,3} ", TEXT, re.MULTILINE)), len(TEXT)]
    for start, end in itertools.pairwise(places):
        section = TEXT[start:end]
        inside = rules < start < behind and section.startswith("### ")
        yield section.partition("\n")[0].removeprefix("### ") if inside else None, start, section


def _claims(text: str) -> dict[str, list[str]]:
    """The claims directly below an example: what is listed, by label."""
    found: dict[str, list[str]] = {}
    position = 0
    while match := _CLAIM.match(text, position):
        found[match["label"]] = re.findall(r"`([^`]+)`", match["lines"])
        position = match.end()
    return found


EXAMPLES = list(_examples())
NAMES = [rule.name for rule in RULES]


def _read(example: Example, *, without: str | None = None) -> Issue:
    return read_issue(
        example.text.encode(), "012.txt", ReadingSettings(rules=Rules(frozenset(filter(None, [without]))))
    )


def _titles(issue: Issue) -> list[str]:
    return [article.title for article in issue.articles]


def _headings(issue: Issue) -> list[str]:
    return [block.text for part in issue.parts() for block in part.blocks if block.type is BlockType.HEADING]


def test_each_rule_has_one_section_in_the_order_of_the_table_and_there_is_no_other() -> None:
    assert [rule for rule, _, _ in _sections() if rule is not None] == NAMES


def test_each_rule_has_an_example_with_and_without_it() -> None:
    shown = {example.rule for example in EXAMPLES if {"Titles", "Without it"} <= example.claims.keys()}
    assert shown - {None} == set(NAMES)


def test_each_text_is_an_example_or_explained() -> None:
    texts = [block for block in _FENCED.finditer(TEXT) if block["kind"] == "text"]
    explained_texts = [block for block in _FENCED.finditer(TEXT) if block["kind"] == "console"]
    assert len(texts) == len(EXAMPLES) + len(explained_texts)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.toml is None], ids=lambda example: example.name)
def test_the_example_comes_out_as_the_page_says(example: Example) -> None:
    issue = _read(example)
    assert _titles(issue) == example.claims["Titles"]
    assert _headings(issue) == example.claims.get("Headings", [])
    assert render_bytes(issue) == example.text.encode()


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.rule], ids=lambda example: example.name)
def test_without_the_rule_other_titles_come_out(example: Example) -> None:
    assert _titles(_read(example, without=example.rule)) == example.claims["Without it"]
    assert example.claims["Without it"] != example.claims["Titles"]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.toml], ids=lambda example: example.name)
@pytest.mark.parametrize("name", ["kinews.toml", "pyproject.toml"])
def test_the_settings_do_what_the_page_says(example: Example, name: str, tmp_path: Path) -> None:
    settings = reading_settings(_config(example.toml or "", tmp_path / name))
    issue = read_issue(example.text.encode(), "012.txt", settings)
    assert _titles(issue) == example.claims["Titles"]
    assert {item.text for item in issue.furniture} >= set(settings.furniture)
    assert set(settings.titles) | set(settings.sections) <= set(_titles(issue))
    assert _titles(_read(example)) != example.claims["Titles"]


def test_every_settings_block_is_read_and_names_no_unknown_setting(tmp_path: Path) -> None:
    blocks = [block["text"] for block in _FENCED.finditer(TEXT) if block["kind"] == "toml"]
    configs = [_config(block, tmp_path / "kinews.toml") for block in blocks]
    assert any(config.titles and config.sections and config.furniture for config in configs)
    (spelt,) = (config for config in configs if config.spellings)
    for code, words in spelt.spellings.items():
        for word in words:
            (link,) = find_links(f"Die Arbeit: https://example.org/a ({word})", 1, reading_settings(spelt).marks)
            assert link.mark is not None
            assert link.mark.language == code


def _config(text: str, path: Path) -> Config:
    if path.name == "pyproject.toml":
        text = text.replace("[", "[tool.kinews.", 1)
    path.write_text(text, "utf-8")
    return read_config(path)


def test_the_explanation_is_what_the_command_prints(tmp_path: Path) -> None:
    blocks = list(_FENCED.finditer(TEXT))
    (place,) = (place for place, block in enumerate(blocks) if block["kind"] == "console")
    path = tmp_path / "012.txt"
    path.write_text(blocks[place - 1]["text"], "utf-8")
    assert blocks[place]["text"].splitlines() == [line.rstrip() for line in explained(str(path), Config(), 100)]


ROWS = list(_ROW.finditer(TEXT))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["line"])
def test_the_line_holds_the_link_that_the_page_says(row: re.Match[str]) -> None:
    (link,) = find_links(row["line"], 1)
    assert (link.label, link.url) == (row["label"].strip().strip("`"), row["url"])
    assert (link.mark.written if link.mark else "") == row["mark"].strip().strip("`")


def test_all_rows_about_links_were_found() -> None:
    assert len(ROWS) == sum(line.startswith("| `") for line in TEXT.splitlines())


def test_the_figures_name_the_groups_of_the_benchmark() -> None:
    """Not their values: those are refreshed by hand when the texts change."""
    figures = TEXT[TEXT.index("\n## How well it does\n") :]
    groups = re.findall(r"^\| (clean, German|clean|lossy|all) \| [01]\.\d{3} \|", figures, re.MULTILINE)
    assert groups == ["clean, German", "clean", "lossy", "all"]


def test_prose_is_at_most_120_characters_wide() -> None:
    """Titles that are longer than that stand on lines of their own."""
    prose = re.sub(r"^  `[^`]+`,?$", "", _FENCED.sub("", TEXT), flags=re.MULTILINE)
    assert [line for line in prose.splitlines() if len(line) > 120] == []


def test_a_link_line_that_a_mail_cut_is_joined_again() -> None:
    issue = read_issue(b"Brief 12\n\nDie Arbeit:\nhttps://example.org/a\n(englisch)\n", "012.txt")
    (link,) = (link for part in issue.parts() for link in part.links)
    assert link.mark is not None
    assert (link.label, link.url, link.mark.written) == ("Die Arbeit", "https://example.org/a", "(englisch)")
