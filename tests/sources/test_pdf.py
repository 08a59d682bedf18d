from __future__ import annotations

import sys
import time
import zlib

import pytest

from kinews_cli.language.texts import text_language
from kinews_cli.model.source import Name
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.pdf import PdfFacts, read_pdf
from pdf_files import assembled, pdf, stream

ENGLISH = [
    (11.0, "We show that a network can learn the look of a city from photographs and put it on the frames of a game."),
    (
        11.0,
        "The images of the renderer are the input, and they are made more like those of a camera, without its faults.",
    ),
    (11.0, "What is new is that the network is told what the renderer knows of each pixel: depth, material and light."),
]
PAPER = [(18.0, "Photographs for the frames of a game"), (12.0, "Ada Lovelace and Charles Babbage"), *ENGLISH]
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Photographs for the frames of a game</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Lovelace</rdf:li><rdf:li>Charles Babbage</rdf:li></rdf:Seq></dc:creator>
<dc:identifier>doi:10.1000/Games.7</dc:identifier>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def read(body: bytes, *, truncated: bool = False) -> PdfFacts:
    return read_pdf(body, truncated=truncated)


def code(facts: PdfFacts) -> str | None:
    told = text_language(facts.text)
    return told.partition(" ")[0] if told else None


def test_what_the_document_says_of_itself() -> None:
    info = (
        "/Title (Photographs for the frames of a game) /Author (Ada Lovelace and Charles Babbage) "
        "/CreationDate (D:20210505120000+02'00')"
    )
    facts = read(pdf(PAPER, info=info, catalog="/Lang (en-GB)"))
    assert facts.title == "Photographs for the frames of a game"
    assert facts.author == (Name("Lovelace", "Ada"), Name("Babbage", "Charles"))
    assert facts.issued == (2021, 5, 5)
    assert facts.declared == "en-GB"
    assert code(facts) == "en"
    assert facts.evidence == (Evidence("issued_from", "creation of the file"),)


def test_its_xmp_serves_where_the_information_is_empty() -> None:
    facts = read(pdf(PAPER, xmp=XMP, info="/Title () /Author ()"))
    assert facts.title == "Photographs for the frames of a game"
    assert facts.author == (Name("Lovelace", "Ada"), Name("Babbage", "Charles"))
    assert facts.doi == "10.1000/games.7"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - games.docx", "untitled", "games_final.pdf", "IEEE Paper Template in A4"]
)
def test_a_title_that_is_none_gives_way_to_the_largest_text(title: str) -> None:
    assert read(pdf(PAPER, info=f"/Title ({title})")).title == "Photographs for the frames of a game"


def test_without_a_largest_text_there_is_no_title() -> None:
    assert read(pdf(ENGLISH, info="/Title (untitled)")).title is None


@pytest.mark.parametrize("author", ["user", "Microsoft Office User", "ada@example.org", "LENOVO", "", "ada_l"])
def test_a_login_is_no_author(author: str) -> None:
    assert read(pdf(PAPER, info=f"/Author ({author})")).author == ()


def test_the_language_is_that_of_the_first_pages() -> None:
    words = "Die Stadt heizt ihre Häuser mit dem Wasser, das die Rechner warm gemacht haben, und spart dabei Geld."
    german = [(11.0, words)]
    assert code(read(pdf(german, german, ENGLISH * 5, catalog="/Lang (en-US)"))) == "de"


def test_words_that_a_line_parts_are_one() -> None:
    facts = read(pdf([(11.0, "Das Netz erkennt Fuß-"), (11.0, "gänger auf der Straße"), *ENGLISH]))
    assert "Fußgänger" in facts.text


def test_pages_behind_the_second_are_not_read() -> None:
    assert "DRITTE" not in read(pdf(ENGLISH, ENGLISH, [(11.0, "DRITTE")])).text


class TestABeginning:
    """The answer of a link ends after 512 KB; the index of a PDF stands at its end."""

    def test_gives_its_text_but_no_title(self) -> None:
        whole = pdf(PAPER, info="/Title (Photographs for the frames of a game)", filler=200_000)
        facts = read(whole[:100_000], truncated=True)
        assert facts.title is None
        assert code(facts) == "en"
        assert facts.evidence == (Evidence("pdf", "only the beginning was read"),)

    def test_gives_its_text_even_where_the_fonts_are_missing(self) -> None:
        whole = pdf(PAPER, packed=True)
        assert code(read(whole[: whole.index(b"/BaseFont")], truncated=True)) == "en"

    def test_gives_its_text_where_the_catalog_stands_in_front(self) -> None:
        whole = pdf(PAPER, catalog="/Lang (en)", index_first=True)
        assert code(read(whole[:-200], truncated=True)) == "en"

    def test_of_an_image_gives_nothing(self) -> None:
        facts = read(b"%PDF-1.4\n" + stream(b"\xff\xd8" * 50_000), truncated=True)
        assert (facts.title, facts.text) == (None, "")


def test_without_the_library_the_evidence_says_so_and_the_language_is_still_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    facts = read(pdf(PAPER, packed=True, info="/Title (Photographs for the frames of a game)"))
    assert facts.title is None
    assert code(facts) == "en"
    assert facts.evidence == (Evidence("pdf_library", "not installed"),)


def page_of(content: bytes, resources: str = "<<>>") -> bytes:
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources" + resources.encode() + b">>",
            4: stream(zlib.compress(content, 9), "/Filter/FlateDecode"),
            5: b"<<>>",
        }
    )


HOSTILE = {
    "nothing": b"",
    "a mark only": b"%PDF-1.7",
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "arrays in objects": b"%PDF-1.4\n" + b"".join(b"%d 0 obj [" % number for number in range(1, 30_000)),
    "arrays in arrays": b"%PDF-1.4\n1 0 obj " + b"[" * 300_000,
    "brackets": b"%PDF-1.4\n1 0 obj " + b"(" * 300_000,
    "a bomb": page_of(b"0" * 60_000_000),
    "a million letters": page_of(b"BT " + b"(a) Tj " * 500_000 + b"ET"),
    "saved states": page_of(b"q " * 1_000_000),
    "beginnings of text": page_of(b"BT " * 60_000),
    "pages in a circle": assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 9/Kids[2 0 R]>>"}),
    "pages without end": assembled(
        {1: b"<</Type/Catalog/Pages 2 0 R>>"}
        | {
            number: b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (number + 1, number + 1)
            for number in range(2, 120)
        }
    ),
    "a catalog that is a number": assembled({1: b"7", 5: b"<</Title 8/Author [1 2]/CreationDate null>>"}),
    "an index that names itself": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9>>\nstartxref\n9\n%%EOF",
    "xmp that is open": pdf(ENGLISH, xmp="<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + "<a>" * 50_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little_and_raise_nothing(name: str) -> None:
    started = time.thread_time()
    facts = read(HOSTILE[name])
    assert time.thread_time() - started < 5
    assert len(facts.text) <= 8_000


@pytest.mark.parametrize("cut", range(40, 1_600, 120))
def test_a_file_may_end_anywhere(cut: int) -> None:
    read(pdf(PAPER, xmp=XMP, info="/Title (t)")[:cut], truncated=True)
