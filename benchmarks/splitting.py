"""How well issues are split: titles, links, furniture, lost lines, for a folder of texts with expectations.

    python benchmarks/splitting.py                         # the texts in tests/fixtures/newsletters
    python benchmarks/splitting.py FOLDER --verbose        # each title that was missed or invented, with the reason
    python benchmarks/splitting.py --rules                 # what each rule is worth: the scores without it
    python benchmarks/splitting.py --speed                 # 1,000 issues, and a file of 10 MB

Beside each text NAME.txt (or .md) lies NAME.json: `titles` (line, kind), `subheadings`, `furniture`, `links` (line, url,
article_line), `language`, `paste` ("clean" or "lossy"), `hard`. Sections and sub-headings have no right answer in bare text:
taking one for a title is neither right nor wrong. A link belongs to the title above it that is an article's.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinews_cli.model.issue import Issue
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rules import RULES, Rules
from kinews_cli.reading.settings import ReadingSettings

TEXTS = Path(__file__).parents[1] / "tests" / "fixtures" / "newsletters"


@dataclass
class Score:
    """Counts over some texts."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    links: int = 0
    links_placed: int = 0
    links_lost: int = 0
    lines_lost: int = 0
    furniture: int = 0
    furniture_inside: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.missed + self.invented)

    def __add__(self, other: Score) -> Score:
        numbers = {name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__}
        return Score(**numbers)


def score(path: Path, rules: Rules = Rules()) -> Score:  # noqa: B008 - a frozen value
    """How well the text at `path` is split."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    content = path.read_bytes()
    issue = read_issue(content, str(path), ReadingSettings(rules=rules))
    result = Score()
    _titles(issue, expected, result, path)
    _links(issue, expected, result, path)
    standing = _lines_of(issue)
    text = content.decode("utf-8-sig")
    result.lines_lost = sum(not line.blank and line.number not in standing for line in split_lines(text))
    furniture = {item.line for item in issue.furniture}
    outside = furniture | {line for line in expected["furniture"] if line < _first_title(issue)}
    inside = [line for line in expected["furniture"] if line not in outside and line in standing]
    result.furniture, result.furniture_inside = len(expected["furniture"]), len(inside)
    result.remarks += [f"{path.name}:{line}: furniture inside" for line in inside]
    return result


def _titles(issue: Issue, expected: Any, result: Score, path: Path) -> None:
    wanted = {title["line"] for title in expected["titles"] if title["kind"] == "article"}
    neutral = {title["line"] for title in expected["titles"]} | set(expected["subheadings"])
    found = {article.line for article in issue.articles}
    result.right = len(wanted & found)
    result.missed = len(wanted - found)
    invented = found - wanted - neutral
    result.invented = len(invented)
    texts = {title["line"]: title["text"] for title in expected["titles"]}
    result.remarks += [f"{path.name}:{line}: missed: {texts[line][:70]}" for line in sorted(wanted - found)]
    titles = {article.line: article.title for article in issue.articles}
    result.remarks += [f"{path.name}:{line}: invented: {titles[line][:70]}" for line in sorted(invented)]
    if expected["title_line"] != issue.title_line:
        result.remarks.append(f"{path.name}: issue title in line {expected['title_line']}, taken: {issue.title_line}")


def _links(issue: Issue, expected: Any, result: Score, path: Path) -> None:
    """A link below a sub-heading or section that became a title is where a reader of the output finds it: below its article."""
    wanted_titles = sorted(title["line"] for title in expected["titles"] if title["kind"] == "article")
    placed: dict[tuple[int, str], int | None] = {}
    for part, line in _parts(issue):
        for link in part.links:
            placed[link.line, link.url] = _article_above(line, wanted_titles, expected)
    for link in expected["links"]:
        result.links += 1
        key = (link["line"], link["url"])
        if key not in placed:
            result.links_lost += 1
            result.remarks.append(f"{path.name}:{link['line']}: lost link: {link['url'][:70]}")
        elif placed[key] == link["article_line"]:
            result.links_placed += 1
        else:
            result.remarks.append(
                f"{path.name}:{link['line']}: link below {placed[key]} instead of {link['article_line']}: {link['url'][:50]}"
            )


def _article_above(line: int | None, wanted: list[int], expected: Any) -> int | None:
    if line is None or line in wanted:
        return line
    if line in expected["subheadings"]:
        return max((title for title in wanted if title <= line), default=None)
    return line


def _parts(issue: Issue) -> Iterable[tuple[Any, int | None]]:
    yield issue.intro, None
    yield from ((article.body, article.line) for article in issue.articles)
    yield issue.outro, None


def _first_title(issue: Issue) -> int:
    return min((article.line for article in issue.articles), default=10**9)


def _lines_of(issue: Issue) -> set[int]:
    lines = {article.line for article in issue.articles} | {item.line for item in issue.furniture}
    lines |= {
        number for part in issue.parts() for block in part.blocks for number in range(block.line, block.end_line + 1)
    }
    return lines | ({issue.title_line} if issue.title_line else set())


Group = tuple[str, Callable[[Any], bool]]
GROUPS: tuple[Group, ...] = (
    ("clean, German", lambda e: e["paste"] == "clean" and not e["hard"] and e["language"] == "de"),
    ("clean", lambda e: e["paste"] == "clean" and not e["hard"]),
    ("lossy", lambda e: e["paste"] == "lossy" and not e["hard"]),
    ("all", bool),
)


def scores(paths: list[Path], rules: Rules = Rules()) -> dict[str, Score]:  # noqa: B008
    """The score of each group of texts."""
    single = [(json.loads(path.with_suffix(".json").read_text("utf-8")), score(path, rules)) for path in paths]
    return {
        name: sum((result for expected, result in single if belongs(expected)), Score()) for name, belongs in GROUPS
    }


def print_table(found: dict[str, Score]) -> None:
    print(
        f"{'texts':<15}{'F1':>7}{'missed':>8}{'invented':>10}"
        f"{'links placed':>14}{'lost links':>12}{'lost lines':>12}{'furniture inside':>18}"
    )
    for name, result in found.items():
        print(
            f"{name:<15}{result.f1:>7.3f}{result.missed:>8}{result.invented:>10}"
            f"{_share(result.links_placed, result.links):>14.3f}{result.links_lost:>12}{result.lines_lost:>12}"
            f"{_share(result.furniture_inside, result.furniture):>18.1%}"
        )


def print_rules(paths: list[Path]) -> None:
    """What each rule is worth: F1 with all rules, and the change without it."""
    whole = scores(paths)
    print(f"{'without':<28}" + "".join(f"{name:>16}" for name in whole))
    print(f"{'(all rules)':<28}" + "".join(f"{result.f1:>16.3f}" for result in whole.values()))
    for rule in RULES:
        without = scores(paths, Rules(frozenset({rule.name})))
        changes = [without[name].f1 - whole[name].f1 for name in whole]
        print(f"{rule.name:<28}" + "".join(f"{change:>+16.3f}" for change in changes))


def print_speed() -> None:
    """1,000 issues of the size of a real one, and one file of 10 MB."""
    sample = (Path(__file__).parents[1] / "issues" / "001.txt").read_bytes()
    twice = sample + sample[len(sample) // 3 :]  # 11 kB, as issue 006
    started = time.perf_counter()
    for _ in range(1000):
        read_issue(twice, "x.txt")
    print(f"1,000 issues of {len(twice)} bytes: {time.perf_counter() - started:.2f} s")
    sizes = (1, 2, 4, 8, 10)
    for megabytes in sizes:
        content = twice * (megabytes * 2**20 // len(twice))
        started = time.perf_counter()
        read_issue(content, "x.txt")
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{megabytes} MB: {seconds:.2f} s, peak of the process {peak} MB")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=TEXTS)
    parser.add_argument("--verbose", action="store_true", help="every difference")
    parser.add_argument("--rules", action="store_true", help="what each rule is worth")
    parser.add_argument("--speed", action="store_true", help="time and memory")
    arguments = parser.parse_args()
    paths = sorted(
        path
        for path in arguments.folder.rglob("*")
        if path.suffix in {".txt", ".md"} and path.with_suffix(".json").exists()
    )
    if not paths:
        sys.exit(f"no texts with expectations in {arguments.folder}")
    if arguments.speed:
        print_speed()
        return
    if arguments.rules:
        print_rules(paths)
        return
    found = scores(paths)
    if arguments.verbose:
        print("\n".join(found["all"].remarks))
    print_table(found)


if __name__ == "__main__":
    main()
