from __future__ import annotations

import pytest

from dossiers import OK, facts
from kinews_cli.rules.sites import SITES, leads_there, site_named, site_of
from kinews_cli.values import replace
from rules.judged import about


@pytest.mark.parametrize(
    ("text", "name"),
    [("t3n", "t3n"), ("Heise Online", "heise"), ("GitHub.", "GitHub"), ("Git Hub", "GitHub"), ("der FAZ", "FAZ"),
     ("Nature Medicine", "Nature"), ("YOUTUBE", "YouTube")],
)  # fmt: skip
def test_names_as_authors_spell_them(text: str, name: str) -> None:
    site = site_named(text)
    assert site is not None
    assert site.name == name


@pytest.mark.parametrize(
    "text", ["", "Bild", "Welt", "Stern", "t3nde", "Youtube Shorts der Woche", "Nature Valley", "Zeit"]
)
def test_words_that_name_no_site(text: str) -> None:
    assert site_named(text) is None


def test_hosts_are_compared_by_whole_labels() -> None:
    assert site_of("https://www.t3n.de/a") is site_named("t3n")
    assert site_of("https://nott3n.de/a") is None
    assert site_of("https://t3n.de.example/a") is None
    assert site_of("https://[broken/") is None


def test_no_host_is_that_of_two_sites_unless_one_publishes_at_the_other() -> None:
    shared = {("Technology Review", "heise.de"), ("Towards Data Science", "medium.com")}
    owners: dict[str, str] = {}
    for site in SITES:
        for host in site.hosts:
            if (site.name, host) not in shared:
                assert owners.setdefault(host, site.name) == site.name
    assert all(site_of(f"https://{host}/") is not None for host in owners)


def test_what_cannot_be_told_is_left_open() -> None:
    medium, nature, t3n = site_named("Medium"), site_named("Nature"), site_named("t3n")
    assert medium is not None
    assert nature is not None
    assert t3n is not None
    assert leads_there(medium, "https://www.blog.org/netze", facts(OK)) is None  # a blog of its under another name
    assert leads_there(nature, "https://www.authors.org/paper", facts(OK)) is None  # their own copy
    assert leads_there(t3n, "https://bit.ly/3abc", facts(OK)) is None
    assert leads_there(t3n, "https://bit.ly/3abc", facts(replace(OK, final_url="https://www.golem.de/x"))) is False
    own = replace(about("https://www.site.org/a"), publisher="t3n - yeebase media GmbH")
    assert leads_there(t3n, "https://www.site.org/a", facts(OK, own)) is True
