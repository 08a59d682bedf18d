from __future__ import annotations

import time

import pytest

from kinews_cli.html import LIMIT, TEXT_LIMIT, Block, PageBody, PageFacts, read_page, read_whole

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


OWN = "<p>Das Netz hat gelernt, was ein Bild ist, und jetzt malt es selbst. Ob es sich lohnt, wird sich zeigen.</p>"
OTHER = "<p>We use cookies to give you the best experience, and others have said so before us.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f'<div id="cookie-banner"><div>{OTHER}</div></div><main>{OWN}</main>',
        f'{OWN}<section class="site cookieconsent">{OTHER}</section>',
        f"<div role='contentinfo'>{OTHER}</div>{OWN}",
        f"{OWN}<blockquote>{OTHER}<blockquote>{OTHER}</blockquote></blockquote>",
        # a frame whose name only seems to say so
        f'<div class="cookies-accepted"><main>{OWN}</main></div><blockquote>{OTHER}</blockquote>',
        f'<div class="cmp cmp-text">{OWN}</div><div id="cmp">{OTHER}</div>',
    ],
)
def test_quotations_and_cookie_notices_are_not_the_page_s_own_text(page: str) -> None:
    assert read_page(page).paragraphs == OWN[3:-4]


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Kurz.</p><blockquote>{OTHER}</blockquote>",
        f"<div class='consent'><p>Kurz.</p>{OTHER}</div>",
        f"<p>{'Kurz. ' * 14}</p><blockquote>{OTHER * 4}</blockquote>",  # text that is indented by quotations
    ],
)
def test_where_there_is_little_else_they_count(page: str) -> None:
    facts = read_page(page)
    assert facts.paragraphs.startswith("Kurz.")
    assert "We use cookies" in facts.paragraphs


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
        ('{"@type": "A",}', ["A"]),
        ('{"@type": "A"};', ["A"]),
        ('{"@type": "A"}{"@type": "B"}', ["A", "B"]),
        ('{"@type": ["A", "B"], "@graph": [{"@graph": [{"@type": "C"}]}]}', [["A", "B"], None, "C"]),
        ("{&quot;@type&quot;: &quot;A&quot;}", ["A"]),
        ("&copy; 2021", []),
        ("null", []),
        ('"text"', []),
        ("", []),
        ("[" * 200_000, []),
        ('{"@graph":' * 50_000, [None] * 5),
        ("9" * 50_000, []),
    ],
)
def test_json_ld_is_flattened_and_nonsense_is_nothing(block: str, types: list[object]) -> None:
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


@pytest.mark.slow
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


# What a reader sees


def body(html: str) -> PageBody:
    return read_whole(html)[1]


def test_the_facts_are_the_same_with_and_without_the_body() -> None:
    assert read_whole(PAGE)[0] == read_page(PAGE)


def test_blocks_are_what_stands_by_itself() -> None:
    html = "<h1>Eins <em>zwei</em></h1><div>drei<p>vier</p>fünf<ul><li><a href=/>sechs</a> sieben</li></ul></div>"
    assert body(html).blocks == (
        Block("Eins zwei", level=1),
        Block("drei"),
        Block("vier"),
        Block("fünf"),
        Block("sechs sieben", linked=5),
    )


def test_spans_and_breaks_part_words_and_other_inline_tags_do_not() -> None:
    assert [block.text for block in body("<p>404<span>Nicht</span>da<br>ist<b>T</b>eig</p>").blocks] == [
        "404 Nicht da istTeig"
    ]


def test_what_can_be_pressed_counts_as_linked() -> None:
    blocks = body("<div><button>Ja</button></div><form><input type=submit value='Alle akzeptieren'></form>").blocks
    assert blocks == (Block("Ja", linked=2), Block("Alle akzeptieren", linked=16))


def test_menus_footers_and_cookie_notices_are_furniture() -> None:
    html = "<nav>a</nav><div class='cookie-bar x'>b</div><div role=navigation>c</div><p>d</p><footer>e</footer>"
    read = body(html)
    assert [block.furniture for block in read.blocks] == [True, True, True, False, True]
    assert (read.running, read.visible) == (1, 5)


def test_what_is_hidden_is_not_seen() -> None:
    html = (
        "<template>a</template><noscript>b</noscript><p hidden>c</p><p style='DISPLAY : none'>d</p><dialog>e</dialog>"
        "<p class='d-none'>f</p><p class='hidden md:block'>g</p><dialog open>h</dialog><svg><text>i</text></svg>"
    )
    assert [block.text for block in body(html).blocks] == ["g", "h"]
    assert body("<body style='visibility:hidden'><p>später</p>").visible == 6


def test_code_and_quotations_are_marked() -> None:
    assert [block.quoted for block in body("<pre>a</pre><blockquote><p>b</p></blockquote><p>c</p>").blocks] == [
        True,
        True,
        False,
    ]


def test_forms_frames_scripts_and_marks_are_noted() -> None:
    html = (
        "<html class=js><body id=Start class='error404 x'><form action=/login><input type=Password></form>"
        "<iframe src=/f></iframe><script src=/s.js></script><meta http-equiv=Refresh content='0;url=/y'></body></html>"
    )
    read = body(html)
    assert read.marks == ("js", "error404", "x", "start")
    assert (read.passwords, read.forms, read.frames, read.scripts) == (1, ("/login",), ("/f",), ("/s.js",))
    assert read.refresh == "0;url=/y"
    assert body("<noscript><meta http-equiv=refresh content='0;url=/y'></noscript>").refresh is None


def test_the_body_is_bounded() -> None:
    read = body("<p>" + "wort " * 1_000 + "</p>" + "<p>x</p><form action=/a></form>" * 2_000)
    assert len(read.blocks) == 500
    assert len(read.blocks[0].text) == 400
    assert len(read.forms) == 50
    assert read.visible > 4_999


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<div>", "<p><object>", "<h1><b>", "<noscript>", "<a><i><font><p>", "<h1></h2>", "</p>", "<"]
)
def test_hostile_bodies_are_walked_once(unit: str) -> None:
    assert isinstance(body((unit * (LIMIT // len(unit)))[:LIMIT]), PageBody)
