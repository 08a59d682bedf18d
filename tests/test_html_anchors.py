from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinews_cli.html_anchors import PageAnchors, page_anchors


def read(html: str) -> PageAnchors:
    page = page_anchors(html)
    assert page is not None
    return page


def test_names_are_ids_and_the_names_of_anchors() -> None:
    html = '<h1 id="eins">1</h1><a name="zwei"></a><map name="karte"></map><input name="feld"><svg><g id="drei"/></svg>'
    assert read(html).names == {"eins", "zwei", "drei"}


def test_names_stand_as_a_reader_of_html_reads_them() -> None:
    assert read('<p ID=Über><p id="a&amp;b"><p id=""><p id>').names == {"Über", "a&b"}


def test_links_within_the_page() -> None:
    assert read('<a href="#a">x</a><a href="other.html#b">y</a><a href="#">z</a>').inner == {"a", ""}


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<h2 id="x">T</h2>', 1),
        ('<h2><a name="x"></a>T</h2>', 1),
        ('<h2>T <a id="x" href="#x">#</a></h2>', 1),
        ('<section id="x"><h2>T</h2></section>', 1),
        ('<a name="x"></a><h2>T</h2>', 1),
        ("<h2>T</h2>", 0),
        ('<div id="menu"><p>M</p></div><h2>T</h2>', 0),
        ('<div id="x"><p>M</p><h2>T</h2></div>', 0),
    ],
)
def test_headings_that_have_a_name(html: str, named: int) -> None:
    page = read(html)
    assert (page.named_headings, len(page.headings)) == (named, 1)


def test_text_is_what_the_body_says_in_the_markup_or_to_its_readers() -> None:
    html = (
        "<title>Titel</title><style>p{}</style><p>Das <b>ist</b> <i hidden>nicht</i><i style='display: none'>nie</i> da"
        "<noscript>ohne</noscript><script>var x</script><!-- nein --></p>"
    )
    page = read(html)
    assert page.text == "Das ist nichtnie daohne"
    assert page.shown == "Das ist  da"
    assert page.headings == ()


def test_code_is_what_a_script_could_make_a_name_from() -> None:
    html = (
        '<div data-tab="preise" class="box" id="a"><a href="/wort#teil" name="b">x</a><script>var s = "rest"</script>'
    )
    assert read(html).code.split("\n") == ["preise", "box", "teil", 'var s = "rest"']


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<script src=x.js></script>",
        "<script type=module>x</script>",
        "<script type='text/javascript; charset=utf-8'>x</script>",
        "<body onload=x()>",
        "<meta http-equiv=Refresh content='0;url=/x'>",
        "<frameset><frame src=a.html></frameset>",
    ],
)
def test_pages_that_may_change_under_their_readers(html: str) -> None:
    assert read(f"{html}<p>x").scripted


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        '<script type="application/ld+json">{}</script>',
        '<script type="application/json">{}</script>',
        "<p onclick=x()>",
        "<meta http-equiv=content-type content=text/html>",
    ],
)
def test_pages_that_do_not(html: str) -> None:
    assert not read(html).scripted


def test_a_page_of_nothing_has_no_places() -> None:
    assert read("") == PageAnchors(frozenset(), frozenset(), (), 0, "", "", "", scripted=False)


def test_pages_that_nobody_reads_are_given_up() -> None:
    assert page_anchors("<b>" * 100_001) is None
    assert page_anchors("x" * 3_000_000) is None


@pytest.mark.parametrize(
    "piece", ["<p>", "<h1 id=x>", "<!--", "<script>", "&", "<p id='", "\x00", "<template>", "<a href=#x>"]
)
def test_hostile_pages_are_read_in_time(piece: str) -> None:
    html = piece * min(100_000, 524_288 // len(piece))
    begin = time.process_time()
    page_anchors(html)
    assert time.process_time() - begin < 2


@settings(deadline=None)
@given(st.text())
def test_never_raises(html: str) -> None:
    assert page_anchors(html) is not None
