from __future__ import annotations

import json
from pathlib import Path

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
