from __future__ import annotations

import pytest

from kinews_cli.reading.numbers import date_in, issue_number


@pytest.mark.parametrize(
    ("title", "path", "number"),
    [
        ("KI News #6", "issues/006.txt", 6),
        ("KI News Nr. 12", "x.txt", 12),
        ("Ausgabe 7: Bilder", "x.txt", 7),
        ("Wochenschau", "issues/042.txt", 42),
        ("Wochenschau", "newsletter.txt", None),
        (None, "9.md", 9),
        ("KI News #0", "x.txt", None),
        ("KI News vom 3. Mai", "issues/2021-05-03.txt", None),
        ("KI News", "ki-news-2024-06.txt", None),
        ("KI News", "20240612.txt", None),
        ("KI News", "2024-06-12-brief-17.txt", 17),
        ("KI News", "2025.txt", 2025),
        ("KI News #٣", "x.txt", None),
        ("KI News #1234567", "x.txt", None),
        ("KI-Rundbrief 12", "u16.txt", 12),
        ("Was 2021 wichtig war", "u16.txt", 16),
        ("Rückblick auf 2021", "x.txt", None),
        ("3 Fragen an 7", "x.txt", None),
    ],
)
def test_the_number_stands_in_the_title_or_in_the_name(title: str | None, path: str, number: int | None) -> None:
    assert issue_number(title, path) == number


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021-06-12", "2021-06-12"),
        ("12. Juni 2021", "2021-06-12"),
        ("Samstag, 12. Juni 2021", "2021-06-12"),
        ("den 1. März 2022", "2022-03-01"),
        ("12.06.2021", "2021-06-12"),
        ("31. Februar 2021", None),
        ("Am 12. Juni 2021 geschah es", None),
        ("99. Foo 2021", None),
    ],
)
def test_a_date_line_is_nothing_but_a_date(line: str, date: str | None) -> None:
    assert date_in([line]) == date
