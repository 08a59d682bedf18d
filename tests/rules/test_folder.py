"""An issue beside the others of its folder."""

from __future__ import annotations

import pytest

from dossiers import dossier
from kinews_cli.model.dossier import Dossier, Mention, Neighbours
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.rules.folder import linked_before, number_repeats, number_skips
from kinews_cli.values import replace

URL = "https://example.org/studie"


def beside(neighbours: Neighbours, text: str = "Es liest.", title: str = "KI News #6") -> Dossier:
    issue = f"{title}\n\nGuten Tag.\n\nEin neues Netz\n\n{text}\n\nStudie: {URL}\n"
    return replace(dossier(issue, path="x.txt"), neighbours=neighbours)


def told(text: str) -> list[Finding]:
    return list(linked_before(beside(Neighbours(linked={URL: Mention(4, 12)}), text)))


def test_another_issue_with_the_same_number() -> None:
    (finding,) = number_repeats(beside(Neighbours(same_number="issues/006-alt.txt")))
    assert (finding.code, finding.severity, finding.line) == ("KN107", Severity.WARNING, 1)
    assert finding.message == "issues/006-alt.txt is number 6 too"


def test_the_name_of_the_other_issue_is_told_whole_though_it_is_no_utf8() -> None:
    (finding,) = number_repeats(beside(Neighbours(same_number="issues/006\udcff.txt")))
    assert finding.message == r"issues/006\xff.txt is number 6 too"


@pytest.mark.parametrize(
    ("before", "words"), [(4, "number 6 follows on number 4: 5 is missing"), (2, "3 to 5 are missing")]
)
def test_a_number_is_missing_before_this_one(before: int, words: str) -> None:
    (finding,) = number_skips(beside(Neighbours(number_before=before)))
    assert (finding.code, finding.severity) == ("KN108", Severity.NOTE)
    assert words in finding.message


@pytest.mark.parametrize("before", [None, 5])
def test_no_number_is_missing(before: int | None) -> None:
    """Without an earlier issue the collection begins here."""
    assert not list(number_skips(beside(Neighbours(number_before=before))))


def test_without_a_number_none_is_missing() -> None:
    assert not list(number_skips(beside(Neighbours(number_before=1), title="Wochenschau")))


def test_an_earlier_issue_linked_the_work() -> None:
    (finding,) = told("Es liest Texte.")
    assert (finding.code, finding.severity, finding.url, finding.line) == ("KN211", Severity.NOTE, URL, 9)
    assert finding.message == "issue 4 links this work too, in line 12"
    assert [entry.value for entry in finding.evidence] == ["4"]


@pytest.mark.parametrize(
    "text",
    [
        "Mehr dazu stand in Ausgabe 4.",
        "Das hatten wir in KI News #4 schon.",
        "In der letzten Ausgabe ging es auch darum.",
        "Wie letztes Mal versprochen, die Auflösung.",
    ],
)
def test_the_article_says_so_itself(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["Mehr dazu in Ausgabe 14.", "Es hat 4 Schichten.", "Die letzte Schicht ist groß."])
def test_other_numbers_say_nothing(text: str) -> None:
    assert [finding.code for finding in told(text)] == ["KN211"]
