from __future__ import annotations

import pytest

from kinews_cli.sources.page_title import bare_title, site_name


@pytest.mark.parametrize(
    ("title", "host", "bare"),
    [
        ("Zinsen steigen | Börsen-Zeitung", "www.boersen-zeitung.de", "Zinsen steigen"),
        ("Offensive: Ziele | DW | 28.04.2023", "www.dw.com", "Offensive: Ziele"),
        ("„Unermüdlich“ - Die Neue Südtiroler Tageszeitung", "www.tageszeitung.it", "„Unermüdlich“"),
        ("Neues / Film / dwutygodnik.com", "www.dwutygodnik.com", "Neues / Film"),
        ("Neues | Sport", "www.sport.example", "Neues"),
        ("Neues | Sport", "www.blatt.example", "Neues | Sport"),
        ("Run Windows on Mac - Parallels Desktop for every old machine", "www.parallels.com", None),
        ("Termine Januar - Mai 2020", "blatt.example", None),
        ("Hin-Blatt", "blatt.example", None),
        ("Blatt", "blatt.example", None),
        ("", "blatt.example", None),
        ("Neues | Blatt", "", None),
    ],
)
def test_the_host_knows_the_name_of_the_site(title: str, host: str, bare: str | None) -> None:
    assert bare_title(title, set(), host) == (title if bare is None else bare)


def test_names_that_the_page_gives_the_site_its_sections_and_authors() -> None:
    sites = {"medium", "towards data science", "by ada lovelace"}
    title = "A title | by Ada Lovelace | Towards Data Science | Medium"
    assert bare_title(title, sites, "blatt.example") == "A title"


ARCHIVE = "Vier Jahre » Blog-Archiv » Kleine Zahlen in Python"


@pytest.mark.parametrize(
    ("title", "headings", "bare"),
    [
        (
            "Uberspace und Zertifikate – Am Rande der Realität",
            ["Uberspace und Zertifikate"],
            "Uberspace und Zertifikate",
        ),
        (ARCHIVE, ["Vier Jahre", "Kleine Zahlen in Python"], "Kleine Zahlen in Python"),
        ("Startseite – Am Rande der Realität", ["Startseite"], None),  # too short to be one
        ("Uberspace und Zertifikate", ["Uberspace und"], None),
        ("Blatt am Morgen – Neues vom Tag", ["Blatt am Morgen"], None),  # the site's own heading
    ],
)
def test_a_heading_of_the_page_tells_where_the_title_ends(title: str, headings: list[str], bare: str | None) -> None:
    assert bare_title(title, {"blatt am morgen"}, "blatt.example", headings) == (bare or title)


def test_the_name_of_the_site_behind_the_title() -> None:
    assert site_name("Zinsen steigen | Börsen-Zeitung", "www.boersen-zeitung.de") == "Börsen-Zeitung"
    assert site_name("Zinsen steigen | Sport", "www.boersen-zeitung.de") is None
    assert site_name("Zinsen steigen", "www.boersen-zeitung.de") is None
