from __future__ import annotations

import pytest

from kinews_cli.sources.pdf_title import Span, biggest_text, is_title

BODY = (
    "What the network does with these photographs is told in the second part of this paper, after the older work. " * 4
)
PAGE = f"Photographs for the frames of a game {BODY}"


def spans(*lines: tuple[str, float]) -> list[Span]:
    return [Span(f"{text}\n", size) for text, size in (*lines, (BODY, 10.0))]


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - photographs for the frames.docx",
        "Microsoft PowerPoint - Präsentation1",
        "untitled",
        "Document1",
        "photographs_game.pdf",
        "photographs game final.tex",
        "main",
        "Photographs",  # one word says nothing
        "paper-2021-05-05",
        "1234 5678 9012",
        "LaTeX document photographs",
    ],
)
def test_names_of_files_and_programs_are_no_titles(title: str) -> None:
    assert not is_title(title, PAGE)


def test_a_title_stands_on_the_page() -> None:
    assert is_title("Photographs for the frames of a game", PAGE)
    assert is_title("PHOTOGRAPHS FOR THE FRAMES", PAGE)
    assert not is_title("IEEE Paper Template in A4 (V1)", PAGE)


def test_hyphens_and_line_ends_of_the_page_do_not_matter() -> None:
    assert is_title("Photographs for the frames of a game", f"Photo-\ngraphs for the fra-\nmes of a game {BODY}")


def test_a_cover_without_text_proves_nothing() -> None:
    assert is_title("Photographs for the frames", "")


def test_the_largest_text_is_the_title() -> None:
    page = spans(("Photographs for the", 18.0), ("frames of a game", 18.0), ("Ada Lovelace", 12.0))
    assert biggest_text(page) == "Photographs for the frames of a game"


@pytest.mark.parametrize(
    "lines",
    [
        [("Introduction to photographs here", 10.5)],  # hardly larger than the text
        [("Photographs for all", 18.0), ("Ada Lovelace", 12.0), ("Frames for all games", 18.0)],  # headings
        [("Vol. 7", 30.0)],
        [("Published as a conference paper", 18.0)],
        [("arXiv:2105.04619v1 [cs.CV]", 18.0)],
        [("Photographsfortheframesofagame andmore wordswithoutblanks", 18.0)],
        [("P h o t o g r a p h s f o r", 18.0)],
        [("x", 40.0)],
        [("1 2 3 4 5", 18.0)],
    ],
)
def test_what_is_large_but_no_title(lines: list[tuple[str, float]]) -> None:
    assert biggest_text(spans(*lines)) is None


def test_the_heading_of_a_series_shares_no_word_with_the_files_name() -> None:
    page = spans(("New ways of public service", 24.0), ("Opening a laboratory", 14.0))
    assert biggest_text(page, ["Microsoft Word - Opening a laboratory.docx"]) is None
    assert biggest_text(page, ["untitled"]) == "New ways of public service"


def test_a_page_with_little_text_has_no_size_to_compare_with() -> None:
    assert biggest_text([Span("Photographs for the frames", 18.0), Span("by Ada", 10.0)]) is None
    assert biggest_text([]) is None
