from __future__ import annotations

from datetime import date, datetime

import pytest

from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports import html_words as words


def test_every_verdict_and_kind_has_its_words() -> None:
    assert set(words.ORDER) == set(words.MEANING) == set(Verdict)
    assert set(words.KINDS) == set(SourceKind)


class TestABar:
    def test_shares_lie_beside_each_other_in_one_order(self) -> None:
        pieces = words.bar({Verdict.OK: 3, Verdict.BROKEN: 1, Verdict.MOVED: 0})
        assert [(piece.verdict, piece.start, piece.width) for piece in pieces] == [
            (Verdict.BROKEN, 0, 25),
            (Verdict.OK, 25, 75),
        ]

    def test_one_of_ten_thousand_is_seen_and_the_whole_is_the_whole(self) -> None:
        pieces = words.bar({Verdict.OK: 9_998, Verdict.BROKEN: 1, Verdict.BLOCKED: 1})
        assert min(piece.width for piece in pieces) > 0.5
        assert sum(piece.width for piece in pieces) == pytest.approx(100)

    def test_of_no_links_there_is_none(self) -> None:
        assert words.bar({}) == words.bar({Verdict.OK: 0}) == []


@pytest.mark.parametrize(
    ("part", "total", "shown"),
    [(0, 0, "0"), (0, 7, "0"), (1, 2, "50"), (7, 7, "100"), (1, 10_000, "<\u20091"), (9_999, 10_000, ">\u200999")],
)
def test_a_share_is_all_or_nothing_only_where_it_is(part: int, total: int, shown: str) -> None:
    assert words.share(part, total) == f"{shown}\u00a0%"


def test_numbers_with_their_nouns() -> None:
    assert words.count(1, "link") == "1 link"
    assert words.count(12_345, "link") == "12\u2009345 links"
    assert words.count(2, "address", "addresses") == "2 addresses"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 11, 23), "since today"),
        (date(2026, 12, 1), "since today"),
        (date(2026, 11, 22), "for 1 day"),
        (date(2026, 11, 10), "for 13 days"),
        (date(2026, 11, 9), "for 2 weeks"),
        (date(2026, 9, 1), "for 2 months"),
        (date(2024, 11, 23), "for 23 months"),
        (date(2020, 1, 1), "for 6 years"),
    ],
)
def test_how_long_in_the_unit_that_a_person_takes(since: date, said: str) -> None:
    assert words.lasting(since, date(2026, 11, 23)) == said


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-11-23", "2026-11-23T08:00:00", "9999-99-99T00:00:00Z"])
def test_what_is_no_moment_is_none(text: str | None) -> None:
    assert words.moment(text) is None


def test_a_moment_is_told_in_utc() -> None:
    found = words.moment("2026-11-23T08:00:00+02:00")
    assert found is not None
    assert words.clock_time(found) == "23 Nov 2026, 06:00 UTC"
    assert words.moment("0001-01-01T00:00:00+02:00") is None
    assert isinstance(words.moment("2026-11-23T08:00:00Z"), datetime)


def test_languages() -> None:
    assert [words.language_name(code) for code in ("de", "xx", None)] == ["German", "xx", "Not known"]
    assert [words.language_tag(code) for code in ("de", "pt-BR", '"><x', None)] == ["de", "pt-BR", "", ""]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://web.archive.org/web/20190501120000/https://a.org/", "copy of 1 May 2019"),
        ("https://web.archive.org/web/20199901120000/https://a.org/", "archived copy"),
        ("https://archive.example/a", "archived copy"),
    ],
)
def test_what_a_link_to_a_copy_says(url: str, said: str) -> None:
    assert words.copy_name(url) == said


def test_what_is_typed_stands_apart_in_each_second_place() -> None:
    assert words.typed_apart("2 fixable with --fix (1 more with --unsafe-fixes)") == [
        "2 fixable with ", "--fix", " (1 more with ", "--unsafe-fixes", ")"
    ]  # fmt: skip
    assert words.typed_apart("kinews check --fix writes them.")[:2] == ["", "kinews check --fix"]
    assert words.typed_apart("nothing -- or an - is none") == ["nothing -- or an - is none"]
