from __future__ import annotations

import pytest

from dossiers import dossier
from kinews_cli.rules.edits import Places, applied
from kinews_cli.rules.run import find
from rules.judged import issue_of

LINK = "Studie der Gruppe: https://a.example/x"
PAGER = "« VorherigeNächste »"


def without(text: str) -> list[str]:
    """The text as each fix alone would leave it."""
    places = Places(text)
    findings = find(dossier(text), frozenset({"KN109"}))
    assert all(finding.fix is not None and not finding.fix.safe for finding in findings)
    return [applied(text, [places.splice(edit) for edit in finding.fix.edits]) for finding in findings if finding.fix]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (issue_of(LINK, PAGER), issue_of(LINK)),
        (issue_of(LINK, PAGER).rstrip("\n"), issue_of(LINK).rstrip("\n")),
        (issue_of(LINK, PAGER) + "\n\n\n", issue_of(LINK)),
        (issue_of(LINK, PAGER, "* Pflichtfeld"), issue_of(LINK)),
        (f"{PAGER}\n\n{issue_of(LINK)}", issue_of(LINK)),
        (f"\n{PAGER}\n{issue_of(LINK)}", issue_of(LINK)),
        (issue_of(LINK, PAGER).replace("\n", "\r\n"), issue_of(LINK).replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_lines_go_whole_and_so_do_blank_ones_that_are_too_many(text: str, after: str) -> None:
    assert without(text) == [after]


def test_what_stood_apart_stays_apart() -> None:
    text = issue_of(LINK).replace("Ein Titel", f"{PAGER}\n\n\nEin Titel")
    assert without(text) == [text.replace(f"\n\n{PAGER}\n\n\n", "\n\n\n")]


def test_lines_that_stand_together_are_one_finding_that_counts_them() -> None:
    text = issue_of(LINK, PAGER, "Hier abonnieren und keine Ausgabe mehr verpassen:", "* Pflichtfeld")
    (finding,) = find(dossier(text), frozenset({"KN109"}))
    assert finding.message == f'the page or the mail added this line: "{PAGER}" and 2 more'
    assert finding.line == 11


@pytest.mark.parametrize(
    "date", ["2026-11-23", "23. November 2026", "Montag, 23.11.2026", "**23.11.2026**", "Ausgabe vom 23.11.2026"]
)
def test_the_date_above_the_text_is_the_authors(date: str) -> None:
    text = issue_of(LINK).replace("\n\n", f"\n\n{date}\n\n", 1)
    assert without(text) == []


def test_the_page_is_told_from_the_date_beside_it() -> None:
    head, rest = issue_of(LINK).split("\n\n", 1)
    text = f"{head}\n\n{PAGER}\n\n2026-11-23\n\nPodcast\n\n{rest}"
    assert [finding.line for finding in find(dossier(text), frozenset({"KN109"}))][:1] == [3]
    assert all("2026-11-23" in after for after in without(text))


def test_a_date_below_the_text_is_the_pages() -> None:
    text = issue_of(LINK, PAGER, "23.11.2026", PAGER)
    (finding,) = find(dossier(text), frozenset({"KN109"}))
    assert finding.message.endswith("and 2 more")


def test_lines_drawn_of_signs_may_be_the_authors() -> None:
    text = issue_of(LINK, "---------------", "Noch ein Absatz, der etwas erzählt.")
    assert without(text) == []
