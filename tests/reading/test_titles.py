"""The author has the last word on what is a title, a section, furniture; and what titles leave behind."""

from __future__ import annotations

import pytest

from kinews_cli.model.issue import ArticleKind
from kinews_cli.reading.settings import ReadingSettings
from reading.samples import HEAD, TEXT, kinds, links, read, titles

LONG = f"{TEXT} Und noch ein Satz, der von etwas ganz anderem handelt."
BODY = f"Ein Titel\n\n{TEXT}\n\n{LONG}\n\nNoch ein Titel\n\n{LONG}\n\n"
# What the rules would rather take for something else.
UNLIKELY = (
    "Hallo zusammen", "Hallo zusammen,", "Viele Grüße", "12. Juni 2021", "19:30 Uhr", "Ein Satz.", "Zwei. Sätze.",
    "Ein Doppelpunkt:", "Teilen", "« Zurück", "Hier abonnieren", "Impressum | Datenschutz", "© 2021",
    "* Pflichtfeld", "Von Ada Lovelace", "neu",
    "und weiter", "„Ein Zitat.“", "Foto: Wer", "Ort: Rathaus", "- Punkt", "a) Punkt", "1. Eins", "sudo rm", "x" * 150,
)  # fmt: skip


@pytest.mark.parametrize("sign", ["#", "##"])
@pytest.mark.parametrize("line", UNLIKELY)
@pytest.mark.parametrize("place", ["top", "middle", "end"])
def test_a_line_with_hash_signs_is_a_title_whatever_it_looks_like(sign: str, line: str, place: str) -> None:
    marked = f"{sign} {line}\n\n{LONG}\n\n"
    foot = "« VorherigeNächste »\n\nTeilen\n\n"
    text = HEAD + {"top": marked + BODY, "middle": BODY + marked + BODY, "end": BODY + foot + marked + foot}[place]
    assert kinds(text)[f"{sign} {line}"] == "TITLE"
    assert {"Ein Titel", "Noch ein Titel"} < set(titles(text))  # what the others are does not change


def test_hash_signs_do_both_in_one_text() -> None:
    text = f"{HEAD}# Viele Grüße\n\n{TEXT}\n\n## Teilen\n\n{TEXT}\n\n# Ein Satz.\n\n{TEXT}\n"
    assert titles(text) == ["Viele Grüße", "Teilen", "Ein Satz."]


@pytest.mark.parametrize("line", ["#hashtag ist neu.", "#1 ist neu.", "#", "C# ist toll."])
def test_what_only_begins_with_a_hash_sign(line: str) -> None:
    assert kinds(f"{HEAD}{BODY}{line}\n\n{LONG}\n")[line.strip()] != "TITLE"


def test_comments_in_code_are_no_titles() -> None:
    text = f"{HEAD}{BODY}```\n# Kommentar\nmake all\n```\n\n{LONG}\n\n    # Kommentar zwei\n\n{LONG}\n"
    assert titles(text) == ["Ein Titel", "Noch ein Titel"]


@pytest.mark.parametrize(
    "line", [*UNLIKELY, "Titel: https://a.example/x", "https://a.example/x", "=====", "Wort " * 60]
)
@pytest.mark.parametrize("place", ["above the issue's title", "top", "middle", "end"])
def test_settings_are_never_overruled(line: str, place: str) -> None:
    line = line.strip()
    foot = "« VorherigeNächste »\n\nTeilen\n\n"
    block = f"{line}\n\n{LONG}\n\n" if place != "above the issue's title" else f"{line}\n\n"
    text = {
        "above the issue's title": block + HEAD + BODY,
        "top": HEAD + block + BODY,
        "middle": HEAD + BODY + block + BODY.replace("Ein", "Kein"),
        "end": HEAD + BODY + foot.replace(line, "Nach oben") + block + foot.replace(line, "Nach oben"),
    }[place]
    # above everything else, a title is the issue's
    wanted = {"TITLE", "ISSUE_TITLE"} if place == "above the issue's title" else {"TITLE"}
    assert kinds(text, ReadingSettings(titles=(line,)))[line] in wanted
    assert kinds(text, ReadingSettings(sections=(line,)))[line] in wanted
    assert kinds(text, ReadingSettings(furniture=(line,)))[line] == "FURNITURE"


def test_each_line_that_reads_so_is_meant_and_compared_in_normal_form() -> None:
    settings = ReadingSettings(titles=("Für  alle.",), furniture=("Mehr dazu",))
    text = f"{HEAD}Fu\u0308r\u00a0al\u00adle.\n\n{LONG}\n\nMehr  dazu\n\n{LONG}\n\n Für alle. \n\n{LONG}\n\nMehr dazu\n"
    issue = read(text, settings)
    assert [article.line for article in issue.articles] == [5, 13]
    assert [item.line for item in issue.furniture] == [9, 17]


def test_a_line_in_which_it_only_occurs_is_not_meant() -> None:
    assert titles(f"{HEAD}{BODY}Viele Grüße an alle.\n", ReadingSettings(titles=("Viele Grüße",))) == [
        "Ein Titel",
        "Noch ein Titel",
    ]


def test_a_section_without_text_is_a_section() -> None:
    issue = read(f"{HEAD}{BODY}Kurz.\n\nDrittens neu\n\n{LONG}\n", ReadingSettings(sections=("Kurz.",)))
    assert [(a.title, a.kind) for a in issue.articles][2:] == [
        ("Kurz.", ArticleKind.SECTION),
        ("Drittens neu", ArticleKind.ARTICLE),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Titel", "Titel"),
        ("# Titel #", "Titel"),
        ("## **Titel**", "Titel"),
        ("# [Titel](https://a.example/x)", "Titel"),
        ("# Titel: https://a.example/x", "Titel"),
        ("# Titel <https://a.example/x>", "Titel"),
        ("# Titel (https://a.example/x)", "Titel"),
        ("# https://a.example/x", "https://a.example/x"),
    ],
)
def test_a_title_leaves_its_signs_and_its_address_behind(line: str, title: str) -> None:
    text = f"{HEAD}{BODY}{line}\n\n{LONG}\n"
    assert titles(text) == ["Ein Titel", "Noch ein Titel", title]
    if "http" in line:
        assert links(text)[title] == ["https://a.example/x"]


def test_a_doubtful_title_says_why() -> None:
    line = "Wer am Sonntag keine Zeit hat kann auch am Montag kommen"
    doubts = {a.title: a.doubt for a in read(f"{HEAD}{BODY}{line}\n\n{LONG}\n\n{TEXT} {LONG}\n").articles}
    assert doubts["Ein Titel"] is None
    assert "may be a short paragraph" in (doubts[line] or "")


def test_below_a_section_of_the_author_the_colon_introduces_no_list() -> None:
    text = f"{HEAD}Kurz gemeldet:\n\nEin Titel\n\n{TEXT}\n\nNoch ein Titel\n\n{TEXT}\n"
    assert titles(text, ReadingSettings(sections=("Kurz gemeldet:",)))[:2] == ["Kurz gemeldet:", "Ein Titel"]


def test_a_title_of_the_author_is_no_label() -> None:
    text = f"{HEAD}# Ein Bericht\n(2025): https://a.example/x\n\nEin Titel\n\n{TEXT}\n"
    assert "Ein Bericht" in titles(text)


@pytest.mark.parametrize("mark", ["#", "##"])
def test_marked_titles_and_found_ones_stand_side_by_side(mark: str) -> None:
    found = "".join(f"Titel {name}\n\n{TEXT}\n\n" for name in ("eins", "zwei", "drei"))
    more = found.replace("Titel", "Weiterer")
    text = f"{HEAD}{found}{mark} Von Pixeln zu Worten.\n\n{TEXT}\n\n{more}{mark} Und zuletzt:\n\n{TEXT}\n"
    assert len(titles(text)) == 8


def test_below_a_marked_title_a_second_rank_is_a_title_too() -> None:
    text = f"{HEAD}# Eins\n\n{TEXT}\n\n## Zwei\n\n{TEXT}\n"
    assert titles(text) == ["Eins", "Zwei"]
    markdown = read(text, path="001.md")
    assert [article.title for article in markdown.articles] == ["Eins"]


def test_a_first_title_that_the_author_marked_is_not_the_issues() -> None:
    text = f"Notizen aus dem Labor\n\n# Von Pixeln zu Worten\n\n{TEXT}\n\n# Noch etwas\n\n{TEXT}\n"
    issue = read(text)
    assert issue.title == "Notizen aus dem Labor"
    assert [article.title for article in issue.articles] == ["Von Pixeln zu Worten", "Noch etwas"]


def test_text_below_a_title_of_the_author_is_no_furniture() -> None:
    first = "## Erster Artikel\n\nEin Text über etwas\n\nWeiterlesen: https://example.org/1"
    text = f"KI-Brief 9\n\n{first}\n\n## Zweiter\n\nNoch ein Text.\n"
    issue = read(text)
    assert [(article.title, len(article.body.links)) for article in issue.articles] == [
        ("Erster Artikel", 1),
        ("Zweiter", 0),
    ]
    assert issue.furniture == ()


def test_headings_inside_a_markdown_article_leave_their_signs_behind() -> None:
    issue = read(f"# KI-Brief 9\n\n## Ein Artikel\n\n{TEXT}\n\n### Unter\n\n{TEXT}\n", path="009.md")
    assert [(block.marker, block.text) for block in issue.articles[0].body.blocks][1] == ("###", "Unter")


def test_the_last_article_keeps_its_only_text() -> None:
    issue = read(f"{HEAD}Ein Titel\n\n{TEXT}\n\nZum Schluss\n\nDanke fürs Lesen! Bis bald.\n")
    assert [len(article.body.blocks) for article in issue.articles] == [1, 1]


@pytest.mark.parametrize(
    ("line", "title", "labels"),
    [
        ("# A https://e.example und B", "A https://e.example und B", ["A https://e.example und B"]),
        ("# [Foo](https://a.example) und [Bar](https://c.example)", "Foo und Bar", ["Foo", "Bar"]),
        ("# Das [Foo](https://a.example) ist neu", "Das Foo ist neu", ["Das Foo ist neu"]),
        ('# <a href="https://a.example">Foo</a>', "Foo", ["Foo"]),
        ("# Ein Titel: https://a.example", "Ein Titel", ["Ein Titel"]),
        ("# Ti\u00adtel", "Ti\u00adtel", []),
        ("# U\u0308ber uns", "U\u0308ber uns", []),
        ("## Ende ##", "Ende", []),
    ],
)  # fmt: skip
def test_a_title_keeps_all_its_words_and_leaves_signs_and_addresses_behind(
    line: str, title: str, labels: list[str]
) -> None:
    article = read(f"{HEAD}{line}\n\n{TEXT}\n").articles[0]
    assert (article.title, [link.label for link in article.body.links]) == (title, labels)


def test_a_name_with_its_date_below_is_the_issues_title() -> None:
    issue = read(f"KI-BRIEFING\nDienstag, 3. Juni 2025\n\nTOP-THEMA\n\nApple öffnet seine Modelle\n\n{TEXT}\n")
    assert (issue.title, issue.date) == ("KI-BRIEFING", "2025-06-03")
    assert [article.title for article in issue.articles] == ["TOP-THEMA", "Apple öffnet seine Modelle"]
