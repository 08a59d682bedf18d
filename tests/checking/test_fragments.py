from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinews_cli.checking.fragments import missing_fragment
from kinews_cli.model.verdict import Evidence
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer, Failure

STATIC = (
    '<html><head><title>Seite</title></head><body><h1 id="abschnitt-1">Eins</h1><h2 id="überschrift">Zwei</h2>'
    '<a name="alt"></a><p>Der gesuchte Satz. Er steht <b>mitten</b> im Text, mit Wör\u00adtern und „Zeichen“.</p>'
    "<p>Noch ein Absatz.</p></body></html>"
)
RUNNING_TEXT = "<p>Ein Absatz, den der Server so schickt, wie er zu lesen ist.</p>" * 40
# as generators of documentation write it: names for every heading, links to them, and a script for the search field
GENERATED = (
    '<html><body><script src="/search.js"></script><nav><a href="#anfang">A</a><a href="#schoene-gruesse">B</a></nav>'
    f'<h1 id="anfang">Anfang</h1>{RUNNING_TEXT}'
    '<section id="schoene-gruesse"><h2>Schöne Grüße</h2><p>Text.</p></section></body></html>'
)


def answer(html: str, content_type: str = "text/html; charset=utf-8") -> Answer:
    return Answer("https://a.example/", 200, {"content-type": content_type}, html.encode())


def ask(fragment: str, html: str = STATIC, host: str = "a.example") -> Evidence | None:
    return missing_fragment(f"https://{host}/seite#{fragment}", answer(html))


def lacks(name: str) -> Evidence:
    return Evidence("fragment_missing", name)


def lacks_text(text: str) -> Evidence:
    return Evidence("text_fragment_missing", text)


@pytest.mark.parametrize("fragment", ["abschnitt-1", "%C3%BCberschrift", "überschrift", "alt", "abschnitt%2D1"])
def test_places_that_are_there(fragment: str) -> None:
    assert ask(fragment) is None


@pytest.mark.parametrize("fragment", ["", "top", "TOP", "Top", "%20"])
def test_places_that_every_page_has(fragment: str) -> None:
    assert ask(fragment) is None


def test_a_place_that_is_missing() -> None:
    assert ask("fehlt") == lacks("#fehlt")
    assert ask("f%C3%A4llt-aus") == lacks("#fällt-aus")
    assert ask("Abschnitt-1") == lacks("#Abschnitt-1")  # names are told apart by case


def test_an_address_without_a_fragment_asks_for_no_place() -> None:
    assert missing_fragment("https://a.example/seite", answer(STATIC)) is None


def test_names_that_are_written_percent_encoded_in_the_page() -> None:
    assert ask("%C3%BC", '<p id="%C3%BC">x</p>') is None


def test_names_that_a_code_host_prefixed() -> None:
    assert ask("Aufbau", '<h2 id="user-content-aufbau">Aufbau</h2>') is None


def test_the_charset_may_stand_in_the_page() -> None:
    html = '<meta charset="iso-8859-1"><h2 id="überschrift">Ü</h2>'.encode("latin-1")
    page = Answer("https://a.example/", 200, {"content-type": "text/html"}, html)
    assert missing_fragment("https://a.example/#%C3%BCberschrift", page) is None


@pytest.mark.parametrize(
    "fragment",
    [
        "!/seite",
        "/seite",
        "code/PTAE",
        "t=10",
        "page=3",
        "zoom=100,0,0",
        "xtor=RSS-3",
        "~",
        ":x",
        ".U4x.twitter",
        "sthash.x.dpuf",
        *("L10", "L10-L20", "L10C3-L12C5", "lines-10-20", "issuecomment-123", "discussion_r12", "diff-0a1b", "note_12"),
    ],
)
def test_the_state_of_an_application_is_no_place(fragment: str) -> None:
    assert ask(fragment) is None


@pytest.mark.parametrize("host", ["github.com", "gist.github.com", "medium.com", "name.medium.com", "docs.google.com"])
def test_sites_that_find_places_by_script(host: str) -> None:
    assert ask("fehlt", host=host) is None
    assert ask(":~:text=fehlt", host=host) is None


@pytest.mark.parametrize(
    "page",
    [
        answer(STATIC, "application/pdf"),
        answer(STATIC, "text/plain"),
        answer(STATIC, ""),
        replace(answer(STATIC), truncated=True),
        replace(answer(STATIC), problem=Failure("timeout", "the body did not end")),
        replace(answer(STATIC), status=203),
        answer(""),
        answer("<p>x" * 100_001),
    ],
)
def test_only_whole_pages_of_html_lack_a_place(page: Answer) -> None:
    assert missing_fragment("https://a.example/seite#fehlt", page) is None
    assert missing_fragment("https://a.example/seite#:~:text=fehlt", page) is None


def test_a_page_with_data_alone_in_its_scripts_is_still_one_without() -> None:
    html = STATIC.replace("</body>", '<script type="application/ld+json">{"name": "fehlt"}</script></body>')
    assert ask("fehlt", html) == lacks("#fehlt")


class TestPagesWithScripts:
    @pytest.mark.parametrize("fragment", ["anfang", "schoene-gruesse"])
    def test_places_that_are_there(self, fragment: str) -> None:
        assert ask(fragment, GENERATED) is None

    def test_one_that_has_its_anchors_from_the_server_lacks_the_rest(self) -> None:
        assert ask("fehlt", GENERATED) == lacks("#fehlt")

    def test_one_that_has_none_may_make_them_all(self) -> None:
        html = f"<script src=x.js></script><h1>Anfang</h1><h2>Mitte</h2><h2>Ende</h2>{RUNNING_TEXT}"
        assert ask("fehlt", html) is None

    def test_one_that_shows_little_may_make_the_rest(self) -> None:
        assert ask("fehlt", GENERATED.replace(RUNNING_TEXT, "")) is None

    def test_one_whose_own_links_lead_nowhere_makes_places(self) -> None:
        html = GENERATED.replace('id="schoene-gruesse"', "").replace("</h2>", "</h2><h2>Drei</h2><h2>Vier</h2>")
        assert ask("fehlt", html) is None

    @pytest.mark.parametrize(
        "name", ["nachwort-und-dank", "nachwort-und-dank-2", "nachwortunddank", "nachwort_und_dank"]
    )
    def test_a_name_may_be_made_from_a_heading(self, name: str) -> None:
        assert ask(name, GENERATED.replace("</body>", "<h3>Nachwort, und Dank!</h3></body>")) is None

    @pytest.mark.parametrize(
        "name", ["ueber-uns-und-mehr", "über-uns-und-mehr", "uber-uns-und-mehr", "ber-uns-und-mehr"]
    )
    def test_umlauts_of_a_heading_are_spelt_in_many_ways(self, name: str) -> None:
        assert ask(quote(name), GENERATED.replace("</body>", "<h3>Über uns und mehr</h3></body>")) is None

    @pytest.mark.parametrize(
        "more",
        [
            '<div data-target="preise">',
            '<a href="#preise">P</a>',
            '<script>go("preise")</script>',
            '<div class="Preise">',
        ],
    )
    def test_a_name_may_stand_in_scripts_and_attributes(self, more: str) -> None:
        assert ask("preise", GENERATED.replace("</body>", f"{more}</body>")) is None

    @pytest.mark.parametrize(
        "name", ["tab-preise", "comment-12", "kommentare", "slide3", "42", "page2", "bild-7", "respond"]
    )
    def test_names_of_what_scripts_open(self, name: str) -> None:
        assert ask(name, GENERATED) is None

    def test_a_word_that_begins_like_one_of_these_is_a_name(self) -> None:
        assert ask("bildungspolitik", GENERATED) == lacks("#bildungspolitik")
        assert ask("notenbanken", GENERATED) == lacks("#notenbanken")

    def test_a_text_that_a_script_brings(self) -> None:
        html = GENERATED.replace(
            "</body>", '<script>{"a": "Ein \\u003cb\\u003egro\\u00dfer\\u003c/b\\u003e\\nSatz"}</script>'
        )
        assert ask(":~:text=gro%C3%9Fer%20Satz", html) is None
        assert ask(":~:text=kleiner%20Satz", html) == lacks_text("kleiner Satz")

    def test_a_text_of_a_page_that_shows_little(self) -> None:
        assert ask(":~:text=kleiner%20Satz", GENERATED.replace(RUNNING_TEXT, "")) is None


class TestTextFragments:
    @pytest.mark.parametrize(
        "directive",
        [
            "text=gesuchte%20Satz",
            "text=GESUCHTE%20satz",
            "text=gesuchte%0A%20%20Satz.",
            "text=steht%20mitten%20im%20Text",  # across markup
            "text=W%C3%B6rtern",  # written with a soft hyphen
            "text=Wo%CC%88rtern",  # o and a combining diaeresis
            "text=%22Zeichen%22",  # other quotation marks
            "text=Satz.%20Er",
            "text=gesuchte,Text",
            "text=Der-,gesuchte",
            "text=gesuchte,-Satz",
            "text=Der-,gesuchte,mitten,-im%20Text",
            "text=Zwei-,Der%20gesuchte",  # across blocks
            "text=fehlt&text=gesuchte",
            "text=gesuchte&text=fehlt",
        ],
    )
    def test_texts_that_are_there(self, directive: str) -> None:
        assert ask(f":~:{directive}") is None
        assert ask(f"abschnitt-1:~:{directive}") is None
        assert ask(f"fehlt:~:{directive}") is None

    @pytest.mark.parametrize(
        ("directive", "text"),
        [
            ("text=steht%20nicht%20da", "steht nicht da"),
            ("text=Text,gesuchte", "Text"),  # the wrong way round
            ("text=Absatz-,gesuchte", "gesuchte"),
            ("text=gesuchte,-Absatz", "gesuchte"),
            ("text=fehlt&text=fehlt%20auch", "fehlt"),
        ],
    )
    def test_texts_that_are_missing(self, directive: str, text: str) -> None:
        assert ask(f":~:{directive}") == lacks_text(text)
        assert ask(f"abschnitt-1:~:{directive}") == lacks_text(text)

    @pytest.mark.parametrize(
        "directive", ["text=", "text=a,b,c,d", "text=fehlt-", "text=-fehlt", "text=,x", "selector(x)", ""]
    )
    def test_what_no_browser_reads_asks_for_nothing(self, directive: str) -> None:
        assert ask(f":~:{directive}") is None
        assert ask(f"abschnitt-1:~:{directive}") is None
        assert ask(f"fehlt:~:{directive}") == lacks("#fehlt")

    def test_a_text_without_letters_is_not_looked_for(self) -> None:
        assert ask(":~:text=%E2%86%92") is None

    def test_what_markup_hides_interrupts_no_text(self) -> None:
        assert ask(":~:text=eins%20zwei", "<p>eins <span hidden>und</span>zwei</p>") is None

    def test_what_styles_may_hide_interrupts_no_longer_text(self) -> None:
        html = "<p>Ein Satz mit<span class=note>1 Eine Fußnote.</span> einer Anmerkung darin.</p>"
        assert ask(":~:text=Ein%20Satz%20mit%20einer%20Anmerkung%20darin", html) is None

    def test_foreign_text_in_the_evidence_is_cleaned(self) -> None:
        assert ask(":~:text=steht%1B[31m%0Anirgends") == lacks_text("steht[31m nirgends")


@pytest.mark.parametrize(
    ("fragment", "html"),
    [
        (":~:text=a%20b%20c%20d%20e%20f", "a b c d e " * 50_000),
        (":~:text=x-,a,b,-y", "a b " * 120_000),
        (":~:text=fehlt", "<script>" + "\\" * 500_000),
        ("fehlt", "<script>x</script>" + "<h2 id=a>T</h2>" * 30_000 + "Wort " * 1_000),
        ("a" * 8_000, "<script>x</script>" + "<h2 id=b>T</h2>" * 30_000 + "Wort " * 1_000),
    ],
)
def test_hostile_pages_are_judged_in_time(fragment: str, html: str) -> None:
    begin = time.process_time()
    ask(fragment, html)
    assert time.process_time() - begin < 2


@settings(deadline=None)
@given(st.text(), st.text())
def test_never_raises(fragment: str, html: str) -> None:
    ask(fragment, html)
    ask(f":~:text={fragment}", html)


def test_a_name_that_is_nothing_but_separators_costs_nothing() -> None:
    """A pattern that may read it in two ways would take hours."""
    page = "<script src=x></script>" + "<p>Ein Satz mit vielen Worten.</p>" * 60
    url = "https://t3n.de/x#1" + "_" * 5_000 + "+"
    assert missing_fragment(url, Answer(url, 200, {"content-type": "text/html"}, page.encode())) is None
