from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.errors import InputError, LostTextError
from kinews_cli.model.issue import ArticleKind, Block, BlockType, Issue, Part
from kinews_cli.reading.account import verify_account
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.lines import split_lines
from kinews_cli.values import replace

SAMPLES = Path(__file__).parents[2] / "issues"


def read(text: str, path: str = "x.txt") -> Issue:
    return read_issue(text.encode("utf-8", "surrogatepass"), path)


TEXT = """\
KI News #3

Willkommen zur dritten Ausgabe.

Ein Titel

Ein erster Absatz. Er hat zwei Sätze.

So geht es:

1. Sammeln

a) Erst dies

b) dann das

2. Ordnen

Und noch ein Absatz.

Paper: https://arxiv.org/abs/2005.05535 (englisch)

Noch ein Titel?

Text dazu, mit https://example.org/mitten im Satz.

Außerdem

« VorherigeNächste »

* Pflichtfeld
"""


def test_an_issue_is_split_as_its_reader_sees_it() -> None:
    issue = read(TEXT)
    assert (issue.title, issue.number, issue.title_line) == ("KI News #3", 3, 1)
    assert [block.text for block in issue.intro.blocks] == ["Willkommen zur dritten Ausgabe."]
    assert [(a.title, a.kind, a.id) for a in issue.articles] == [
        ("Ein Titel", ArticleKind.ARTICLE, "ein-titel"),
        ("Noch ein Titel?", ArticleKind.ARTICLE, "noch-ein-titel"),
        ("Außerdem", ArticleKind.SECTION, "ausserdem"),
    ]
    assert [(f.line, f.text) for f in issue.furniture] == [(29, "« VorherigeNächste »"), (31, "* Pflichtfeld")]


def test_numbered_lines_in_an_article_are_headings_and_lettered_ones_items() -> None:
    first = read(TEXT).articles[0].body
    shapes = [(block.type, block.marker, block.text) for block in first.blocks[2:7]]
    assert shapes == [
        (BlockType.HEADING, None, "1. Sammeln"),
        (BlockType.LIST_ITEM, "a)", "Erst dies"),
        (BlockType.LIST_ITEM, "b)", "dann das"),
        (BlockType.HEADING, None, "2. Ordnen"),
        (BlockType.PARAGRAPH, None, "Und noch ein Absatz."),
    ]


def test_each_link_stands_below_its_article() -> None:
    issue = read(TEXT)
    assert [[link.url for link in article.body.links] for article in issue.articles] == [
        ["https://arxiv.org/abs/2005.05535"],
        ["https://example.org/mitten"],
        [],
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    issue = read("KI News #1\n\nDies ist ein Satz, der am Ende der Zeile\numgebrochen wurde.\n")
    (block,) = issue.intro.blocks
    assert block.text == "Dies ist ein Satz, der am Ende der Zeile umgebrochen wurde."
    assert (block.line, block.end_line) == (3, 4)


def test_equal_titles_get_different_ids() -> None:
    issue = read("KI News #1\n\nHallo.\n\nNeues\n\nErstens.\n\nNeues\n\nZweitens.\n\nNeues-2\n\nDrittens.\n")
    ids = [article.id for article in issue.articles]
    assert ids == ["neues", "neues-2", "neues-2-2"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", " \t\u00a0\n".encode()])
def test_an_empty_file_is_an_error(content: bytes) -> None:
    with pytest.raises(InputError, match="is empty"):
        read_issue(content, "issues/006.txt")


@pytest.mark.parametrize(
    "text", ["Nur eine Zeile", "« »", "https://example.org/", "a) b", "\u200b", "1. Eins\n\n2. Zwei"]
)
def test_odd_texts_are_read(text: str) -> None:
    assert read(text).path == "x.txt"


def test_a_line_that_stands_nowhere_is_noticed() -> None:
    issue = read("KI News #1\n\nText.\n")
    text = "KI News #1\n\nText.\nVerloren.\n"
    with pytest.raises(LostTextError, match=r"x\.txt:4: this line stands in no place"):
        verify_account(issue, text, split_lines(text))


def test_a_line_that_stands_twice_or_with_other_words_is_noticed() -> None:
    text = "KI News #1\n\nText.\n"
    good = read(text)
    twice = Part((*good.intro.blocks, Block(BlockType.PARAGRAPH, "Text.", 3, 3)))
    other = Part((Block(BlockType.PARAGRAPH, "Anders.", 3, 3),))
    for part, what in ((twice, "in two places"), (other, "as it was written")):
        issue = Issue(good.path, 1, good.title, good.title_line, part, (), ())
        with pytest.raises(LostTextError, match=what):
            verify_account(issue, text, split_lines(text))


def test_pieces_that_do_not_make_up_the_file_are_noticed() -> None:
    text = "KI News #1\n\nText.\n"
    issue = replace(read(text), gaps=())
    with pytest.raises(LostTextError, match="make up the file"):
        verify_account(issue, text, split_lines(text))


# Pieces that the rules look for, so that arbitrary text meets them in every order, and arbitrary characters between.
PIECES = st.sampled_from(
    ["KI News #6", "Ein Titel", "1. Eins", "2. Zwei", "a) Punkt", "- Punkt", "Außerdem", "« Zurück", "* Pflichtfeld",
     "Paper:\u00a0https://example.org/x (englisch)", "https://example.org/(a", "Ein Satz. Noch einer.", "====", "", " ", "\u200b",
     "\u00ad", "# Markdown", "Siehe [1]", "\u2028"]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n \n", "\u2028", "\x0b", "\x0c"])
CHARACTERS = st.characters(exclude_categories=["Cs"])


@given(st.lists(st.tuples(st.one_of(PIECES, st.text(CHARACTERS, max_size=40)), ENDS), max_size=25))
def test_every_line_of_arbitrary_text_is_found_again(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    lines = split_lines(text)
    wanted = [line.number for line in lines if not line.blank]
    try:
        issue = read(text)  # draws up the account itself, words included
    except InputError:
        assert not wanted or "\0" in text
        return
    found = [issue.title_line] if issue.title_line else []
    found += [article.line for article in issue.articles]
    found += [n for part in issue.parts() for block in part.blocks for n in range(block.line, block.end_line + 1)]
    found += [furniture.line for furniture in issue.furniture]
    assert sorted(found) == wanted


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_issue(content, "x.txt")
    except InputError as error:
        assert str(error).startswith("x.txt:")  # noqa: PT017


def test_the_real_issue_is_split_right(shared: Path) -> None:
    issue = read_issue((shared / "issues/006.txt").read_bytes(), "issues/006.txt")
    assert (issue.title, issue.number) == ("KI News #6", 6)
    assert len(issue.intro.blocks) == 2
    assert [a.kind for a in issue.articles] == [ArticleKind.ARTICLE] * 5 + [ArticleKind.SECTION]
    assert issue.articles[5].title == "Außerdem"
    assert len(issue.furniture) == 3
    assert [len(a.body.links) for a in issue.articles] == [2, 4, 3, 3, 2, 0]
    links = list(issue.links())
    assert sum(link.mark is not None for link in links) == 7
    assert all(link.mark.written == "(englisch)" for link in links if link.mark)
    second = issue.articles[1].body.blocks
    assert [b.text for b in second if b.type is BlockType.HEADING] == [
        "1. Extraktion - Gesichtserkennung, Ausrichtung und Ausschnitt",
        "2. Training",
        "3. Konvertierung",
    ]
    assert [b.marker for b in second if b.type is BlockType.LIST_ITEM] == ["a)", "b)", "c)", "a)", "b)", "c)"]


@pytest.mark.parametrize(("name", "articles", "links"), [("001", 4, 10), ("002", 4, 12)])
def test_the_samples_are_split_right(name: str, articles: int, links: int) -> None:
    issue = read_issue((SAMPLES / f"{name}.txt").read_bytes(), f"issues/{name}.txt")
    assert issue.number == int(name)
    assert sum(article.kind is ArticleKind.ARTICLE for article in issue.articles) == articles
    assert len(list(issue.links())) == links
    assert len(issue.furniture) == 3
