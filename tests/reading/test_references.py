"""`[1]` in the text, `[1] https://...` at the end of the article or of the issue: the link belongs to the text."""

from __future__ import annotations

import pytest

from reading.samples import HEAD, TEXT, links, read

U = "https://a.example/{}".format


@pytest.mark.parametrize(
    "definition",
    [
        "[{n}] {u}",
        "[{n}]: {u}",
        "[{n}] <{u}>",
        "[{n}] Zeitung: {u}",
        "[{n}] Zeitung, {u}",
        "  [{n}] {u}",
        "[{n}]  {u} (englisch)",
    ],
)
def test_a_list_at_the_end_of_the_issue(definition: str) -> None:
    text = HEAD + f"Ein Titel\n\n{TEXT} [1] Und mehr [2].\n\nNoch ein Titel\n\n{TEXT} [3]\n\n"
    text += "".join(definition.format(n=n, u=U(n)) + "\n" for n in (1, 2, 3))
    assert links(text) == {"": [], "Ein Titel": [U(1), U(2)], "Noch ein Titel": [U(3)]}


def test_a_list_at_the_end_of_each_article_may_count_anew() -> None:
    text = HEAD + "".join(
        f"{title}\n\n{TEXT} [1] Und mehr [2].\n\n[1] {U(title[0] + '1')}\n[2] {U(title[0] + '2')}\n\n"
        for title in ("Ein Titel", "Noch ein Titel")
    )
    assert links(text) == {"": [], "Ein Titel": [U("E1"), U("E2")], "Noch ein Titel": [U("N1"), U("N2")]}


def test_a_list_below_a_heading_of_its_own() -> None:
    text = HEAD + f"Ein Titel\n\n{TEXT} [1]\n\nNoch ein Titel\n\n{TEXT} [2]\n\nLinks\n\n[1] {U(1)}\n\n[2] {U(2)}\n"
    found = links(text)
    assert (found["Ein Titel"], found["Noch ein Titel"]) == ([U(1)], [U(2)])


def test_what_is_named_in_the_intro_belongs_to_it() -> None:
    text = f"KI News #1\n\nGuten Tag, hier ist die Ausgabe [1].\n\nEin Titel\n\n{TEXT} [2]\n\n[1] {U(1)}\n[2] {U(2)}\n"
    assert links(text) == {"": [U(1)], "Ein Titel": [U(2)]}


def test_what_nobody_names_stays_where_it_is() -> None:
    text = HEAD + f"Ein Titel\n\n{TEXT}\n\nNoch ein Titel\n\n{TEXT}\n\n[7] {U(7)}\n"
    assert links(text) == {"": [], "Ein Titel": [], "Noch ein Titel": [U(7)]}


def test_names_may_be_words_and_titles_may_hold_them() -> None:
    text = HEAD + f"Ein Titel\n\n{TEXT} [Zeitung]\n\nNoch ein Titel\n\n{TEXT}\n\n[Zeitung]: {U(1)}\n"
    assert links(text)["Ein Titel"] == [U(1)]


def test_the_line_stays_where_it_stands() -> None:
    issue = read(HEAD + f"Ein Titel\n\n{TEXT} [1]\n\nNoch ein Titel\n\n{TEXT}\n\n[1] {U(1)}\n")
    first, second = issue.articles
    assert [(link.line, link.url) for link in first.body.links] == [(13, U(1))]
    assert [block.line for block in second.body.blocks] == [11, 13]


def test_markdown_links_and_brackets_name_no_reference() -> None:
    text = HEAD + f"Ein Titel\n\n{TEXT} [1](https://b.example/)\n\nNoch ein Titel\n\n{TEXT}\n\n[1] {U(1)}\n"
    assert links(text)["Noch ein Titel"] == [U(1)]
