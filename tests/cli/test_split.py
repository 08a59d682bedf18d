from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import Kinews

ISSUE = Path(__file__).parents[1] / "fixtures" / "issues" / "006.txt"


def test_the_tree(kinews: Kinews) -> None:
    done = kinews("split", ISSUE)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == " 1  KI News #6 (number 6)"
    assert " 7    # Was die Augen verraten" in lines
    assert "23      item     a) Das Gesicht wird gesucht" in lines
    assert any(line.endswith("(englisch)") and line.startswith("13      link     Artikel von 2018") for line in lines)
    assert "    § Außerdem" in done.stdout
    assert all(len(line) <= 100 for line in lines)


def test_a_narrow_terminal_gets_narrow_lines(kinews: Kinews) -> None:
    done = kinews("split", ISSUE, COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) == 60


def test_json(kinews: Kinews, tmp_path: Path) -> None:
    done = kinews("split", ISSUE, "--json")
    document = json.loads(done.stdout)
    assert document["issue"]["number"] == 6
    assert len(document["articles"]) == 6
    kinews("split", ISSUE, "--json", "--output", "tree.json")
    assert (tmp_path / "tree.json").read_text("utf-8") == done.stdout


def test_json_is_the_german_edition_without_what_must_be_asked(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_bytes(ISSUE.read_bytes())
    assert kinews("build", "006.txt", "--offline", "--edition", "de").returncode == 0
    edition = json.loads((tmp_path / "editions" / "006.de.json").read_text("utf-8"))
    del edition["edition"], edition["findings"]
    links = [link for part in (edition["intro"], *edition["articles"], edition["outro"]) for link in part["links"]]
    assert len(links) == 14
    for link in links:
        del link["check"], link["source"]
    assert json.loads(kinews("split", "006.txt", "--json").stdout) == edition


def test_standard_input(kinews: Kinews) -> None:
    done = kinews("split", "-", "--json", "--stdin-filename", "issues/012.txt", stdin="Wochenschau\n\nText.\n")
    document = json.loads(done.stdout)
    assert (document["issue"]["path"], document["issue"]["number"]) == ("issues/012.txt", 12)


def test_a_date_can_be_given_and_stand_in_the_head(kinews: Kinews) -> None:
    def date(*arguments: str) -> object:
        return json.loads(
            kinews("split", "-", "--json", *arguments, stdin="KI News #6\n\n12. Juni 2021\n\nText.\n").stdout
        )["issue"]["date"]

    assert date() == "2021-06-12"
    assert date("--date", "2021-07-01") == "2021-07-01"


EXPLAINED = re.compile(r"\s*(\d+)  (issue title|title|heading|list item|link|text|furniture) +\S.*\S {2,}(\S.*)")


@pytest.mark.parametrize("standard_input", [False, True])
def test_each_line_is_explained(kinews: Kinews, standard_input: bool) -> None:
    text = ISSUE.read_text("utf-8")
    done = kinews("split", "-", "--explain", stdin=text) if standard_input else kinews("split", ISSUE, "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert first.startswith("layout: titles stand between blank lines (")
    found = [EXPLAINED.fullmatch(line) for line in lines]
    assert all(found), lines
    explained = {int(match[1]): (match[2], match[3]) for match in found if match}
    assert list(explained) == [n for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert explained[1][0] == "issue title"
    assert explained[7] == ("title", "titles stand between blank lines")
    assert explained[13] == ("link", "a label and an address, nothing else")
    assert explained[23] == ("list item", 'begins with the list mark "a)"')
    assert {reason for kind, reason in explained.values() if kind == "furniture"} >= {"a pager", "a form's footnote"}


def test_the_explanation_can_be_written_to_a_file(kinews: Kinews, tmp_path: Path) -> None:
    shown = kinews("split", ISSUE, "--explain").stdout
    assert kinews("split", ISSUE, "--explain", "--output", "why.txt").returncode == 0
    assert (tmp_path / "why.txt").read_text("utf-8") == shown


DOUBTFUL = """\
KI News #6

Guten Tag, hier ist die neue Ausgabe.

Ein Titel

Ein Absatz mit etwas mehr Text. Er hat zwei Sätze.

Wer am Sonntag keine Zeit hat kann auch am Montag kommen

Noch ein Absatz mit etwas mehr Text. Er hat zwei Sätze.
"""


def test_a_doubtful_title_is_explained_and_found(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(DOUBTFUL, "utf-8")
    (line,) = (line for line in kinews("split", "006.txt", "--explain").stdout.splitlines() if "doubtful" in line)
    assert line.split()[:2] == ["9", "title"]
    done = kinews("check", "006.txt", "--offline")
    assert "006.txt:9:1: KN106 warning" in done.stdout.replace("006.txt:9: KN106", "006.txt:9:1: KN106")
    assert done.stdout.count("KN106") == 1
    assert "KN106" not in kinews("check", "006.txt", "--offline", "--ignore", "KN106").stdout


SETTINGS = """\
[{table}]
titles = ["Viele Grüße"]
sections = ["Kurz und gut."]
furniture = ["Ein Titel", "Wer am Sonntag keine Zeit hat kann auch am Montag kommen"]
"""


@pytest.mark.parametrize(("name", "table"), [("kinews.toml", "split"), ("pyproject.toml", "tool.kinews.split")])
def test_what_the_author_decides_holds(kinews: Kinews, tmp_path: Path, name: str, table: str) -> None:
    (tmp_path / name).write_text(SETTINGS.format(table=table), "utf-8")
    text = f"{DOUBTFUL}\nKurz und gut.\n\nViele Grüße\n\nEin Absatz über Grüße in Briefen. Er hat zwei Sätze.\n"
    (tmp_path / "006.txt").write_text(text, "utf-8")
    document = json.loads(kinews("split", "006.txt", "--json").stdout)
    assert [(article["title"], article["kind"]) for article in document["articles"]] == [
        ("Kurz und gut.", "section"),
        ("Viele Grüße", "article"),
    ]
    assert [item["line"] for item in document["furniture"]] == [5, 9]
    assert kinews("split", "006.txt", "--explain").stdout.count("the author says so") == 4
    assert "KN106" not in kinews("check", "006.txt", "--offline").stdout


@pytest.mark.parametrize("command", [("split",), ("check", "--offline")])
def test_a_report_never_replaces_its_issue(kinews: Kinews, tmp_path: Path, command: tuple[str, ...]) -> None:
    text = "KI News #6\n\nEin Titel\n\nText.\n"
    (tmp_path / "006.txt").write_text(text, "utf-8")
    done = kinews(*command, "006.txt", "--output", "006.txt")
    assert (done.returncode, done.stderr) == (
        2,
        "kinews: 006.txt: belongs to the newsletter. Choose another file for the report.\n",
    )
    assert (tmp_path / "006.txt").read_text("utf-8") == text
