from __future__ import annotations

import pytest

from kinews_cli.reading.links import find_links, link_line


def test_label_url_and_mark_are_three_things() -> None:
    (link,) = find_links("Paper: https://arxiv.org/abs/2005.05535 (englisch)", 7)
    assert (link.label, link.url, link.line, link.column) == ("Paper", "https://arxiv.org/abs/2005.05535", 7, 8)
    assert link.mark is not None
    assert (link.mark.written, link.mark.language, link.mark.column) == ("(englisch)", "en", 41)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "  ", "\u00a0 ", "\t"])
def test_any_blank_may_stand_behind_the_colon(blank: str) -> None:
    (link,) = find_links(f"Neuer Artikel:{blank}https://www.nature.com/articles/x\u00a0(englisch)", 1)
    assert link.label == "Neuer Artikel"
    assert link.mark is not None


@pytest.mark.parametrize(
    ("mark", "language"),
    [
        ("(englisch)", "en"),
        ("(engl.)", "en"),
        ("[EN]", "en"),
        ("(in English)", "en"),
        ("(französisch)", "fr"),
        ("(Deutsch)", "de"),
    ],
)
def test_marks_in_many_spellings(mark: str, language: str) -> None:
    (link,) = find_links(f"Artikel: https://a.example/x {mark}", 1)
    assert link.mark is not None
    assert (link.mark.written, link.mark.language) == (mark, language)


@pytest.mark.parametrize(
    ("rest", "url"),
    [
        ("Was_nun%3F_(Film)", "Was_nun%3F_(Film)"),
        ("Wirklich!", "Wirklich!"),
        ("Apple_Inc.", "Apple_Inc."),
        ("Was_nun%3F_(Film).", "Was_nun%3F_(Film)"),
        ("x.", "x"),
        ("x,", "x"),
    ],
)
def test_a_link_line_keeps_the_rest_as_url_but_for_a_full_stop(rest: str, url: str) -> None:
    (link,) = find_links(f"Artikel: https://de.wikipedia.org/wiki/{rest}", 1)
    assert (link.label, link.url) == ("Artikel", f"https://de.wikipedia.org/wiki/{url}")


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Siehe https://a.example/x.", ["https://a.example/x"]),
        ("Siehe (https://a.example/x), oder https://b.example/y!", ["https://a.example/x", "https://b.example/y"]),
        ("Der Eintrag https://a.example/wiki/X_(Film) ist neu", ["https://a.example/wiki/X_(Film)"]),
        ("das „https://a.example/x“ hier", ["https://a.example/x"]),
        ("»https://a.example/x« und https://b.example/y…", ["https://a.example/x", "https://b.example/y"]),
        ("kein Link: http:// und https://", []),
        ("HTTPS://A.example/X gross", ["HTTPS://A.example/X"]),
    ],
)
def test_in_running_text_the_url_ends_where_a_reader_sees_it_end(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text, 1)] == urls


def test_columns_span_the_url() -> None:
    text = "Siehe https://a.example/x, dann weiter."
    (link,) = find_links(text, 1)
    assert text[link.column - 1 : link.end_column - 1] == link.url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/", True),
        ("Paper: https://a.example/ (englisch)", True),
        ("Paper: https://a.example/ und mehr", False),
        ("Wir lasen https://a.example/", False),
        ("Zwei: https://a.example/ https://b.example/", False),
        ("Kein Link", False),
    ],
)
def test_what_a_link_line_is(text: str, expected: bool) -> None:
    assert (link_line(text, 1) is not None) is expected
