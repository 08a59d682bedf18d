from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.errors import InputError
from kinews_cli.html_text import TAG_LIMIT, decode_page, page_text
from kinews_cli.model.issue import ArticleKind, BlockType
from kinews_cli.reading.building import read_issue

NEWSLETTER = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Farbpost 12 | Beispielverlag</title>
<link rel="canonical" href="https://farbpost.example/12"><style>p { color: red }</style></head><body>
<div style="display: none">Blau, Grün und ein Schiff &zwnj;&nbsp;&zwnj;</div>
<nav><ul><li><a href="/">Startseite</a></li><li><a href="/archiv">Archiv</a></li></ul></nav>
<h1><a href="https://farbpost.example/12">Farbpost Nr. 12</a></h1>
<p>Guten Morgen! Heute lesen wir von einem Blau, das lange niemand mischen konnte, und von einem Schiff.</p>
<h2>Ein Blau aus dem Ofen</h2>
<p>Im Labor entstand ein Pigment, das <em>niemand</em> gesucht hatte. Ein <a href="/blau?a=1&amp;b=2">Bericht</a> (englisch)
erzählt davon.</p>
<p><a href="https://labor.example/blau_(pigment)">Die Arbeit dazu</a> (englisch)</p>
<p><a href="https://bilder.example/blau">bilder.example/blau</a></p>
<h2><a href="https://hafen.example/schiff">Das Schiff im Garten</a></h2>
<p>Es steht dort seit Jahren.<br>Niemand weiß, warum.</p>
<ul><li>Es hat <b>drei</b> Masten.</li><li>Es hat kein Ruder.</li></ul>
<script>document.write("<p>Nein</p>")</script><img src="https://zaehler.example/p.gif" width="1" alt="Zähler">
</body></html>"""


def test_a_newsletter_becomes_the_text_that_a_careful_copy_gives() -> None:
    assert page_text(NEWSLETTER).text == (
        "# Farbpost Nr. 12\n\n"
        "Startseite\n\nArchiv\n\n"
        "Guten Morgen! Heute lesen wir von einem Blau, das lange niemand mischen konnte, und von einem Schiff.\n\n"
        "## Ein Blau aus dem Ofen\n\n"
        "Im Labor entstand ein Pigment, das niemand gesucht hatte. "
        "Ein Bericht (https://farbpost.example/blau?a=1&b=2) (englisch) erzählt davon.\n\n"
        "Die Arbeit dazu: https://labor.example/blau_(pigment) (englisch)\n\n"
        "https://bilder.example/blau\n\n"
        "## Das Schiff im Garten (https://hafen.example/schiff)\n\n"
        "Es steht dort seit Jahren.\nNiemand weiß, warum.\n\n"
        "- Es hat drei Masten.\n- Es hat kein Ruder.\n"
    )


def test_our_reader_takes_the_text_for_what_the_page_was() -> None:
    issue = read_issue(page_text(NEWSLETTER).text.encode(), "x.txt")
    assert (issue.title, issue.number) == ("Farbpost Nr. 12", 12)
    assert [item.text for item in issue.furniture] == ["Startseite", "Archiv"]
    assert [(a.title, a.kind) for a in issue.articles] == [
        ("Ein Blau aus dem Ofen", ArticleKind.ARTICLE),
        ("Das Schiff im Garten", ArticleKind.ARTICLE),
    ]
    blue, ship = issue.articles
    assert [(link.label, link.url, link.mark and link.mark.language) for link in blue.body.links] == [
        ("", "https://farbpost.example/blau?a=1&b=2", "en"),
        ("Die Arbeit dazu", "https://labor.example/blau_(pigment)", "en"),
        ("", "https://bilder.example/blau", None),
    ]
    assert [link.url for link in ship.body.links] == ["https://hafen.example/schiff"]
    assert [block.type for block in ship.body.blocks] == [
        BlockType.PARAGRAPH,
        BlockType.LIST_ITEM,
        BlockType.LIST_ITEM,
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<title>Post 3</title><p>Text.", "# Post 3\n\nText.\n"),
        ("<title>Post 3</title><p>POST 3</p><p>Text.", "POST 3\n\nText.\n"),
        ("<title>Seite</title><h1> Post <br> 3 </h1><p>Text.", "# Post 3\n\nText.\n"),
        ("<h1><img alt=Logo></h1><h1>Post 3</h1><h3>Tiefer</h3>", "# Post 3\n\n### Tiefer\n"),
        ("<p>z</p>" * 11 + "<h1>Post 3</h1><p>Text.", "# Post 3\n\n" + "z\n\n" * 11 + "Text.\n"),
        ("<p>a<br><br>b<br></p>", "a\n\nb\n"),
        ("<p>a\n  b\t c&nbsp;d</p>", "a b c\u00a0d\n"),
        ("<table><tr><td>eins<td>zwei<tr><td><p>drei</table>", "eins\n\nzwei\n\ndrei\n"),
        ("<div>vor<p>mitten</p>nach</div>", "vor\n\nmitten\n\nnach\n"),
        ("<ol start=3><li>a<li value=7>b<ul><li>c</ul></ol>", "3) a\n7) b\n  - c\n"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</ul>", "- a\n  b\n- c\n"),
        ("<ul><li><h3>Karte</h3><p>Text.</p></ul>", "### Karte\n\nText.\n"),
        ("<pre>eins\n\n  zwei</pre>", "eins\n\n  zwei\n"),
        ("<pre># kein Titel\nx</pre>", "    # kein Titel\n    x\n"),
        ("<p>a\u200b\u202eb\x07c</p>", "abc\n"),
        ("<p hidden>nein</p><p style='visibility:hidden'>nein</p><p>ja", "ja\n"),
        ("<footer><h3>Über uns</h3><p>Impressum</p></footer>", "Über uns\n\nImpressum\n"),
        ("<![if !mso]><p>ja</p><![endif]><!--[if mso]><p>nein</p><![endif]-->", "ja\n"),
        ("<!-- nur das -->", ""),
        ("", ""),
        ("<p>&zwnj;&nbsp;&shy;</p>", ""),
    ],
)
def test_blocks(html: str, text: str) -> None:
    assert page_text(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Siehe <a href=https://a.example/x> dort </a>.", "Siehe dort (https://a.example/x) ."),
        ("Siehe <a href=https://a.example/x>https://a.example/x</a>, ja.", "Siehe https://a.example/x, ja."),
        ("Siehe <a href=https://a.example/lang/weiter>a.example/lan…</a>!", "Siehe https://a.example/lang/weiter!"),
        ("Das <a href=https://a.example/>a.example</a>-Paket", "Das <https://a.example/>-Paket"),
        ("<a href=https://a.example/>Ist das neu?</a>", "Ist das neu? (https://a.example/)"),
        ("<a href=https://a.example/>Neu</a> [EN]", "Neu: https://a.example/ [EN]"),
        ("<a href=https://a.example/>Neu</a> und gut", "Neu (https://a.example/) und gut"),
        ("Ein <a href=https://a.example/x><b>fetter</b> <i>Text</i></a>", "Ein fetter Text (https://a.example/x)"),
        ("<a href=mailto:wir@a.example>Schreibt uns</a>", "Schreibt uns"),
        (
            "<a href='javascript:x()'>Klick</a> <a href=#oben>hoch</a> <a href='http://['>kaputt</a>",
            "Klick hoch kaputt",
        ),
        ("<a href=/weiter>Weiter</a>", "Weiter"),
        ("<base href=https://b.example/c/><a href=d>Weiter</a>", "Weiter: https://b.example/c/d"),
        ("<base href=https://b.example/c><a href=https://b.example/c#d>Fußnote</a>", "Fußnote"),
        ("<!-- saved from url=(0020)https://b.example/c/ --><a href=d>Weiter</a>", "Weiter: https://b.example/c/d"),
        ("<a href=//b.example/d>Weiter</a>", "Weiter: https://b.example/d"),
        ("Ein <a href='https://a.example/x)y z'>Text</a> da", "Ein Text (https://a.example/x%29y%20z) da"),
        ("Ein <a href='https://a.example/x.'>Text</a> da", "Ein Text (https://a.example/x%2E) da"),
        ("<nav><a href=https://a.example/>Start</a></nav>", "Start"),
    ],
)
def test_links(html: str, text: str) -> None:
    assert page_text(f"<body><div>{html}</div>").text.rstrip("\n") == text


def test_a_card_that_is_one_link_has_the_address_at_its_first_text() -> None:
    text = page_text("<a href=https://a.example/x><img><h2>Titel</h2><p>Mehr Text.</p></a>").text
    assert text == "## Titel (https://a.example/x)\n\nMehr Text.\n"


def test_links_of_pictures_alone_are_left_out_and_named() -> None:
    page = page_text("<p>Text.</p><a href=https://a.example/film><img alt=Film></a>")
    assert page.text == "Text.\n"
    assert page.notes == ("links without a text of their own were left out (1): https://a.example/film",)
    both = page_text("<a href=https://a.example/x><img></a><p><a href=https://a.example/x>Film</a></p>")
    assert both.notes == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf<meta charset=latin1>\xc3\xbc", "ü"),
        ("<p>ü".encode("utf-16"), "ü"),
        (b"<meta charset='iso-8859-1'>\xfc \x84", "ü „"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>\xfc", "ü"),
        (b"<meta charset=utf-8>\xfc", "ü"),
        (b"<meta charset=punycode>\xc3\xbc", "ü"),
        (b"<meta charset=utf-16>\xc3\xbc", "ü"),
        (b"\xc3\xbc", "ü"),
        (b"\x81\xfc", "\ufffdü"),
    ],
)
def test_bytes_are_read_as_declared_else_as_utf_8_else_as_windows_1252(content: bytes, text: str) -> None:
    assert decode_page(content).endswith(text)


# tags, blanks in them as tabs
TAGS = re.findall(
    r"[^ \n]+",
    """<p> </p> <a\thref='https://a.example/(b.'> <a\thref=//[> </a> <li> <ol\tstart=x> </ul> <h1> </h1> <pre> <br> <td> x #
<nav> <div\thidden> </div> &#xd800; <!-- --> <base\thref=x> (englisch)""",
)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*(tag.replace("\t", " ") for tag in TAGS), " ", "\n"])).map("".join)
)
def test_whatever_the_page_it_gives_text_that_can_be_read(html: str) -> None:
    text = page_text(html).text
    if text:
        read_issue(text.encode(), "x.txt")


@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_are_decoded(content: bytes) -> None:
    page_text(decode_page(content))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<p><object>x", "<ul><li>x", "<a href=//x><i>", "<table><tr><td>x", "<pre>\n"]
)
def test_deep_pages_take_no_long_time(unit: str) -> None:
    start = time.process_time()
    page_text("<p>da</p>" + unit * 20_000)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("page", ["<!--" * 64_000, "<" * 100_000, "&#x41;" * 100_000, "<a href='" * 50_000])
def test_broken_pages_take_no_long_time(page: str) -> None:
    start = time.process_time()
    page_text(page)
    assert time.process_time() - start < 3


def test_text_behind_deep_nesting_is_not_lost() -> None:
    assert "danach" in page_text("<div>" * 20_000 + "tief" + "</div>" * 20_000 + "<p>danach").text


def test_too_many_tags_are_an_error_and_no_loss() -> None:
    with pytest.raises(InputError, match="more than 500,000 tags"):
        page_text("<p>" * (TAG_LIMIT + 1))


def test_addresses_that_cannot_be_completed_are_named() -> None:
    found = page_text(
        '<p>Siehe <a href="/bericht">den Bericht</a>, <a href="#oben">oben</a>, <a href="mailto:x@a.example">schreib</a>.</p>'
    )
    assert found.text == "Siehe den Bericht, oben, schreib.\n"
    assert found.notes == ("addresses on the page's own site, which it does not name, were left out (1): /bericht",)
