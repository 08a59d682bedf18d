from __future__ import annotations

import pytest

from dossiers import dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.reports.fingerprints import fingerprints
from kinews_cli.reports.report import Report
from kinews_cli.values import replace

URL = "https://a.example/x"
TEXT = f"KI News #6\n\nEin Titel\n\nText.\n\nLabel: {URL}\n"
AT_LINK = Finding("KN201", Severity.ERROR, "broken: HTTP 404", "006.txt", 7, 8, 27, URL)
AT_LINE = Finding("KN106", Severity.WARNING, "a title?", "006.txt", 3, 1)
AT_FILE = Finding("KN102", Severity.WARNING, "no number", "006.txt")


def named(*findings: Finding, text: str = TEXT, path: str = "006.txt") -> list[str]:
    return list(fingerprints(Report((dossier(text, path=path),), findings)))


def test_an_edit_above_changes_nothing() -> None:
    above = TEXT.replace("Text.", "Noch ein Absatz.\n\nText.").replace("Ein Titel", "\n\n\nEin  Titel")
    later = [replace(AT_LINK, line=12), replace(AT_LINE, line=6), AT_FILE]
    assert named(*later, text=above) == named(AT_LINK, AT_LINE, AT_FILE)


def test_another_message_or_severity_about_the_same_link_is_the_same_finding() -> None:
    assert named(replace(AT_LINK, message="broken: HTTP 410", severity=Severity.NOTE)) == named(AT_LINK)


@pytest.mark.parametrize(
    "spelling",
    [
        "HTTPS://A.example:443/x",
        "http://a.example/x",
        f"{URL}#part",
        f"{URL}?utm_source=kinews",
        "https://a.example/%78",
    ],
)
def test_another_spelling_of_the_address_is_the_same_finding(spelling: str) -> None:
    assert named(replace(AT_LINK, url=spelling)) == named(AT_LINK)


@pytest.mark.parametrize(
    "other",
    [
        replace(AT_LINK, code="KN203"),
        replace(AT_LINK, url="https://a.example/y"),
        replace(AT_LINK, path="007.txt"),
        replace(AT_LINE, line=5),
        replace(AT_FILE, message="another"),
    ],
)
def test_what_is_another_finding_has_another_name(other: Finding) -> None:
    assert not set(named(other)) & set(named(AT_LINK, AT_LINE, AT_FILE))


def test_repeated_ones_are_told_apart() -> None:
    names = named(AT_LINK, replace(AT_LINK, line=9), replace(AT_LINK, line=11))
    assert len(set(names)) == 3
    assert [name.rpartition(":")[2] for name in names] == ["1", "2", "3"]


@pytest.mark.parametrize("odd", ["https://[", "https://user:pw@a.example/", "https://a\ud800.example/", "x" * 9000, ""])
def test_any_address_has_a_name(odd: str) -> None:
    assert len(named(replace(AT_LINK, url=odd))) == 1


def test_bytes_of_a_name_that_are_no_utf8_tell_files_apart() -> None:
    paths = ("006.txt", "006\udcff.txt", "006\udcfe.txt")
    assert len({named(replace(AT_FILE, path=path), path=path)[0] for path in paths}) == len(paths)
