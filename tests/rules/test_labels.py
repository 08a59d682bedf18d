from __future__ import annotations

import time

import pytest

from kinews_cli.model.issue import Link, Part
from kinews_cli.rules.labels import (
    YearClaim,
    first_author,
    introduction,
    numbers_named,
    site_claimed,
    title_quoted,
    year_claimed,
)
from rules.judged import ARTICLE, NEWS, judged


def claimed(label: str) -> YearClaim | None:
    return year_claimed(Link(label, ARTICLE, None, 9, 1, 2), Part())


def test_who_published_it_and_whether_it_is_a_video_is_kept() -> None:
    assert claimed("Artikel von 2018") == YearClaim(2018, "Artikel von 2018")
    assert claimed("Paper (NeurIPS 2018)") == YearClaim(2018, "Paper (NeurIPS 2018)", whose=True)
    assert claimed("Artikel bei t3n vom 4. Mai 2018") == YearClaim(2018, "Artikel bei t3n vom 4. Mai 2018", whose=True)
    assert claimed("Video von 2018") == YearClaim(2018, "Video von 2018", moving=True)


def introduced(*lines: str) -> list[str]:
    return [introduction(link, part) for part in judged(*lines).issue.parts() for link in part.links]


def test_a_link_is_introduced_by_the_sentence_it_stands_in() -> None:
    before = "Das wusste man schon. Eine Studie von 2018"
    assert introduced(f"{before} ({ARTICLE}) hat es gezeigt.") == ["Eine Studie von 2018"]
    assert introduced(f"Hier {ARTICLE} und dort {NEWS}, und mehr gibt es nicht.") == ["Hier", ""]
    assert introduced("Mehr dazu steht in dieser Studie:", f"Studie: {ARTICLE}") == ["Mehr dazu steht in dieser Studie"]
    assert introduced("Mehr dazu steht in dieser Studie.", f"Studie: {ARTICLE}") == [""]


@pytest.mark.parametrize(
    ("label", "name", "alone"),
    [
        ("Werbespot auf Youtube", "YouTube", False),
        ("Das ganze Interview bei Spiegel Online", "Spiegel", False),
        ("Artikel in der New York Times (kostenpflichtig)", "New York Times", False),
        ("New York Times-Artikel", "New York Times", False),
        ("Paper (arXiv, PDF)", "arXiv", False),
        ("Original-Paper auf arXiv", "arXiv", False),
        ("Golem", "Golem", True),
        ("Wie das Netz malt | t3n", "t3n", True),
        ("Neue Regeln (Youtube)", "YouTube", True),
    ],
)
def test_sites_that_labels_name(label: str, name: str, alone: bool) -> None:
    claim = site_claimed(label)
    assert claim is not None
    assert (claim.site.name, claim.alone) == (name, alone)


def test_a_title_counts_where_the_label_says_that_it_is_one() -> None:
    assert title_quoted('Paper "How nets learn"') == ("How nets learn", True)
    assert title_quoted("„Wie Netze lernen“") == ("Wie Netze lernen", False)
    assert title_quoted("Studie: »Wie Netze lernen«") == ("Wie Netze lernen", True)
    assert title_quoted("Merkel: „Wie Netze lernen“") is None
    assert title_quoted("„Wie Netze lernen“ und „Wie Netze sehen“") is None
    assert title_quoted("Artikel über „Wie Netze lernen“") is None


def test_authors_and_numbers() -> None:
    assert first_author("Studie von Sohl-Dickstein et al. (2015)") == "Sohl-Dickstein"
    assert first_author("Was Muster et al. sagen") is None
    assert numbers_named("arXiv:2005.05535v2 und 10.5555/ABC.") == {"arxiv": "2005.05535", "doi": "10.5555/abc"}
    assert numbers_named("Version 1.2.3 von 2021") == {}


@pytest.mark.parametrize(
    "label",
    [
        "Artikel " * 2_000,
        "artikel-" * 4_000,
        "Artikel von " * 2_000,
        "(" * 10_000,
        "„" * 10_000,
        "Artikel bei " + "a " * 5_000,
        "a" * 30_000,
        "2018 " * 5_000,
        "et al. " * 5_000,
        "A. " * 10_000,
        " | " * 10_000,
    ],
)
def test_no_label_takes_long(label: str) -> None:
    started = time.monotonic()
    claimed(label)
    site_claimed(label)
    title_quoted(label)
    first_author(label)
    numbers_named(label)
    assert time.monotonic() - started < 0.5
