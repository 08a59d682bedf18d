from __future__ import annotations

from kinews_cli.model.issue import Article, ArticleKind, Block, BlockType, Furniture, Issue, Link, Part
from kinews_cli.model.translation import Role, Segment
from kinews_cli.translating.segments import base, place, segments_of

EMPTY = Part()


def an_issue(*articles: Article, intro: Part = EMPTY, outro: Part = EMPTY, title: str | None = "KI News #9") -> Issue:
    return Issue(
        path="009.txt",
        number=9,
        title=title,
        title_line=1 if title else None,
        intro=intro,
        articles=articles,
        furniture=(Furniture(90, "« Vorherige"),),
        outro=outro,
    )


def paragraph(text: str, line: int) -> Block:
    return Block(BlockType.PARAGRAPH, text, line, line)


def an_article(
    *blocks: Block, links: tuple[Link, ...] = (), name: str = "neue-netze", title: str = "Neue Netze"
) -> Article:
    return Article(name, ArticleKind.ARTICLE, title, 5, Part(blocks, links))


def texts(issue: Issue) -> list[str]:
    return [segment.text for segment in segments_of(issue)]


def test_title_intro_articles_and_outro_come_in_the_order_of_the_text() -> None:
    issue = an_issue(
        an_article(paragraph("Ein Absatz.", 7)),
        intro=Part((paragraph("Hallo!", 3),)),
        outro=Part((paragraph("Bis bald!", 30),)),
    )
    assert texts(issue) == ["KI News #9", "Hallo!", "Neue Netze", "Ein Absatz.", "Bis bald!"]


def test_contexts_name_role_and_article() -> None:
    issue = an_issue(
        an_article(Block(BlockType.HEADING, "1. Training", 7, 7), Block(BlockType.LIST_ITEM, "erkennen", 8, 8, "a)")),
        intro=Part((paragraph("Hallo!", 3),)),
        outro=Part((paragraph("Bis bald!", 30),)),
    )
    assert [segment.context for segment in segments_of(issue)] == [
        "issue title",
        "paragraph · (intro)",
        "title",
        "heading · neue-netze",
        "list item · neue-netze",
        "paragraph · (outro)",
    ]


def test_a_link_line_gives_its_label_and_a_link_inside_a_paragraph_nothing() -> None:
    inside = paragraph("Mehr dazu: https://example.org/a steht hier.", 7)
    line = Block(BlockType.LINK, "Neuer Artikel: https://example.org/b (englisch)", 9, 9)
    links = (
        Link("Mehr dazu", "https://example.org/a", None, 7, 12, 33),
        Link("Neuer Artikel", "https://example.org/b", None, 9, 16, 37),
        Link("", "https://example.org/c", None, 9, 40, 61),
    )
    labels = [s for s in segments_of(an_issue(an_article(inside, line, links=links))) if s.role is Role.LABEL]
    assert labels == [Segment("label · neue-netze", "Neuer Artikel", Role.LABEL, 9, 16)]


def test_labels_stand_between_the_blocks_around_them() -> None:
    blocks = (
        paragraph("Davor.", 7),
        Block(BlockType.LINK, "Paper: https://example.org/", 9, 9),
        paragraph("Danach.", 11),
    )
    issue = an_issue(an_article(*blocks, links=(Link("Paper", "https://example.org/", None, 9, 8, 28),)))
    assert texts(issue)[-3:] == ["Davor.", "Paper", "Danach."]


def test_texts_without_a_letter_are_no_segments() -> None:
    assert texts(an_issue(an_article(paragraph("2018 — 42!", 7)), title=None)) == ["Neue Netze"]


def test_a_repeated_text_is_counted_so_that_context_and_text_are_unique() -> None:
    issue = an_issue(an_article(paragraph("Gut.", 7), paragraph("Gut.", 9), paragraph("Gut.", 11)))
    assert [s.context for s in segments_of(issue) if s.text == "Gut."] == [
        "paragraph · neue-netze",
        "paragraph · neue-netze · 2",
        "paragraph · neue-netze · 3",
    ]


def test_contexts_survive_inserted_lines() -> None:
    before = segments_of(an_issue(an_article(paragraph("Eins.", 7), paragraph("Zwei.", 9))))
    after = segments_of(an_issue(an_article(paragraph("Neu.", 7), paragraph("Eins.", 9), paragraph("Zwei.", 11))))
    assert {(s.context, s.text) for s in before} <= {(s.context, s.text) for s in after}


def test_an_article_called_intro_does_not_share_the_contexts_of_the_intro() -> None:
    issue = an_issue(an_article(paragraph("Gut.", 7), name="intro"), intro=Part((paragraph("Gut.", 3),)))
    assert len({segment.context for segment in segments_of(issue) if segment.text == "Gut."}) == 2


def test_place_and_base() -> None:
    segment = Segment("label · neue-netze · 2", "Paper", Role.LABEL, 9, 8)
    assert place(segment) == (Role.LABEL, 9, 8)
    assert base(segment.context) == "label · neue-netze"
