"""A URL ends where a German reader sees it end."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kinews_cli.reading.building import read_issue
from kinews_cli.reading.urls import count_urls, find_urls

X = "https://a.example/x"
Y = "https://b.example/y"
BASE = "http://127.0.0.1:9"


def urls(text: str) -> list[str]:
    return [found.url for found in find_urls(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mehr dazu: {}.",
        "Siehe {}, dann weiter.",
        "Erst {}; dann mehr",
        "Lies {}!",
        "Kennst du {}?",
        "Lies {}…",
        "Lies {}...",
        "So {}: ein Fund.",
        "(siehe {})",
        "(siehe {}).",
        "({}), dann weiter",
        "[{}]",
        "{{{}}}",
        "<{}>",
        "<{}>.",
        "„{}“",
        "„{}.“",
        "‚{}‘",
        "“{}”",
        '"{}"',
        "'{}'",
        "»{}«",
        "«{}»",
        "›{}‹",
        "‹{}›",
        "{}\u200bUnd",
        "{}\u00a0dort",
        "{}\u00ad",
        "{}\u2028Und",
        "{}\ufeff",
        "Link:{} dort",
        "({})-Paket",
        "({}):",
        "**{}**",
        "*{}*",
        "_{}_",
        "`{}`",
        "~~{}~~",
        "[a]({})",
        '[a]({} "Titel")',
        "[a](<{}>)",
        "![a]({})",
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "[1] {}",
        "[1]: {}",
        "| a | {} | b |",
        "|{}|",
        "\t{}\t",
    ],
)
def test_what_stands_around_a_url_is_not_part_of_it(text: str) -> None:
    assert urls(text.format(X)) == [X]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/wiki/X_(Film)",
        "https://a.example/wiki/X_((Y)_Z)",
        "https://a.example/?ids[]=1&ids[]=2",
        "https://a.example/x?y=1&z=2#teil-3",
        "https://a.example/x%20b%2Fc",
        "https://a.example/straße/ä",
        "https://bücher.example/",
        "https://a.example:8080/x",
        "https://a.example",
        "http://127.0.0.1:9/x",
        "https://a.example/@name/x;v=1",
        "https://a.example/a.b,c:d!e*f~g'h",
        "https://a.example/x?u=http://b.example/y",
        "https://web.archive.org/web/2020/https://b.example/y",
        "https://a.example/" + "x" * 500,
        "HTTPS://A.example/X",
        "HTTP://a.example/x",
    ],
)
@pytest.mark.parametrize("text", ["{}", "Siehe {}.", "(siehe {})", "„{}“", "[a]({})"])
def test_what_a_url_may_hold(text: str, url: str) -> None:
    assert urls(text.format(url)) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "a.example",
        "www.a.example/x",
        "Mehr auf a.example/x.",
        "post@a.example",
        "mailto:post@a.example",
        "ftp://a.example/x",
        "data:text/plain,x",
        "javascript:alert(1)",
        "http://",
        "https:// a.example",
        "https:///",
        "https://.",
        "https://)",
        "http:/a.example",
        "://a.example",
        "",
    ],
)
def test_what_is_no_link_stays_text(text: str) -> None:
    assert urls(text) == []
    assert count_urls(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        f"{X} {Y}",
        f"{X}, {Y}",
        f"{X},\t{Y}.",
        f"({X})({Y})",
        f"<{X}><{Y}>",
        f"„{X}“ und „{Y}“",
        f"{X}|{Y}",
        f"{X}\u200b{Y}",
        f"[![a]({X})]({Y})",
        f"[a]({X})[b]({Y})",
        f"<a href={X}>{Y}</a>",
    ],
)
def test_several_in_a_line(text: str) -> None:
    assert urls(text) == [X, Y]
    assert count_urls(text) == 2


def test_an_escaped_ampersand_is_meant_as_one_and_stays_as_it_is_written() -> None:
    text = "Link https://a.example/q?x=1&amp;y=2&amp;z=3 dort."
    (found,) = find_urls(text)
    assert found.url == "https://a.example/q?x=1&y=2&z=3"
    assert text[found.start : found.end] == found.written == "https://a.example/q?x=1&amp;y=2&amp;z=3"


def test_what_only_looks_like_an_entity_stays() -> None:
    assert urls("Link https://a.example/x?a=1&copy=2; dort.") == ["https://a.example/x?a=1&copy=2"]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Siehe https://a.example/(x", "https://a.example/(x"),
        ("Siehe https://a.example/x(", "https://a.example/x"),
        ("Siehe https://a.example/x) und", "https://a.example/x"),
        ("Siehe https://a.example/x]) und", "https://a.example/x"),
        ("Siehe https://a.example/(x)) und", "https://a.example/(x)"),
        ("Siehe https://a.example/(x. und", "https://a.example/(x"),
    ],
)
def test_brackets_that_do_not_pair(text: str, url: str) -> None:
    assert urls(text) == [url]


def test_the_whole_rest_of_a_line_that_holds_nothing_else() -> None:
    (found,) = find_urls("Film: https://a.example/Was_nun%3F_(Film)!", whole=True)
    assert found.url == "https://a.example/Was_nun%3F_(Film)!"


def test_places_are_those_of_the_line() -> None:
    text = f"Erst („{X}“), dann {Y}."
    assert [text[found.start : found.end] for found in find_urls(text)] == [X, Y]


def foreign_cases(shared: Path) -> list[tuple[str, str, list[str]]]:
    """The cases of the bench for link checkers beside the checkout: name, text, and the paths that must be found."""
    spec = importlib.util.spec_from_file_location("bench_verdicts", shared / "bench" / "verdicts.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(shared / "bench"))
        spec.loader.exec_module(module)
    cases: Callable[[str], list[tuple[str, str, list[str]]]] = module.extract_cases
    return cases(BASE)


def found_in(text: str, path: str) -> set[str]:
    """The paths of all links, written as a client sends them."""
    found = {link.url for link in read_issue(text.encode(), path).links()}
    return {quote(url[len(BASE) :], safe="/?=&%()_-.#;,:+~") for url in found}


@pytest.mark.parametrize("path", ["doc.md", "doc.txt"])
def test_the_cases_of_the_bench(shared: Path, path: str) -> None:
    cases = [case for case in foreign_cases(shared) if path == "doc.md" or not case[0].startswith("md:")]
    assert len(cases) == (30 if path == "doc.md" else 21)
    wrong = {name: found_in(text, path) for name, text, wanted in cases if found_in(text, path) != set(wanted)}
    assert wrong == {}
    together = "\n\n".join(text for _, text, _ in cases) + "\n"
    assert found_in(together, path) == {target for _, _, wanted in cases for target in wanted}
