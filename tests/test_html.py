from __future__ import annotations

import time

import pytest

from kinews_cli.html import LIMIT, TEXT_LIMIT, PageFacts, read_page

PAGE = """<!DOCTYPE html><html lang="de-DE"><head>
<title> Ein &Uuml;berblick
 &uuml;ber alles </title>
<link rel="alternate" href="/feed"><link rel="Canonical" href="/artikel/1">
<meta name="Author" content=" Anna  Beispiel "><meta name="citation_author" content="Eins">
<meta name="citation_author" content="Zwei">
<meta name="twitter:title" property="og:title" content="Titel">
<meta itemprop="datePublished" content="2021-05-20"><meta http-equiv="Content-Language" content="de">
<meta name="viewport"><script>var text = "<p>kein Absatz</p>"</script></head>
<body><nav><p>Menü</p></nav><p>Vor dem Artikel.</p>
<article><h1>Große <em>Über</em>schrift</h1><p>Ein <b>fetter</b> Satz.<script>nein()</script><!-- auch nein --></p>
<h2>Kleine</h2><p>Noch einer.</p></article>
<aside><p>Werbung</p></aside><p>Nach dem Artikel.</p><footer><p>Impressum</p></footer></body></html>"""


def test_reads_the_head() -> None:
    facts = read_page(PAGE)
    assert facts.title == "Ein Überblick über alles"
    assert facts.lang == "de-DE"
    assert facts.canonical == "/artikel/1"


def test_collects_meta_by_any_of_its_names_in_order() -> None:
    meta = read_page(PAGE).meta
    assert meta["author"] == ("Anna Beispiel",)
    assert meta["citation_author"] == ("Eins", "Zwei")
    assert meta["og:title"] == meta["twitter:title"] == ("Titel",)
    assert meta["datepublished"] == ("2021-05-20",)
    assert meta["content-language"] == ("de",)
    assert "viewport" not in meta


def test_paragraphs_are_without_scripts_comments_menus_and_footers() -> None:
    facts = read_page(PAGE)
    assert facts.paragraphs == "Vor dem Artikel.\nEin fetter Satz.\nNoch einer.\nNach dem Artikel."
    assert facts.article == "Ein fetter Satz.\nNoch einer."


def test_headings_are_the_first_two_levels() -> None:
    assert read_page(PAGE).headings == ("Große Überschrift", "Kleine")


def test_first_takes_the_first_name_that_says_something() -> None:
    facts = PageFacts(meta={"a": ("", "x"), "b": ("y",)})
    assert facts.first("missing", "a", "b") == "x"
    assert facts.first("missing") is None


@pytest.mark.parametrize(
    ("block", "types"),
    [
        ('{"@type": "NewsArticle"}', ["NewsArticle"]),
        ('[{"@type": "A"}, {"@type": "B"}]', ["A", "B"]),
        ('{"@graph": [{"@type": "A"}, {"@type": "B"}]}', [None, "A", "B"]),
        ('{"@type": "WebPage", "mainEntity": {"@type": "ScholarlyArticle"}}', ["WebPage", "ScholarlyArticle"]),
        ('<!-- {"@type": "A"} -->', ["A"]),
        ('//<![CDATA[\n{"@type": "A"}\n//]]>', ["A"]),
        ('{"@type": "A", "headline": "line\nbreak"}', ["A"]),
        ('{"@type": "A",}', []),
        ("null", []),
        ('"text"', []),
        ("", []),
        ("[" * 200_000, []),
        ('{"@graph":' * 50_000, []),
        ("9" * 50_000, []),
    ],
)
def test_json_ld_is_flattened_and_nonsense_is_nothing(block: str, types: list[str | None]) -> None:
    facts = read_page(f'<title>t</title><script type="application/ld+json; charset=utf-8">{block}</script>')
    assert [node.get("@type") for node in facts.json_ld] == types
    assert facts.title == "t"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "https://example.org/page",
        "\ud800<title>\udfff</title>",
        "<",
        "<?xml version='1.0' encoding='utf-16'?><feed/>",
    ],
)
def test_odd_input_has_no_facts_and_raises_nothing(text: str) -> None:
    assert isinstance(read_page(text), PageFacts)


def test_a_nul_does_not_end_the_page() -> None:
    assert read_page("<title>a\0b</title>\0<p>c</p>").paragraphs == "c"


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<!--",
        "<![<![",
        "<p>",
        "<p><object>",
        "<article>",
        "<article><p>x",
        "<nav>",
        "<h1><b>",
        "<a><i><font><p>",
        "<title>",
        '<meta name="a" content="b">',
        '<script type="application/ld+json">{}</script>',
        "&#x41;",
        "&",
        "<",
    ],
)
def test_hostile_pages_take_less_than_two_seconds(unit: str) -> None:
    page = (unit * (2 * LIMIT // len(unit)))[: 2 * LIMIT]
    start = time.process_time()
    facts = read_page(page)
    assert time.process_time() - start < 2
    assert len(facts.paragraphs) <= TEXT_LIMIT
    assert len(facts.json_ld) <= 200


def test_only_the_first_half_megabyte_counts() -> None:
    assert read_page("<p>früh</p>" + " " * LIMIT + "<p>spät</p>").paragraphs == "früh"


def test_text_is_bounded() -> None:
    facts = read_page("<h1>" + "lang " * 10_000 + "</h1>" + "<p>Satz.</p>" * 5_000)
    assert len(facts.headings[0]) <= TEXT_LIMIT
    assert len(facts.paragraphs) <= TEXT_LIMIT
