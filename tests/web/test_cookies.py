from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.web.cookies import Jar


def sent(url: str, line: str, to: str) -> str:
    jar = Jar()
    jar.learn(url, [line])
    return jar.header(to)


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("a=1", "https://www.nature.com/articles/x"),
        ("a=1; Path=/", "https://www.nature.com/"),
        ("a=1; Secure; HttpOnly; SameSite=None", "https://www.nature.com/"),
        ("a=1; Domain=.nature.com", "https://idp.nature.com/authorize"),
        ("a=1; domain=Nature.com", "https://nature.com/"),
        ("a=1; Path=/articles", "https://www.nature.com/articles/x"),
        ("a=1; Max-Age=60", "https://www.nature.com/"),
    ],
)
def test_a_cookie_comes_back_where_it_belongs(line: str, to: str) -> None:
    assert sent("https://www.nature.com/", line, to) == "a=1"


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("a=1", "https://idp.nature.com/"),
        ("a=1", "https://evil.example/"),
        ("a=1; Secure", "http://www.nature.com/"),
        ("a=1; Domain=com", "https://www.nature.com/"),
        ("a=1; Domain=springer.com", "https://springer.com/"),
        ("a=1; Domain=ature.com", "https://www.nature.com/"),
        ("a=1; Path=/articles", "https://www.nature.com/articles-x"),
        ("a=1; Max-Age=0", "https://www.nature.com/"),
        ("a", "https://www.nature.com/"),
        ("=1", "https://www.nature.com/"),
        ("a=ü", "https://www.nature.com/"),
        ("a=1\r\nX-Evil: 1", "https://www.nature.com/"),
        ("a=" + "1" * 5000, "https://www.nature.com/"),
    ],
)
def test_and_nowhere_else(line: str, to: str) -> None:
    assert sent("https://www.nature.com/", line, to) == ""


def test_a_later_value_replaces_and_a_deletion_forgets() -> None:
    jar = Jar()
    jar.learn("https://t3n.de/", ["a=1", "b=2", "a=3"])
    assert jar.header("https://t3n.de/") == "b=2; a=3"
    jar.learn("https://t3n.de/", ["b=; Max-Age=0"])
    assert jar.header("https://t3n.de/") == "a=3"


def test_a_flood_of_cookies_has_an_end() -> None:
    jar = Jar()
    jar.learn("https://t3n.de/", [f"c{number}=1" for number in range(10_000)])
    assert jar.header("https://t3n.de/").count("=") == 50


@given(st.lists(st.text(alphabet="ab=;, \x00\ndomainpath/.ü", max_size=40), max_size=5))
def test_no_line_raises_and_what_is_sent_is_a_header(lines: list[str]) -> None:
    jar = Jar()
    jar.learn("https://t3n.de/", lines)
    header = jar.header("https://t3n.de/")
    assert header == "" or (header.isascii() and header.isprintable())


@pytest.mark.parametrize("domain", ["uk", "co.uk", "github.io", "3.4", "de"])
def test_no_cookie_for_what_is_nobodys_own(domain: str) -> None:
    for host in (f"a.{domain}", "1.2.3.4"):
        jar = Jar()
        jar.learn(f"https://{host}/", [f"a=1; Domain={domain}"])
        assert jar.header(f"https://b.{domain}/") == ""


def test_a_date_that_has_passed_forgets_a_cookie() -> None:
    jar = Jar()
    jar.learn("https://t3n.de/", ["a=1", "b=2"])
    jar.learn(
        "https://t3n.de/", ["a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "b=3; Expires=Thu, 01-Jan-2099 00:00:00 GMT"]
    )
    assert jar.header("https://t3n.de/") == "b=3"
