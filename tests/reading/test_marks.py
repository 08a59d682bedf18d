"""Notes on a source's language: recognised as a mark, kept as written."""

from __future__ import annotations

import pytest

from kinews_cli.reading.links import find_links
from kinews_cli.reading.marks import DEFAULT_MARKS, SPELLINGS, MarkSpellings
from kinews_cli.reading.settings import ReadingSettings
from reading.samples import HEAD, TEXT, read, written

X = "https://a.example/x"
ALL = [(language, spelling) for language, spellings in SPELLINGS.items() for spelling in spellings]


@pytest.mark.parametrize(("language", "spelling"), ALL)
@pytest.mark.parametrize("brackets", ["({})", "[{}]"])
def test_each_spelling_in_either_bracket_and_case(language: str, spelling: str, brackets: str) -> None:
    for words in (spelling, spelling.upper(), spelling.capitalize()):
        mark = brackets.format(words)
        (link,) = find_links(f"Artikel: {X} {mark}", 1)
        assert written(link) == ("Artikel", X, mark)
        assert link.mark is not None
        assert link.mark.language == language


@pytest.mark.parametrize(
    "line",
    [
        "Artikel: {x} (engl.)",
        "Artikel:\u00a0{x}\u00a0(engl.)",
        "Artikel: {x}  (engl.)",
        "Artikel: <{x}> (engl.)",
        "Artikel ({x}) (engl.)",
        "Artikel (engl.): {x}",
        "Artikel (engl.) : {x}",
        "Artikel (engl.) – {x}",
        "(engl.) Artikel: {x}",
        "- Artikel: {x} (engl.)",
        "- (engl.) Artikel: {x}",
        "• Artikel (engl.): {x}",
        "Artikel → {x} (engl.)",
    ],
)
def test_behind_the_link_before_it_and_in_the_label(line: str) -> None:
    text = line.format(x=X)
    (link,) = find_links(text, 1)
    assert written(link) == ("Artikel", X, "(engl.)")
    assert link.mark is not None
    assert text[link.mark.column - 1 :].startswith("(engl.)")


@pytest.mark.parametrize(
    "line",
    [f"{X} (engl.)", f"<{X}> (engl.)", f"Siehe {X} (engl.) dort.", f"[a]({X}) (engl.) dort", f"({X}) (engl.), dort"],
)
def test_behind_a_link_in_running_text(line: str) -> None:
    (link,) = find_links(line, 1)
    assert (link.url, link.mark and link.mark.written) == (X, "(engl.)")


@pytest.mark.parametrize(
    "line",
    [
        f"Der Text (englisch) steht hinter {X} dort.",
        f"Siehe {X}, der Text (englisch) ist lang.",
        f"Siehe {X}. (englisch)",
        f"Artikel: {X} (sehr englisch)",
        f"Artikel: {X} (kostenlos, sehr englisch)",
        f"Artikel: {X} (xx)",
        f"Artikel: {X} englisch",
        f"Artikel: {X} (englisch]",
        f"Artikel: {X} ()",
        f"Englisch: {X}",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    (link,) = find_links(line, 1)
    assert link.mark is None


def test_without_a_link_there_is_nothing_to_mark() -> None:
    issue = read(f"{HEAD}Ein Titel\n\nDer Vortrag (englisch) war gut. {TEXT}\n\n(englisch)\n")
    assert list(issue.links()) == []
    assert "(englisch)" in " ".join(block.text for article in issue.articles for block in article.body.blocks)


def test_two_links_of_a_line_have_their_own_marks() -> None:
    first, second = find_links(f"Siehe {X} (englisch) und https://b.example/y [FR] dort.", 1)
    assert (first.mark and first.mark.language, second.mark and second.mark.language) == ("en", "fr")


def test_spellings_can_be_added() -> None:
    more = MarkSpellings({**SPELLINGS, "la": ("lateinisch", "l. (Original)"), "en": (*SPELLINGS["en"], "🇬🇧")})
    for mark, language in (("(lateinisch)", "la"), ("[l. (Original)]", "la"), ("(🇬🇧)", "en"), ("(englisch)", "en")):
        (link,) = read(f"{HEAD}Ein Titel\n\n{TEXT}\n\nArtikel: {X} {mark}\n", ReadingSettings(marks=more)).links()
        assert written(link) == ("Artikel", X, mark)
        assert link.mark is not None
        assert link.mark.language == language
    (link,) = find_links(f"Artikel: {X} (lateinisch)", 1)
    assert link.mark is None


@pytest.mark.parametrize(
    ("mark", "language"), [("(italienisch)", "it"), ("[auf Polnisch]", "pl"), ("(Japanese)", "ja"), ("(it)", None)]
)
def test_languages_that_few_links_are_in_are_known_by_name(mark: str, language: str | None) -> None:
    (link,) = find_links(f"Artikel: {X} {mark}", 1)
    assert (link.mark.language if link.mark else None) == language


def test_no_spellings_at_all() -> None:
    (link,) = find_links(f"Artikel: {X} (englisch)", 1, MarkSpellings({}))
    assert link.mark is None


def test_the_mark_is_found_at_its_place() -> None:
    assert DEFAULT_MARKS.behind("x (en)", 1) is not None
    assert DEFAULT_MARKS.behind("x y (en)", 1) is None
    assert DEFAULT_MARKS.before("(en) x", 4) is not None
    assert DEFAULT_MARKS.before("(en) y x", 7) is None
    assert DEFAULT_MARKS.leading("  [EN] x") is not None
    assert DEFAULT_MARKS.leading("x [EN]") is None


@pytest.mark.parametrize("mark", ["(englisch, PDF)", "(PDF, englisch)", "[EN, paywall]", "(Video, engl., 12 Min.)"])
def test_other_notes_in_the_brackets_of_a_mark(mark: str) -> None:
    (link,) = find_links(f"Artikel: {X} {mark}", 1)
    assert (link.label, link.url, link.mark and (link.mark.written, link.mark.language)) == ("Artikel", X, (mark, "en"))


def test_a_mark_behind_a_markdown_link_with_a_title() -> None:
    (link,) = find_links(f'Ein [Bericht]({X} "Der Titel") (englisch) dazu.', 1)
    assert link.mark is not None
    assert link.mark.written == "(englisch)"


def test_spellings_may_hold_any_sign() -> None:
    marks = MarkSpellings({"en": ("{en}", "e+n", "a|b")})
    assert [find_links(f"A: {X} ({word})", 1, marks)[0].mark is not None for word in ("{en}", "e+n", "a|b", "een")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("mark", ["(engli\u017fch)", "(ENGL\u0130SCH)"])
def test_letters_that_only_look_alike_are_no_mark_and_no_fault(mark: str) -> None:
    (link,) = find_links(f"Artikel: {X} {mark}", 1)
    assert link.mark is None


@pytest.mark.parametrize(
    ("written", "url", "mark"),
    [
        ("https://arxiv.org/abs/2005.05535(englisch)", "https://arxiv.org/abs/2005.05535", "(englisch)"),
        ("https://a.example/x/[Französisch]", "https://a.example/x/", "[Französisch]"),
        ("https://de.wikipedia.org/wiki/Latein_(Englisch)", "https://de.wikipedia.org/wiki/Latein_(Englisch)", None),
        ("https://a.example/wiki/Berlin(de)", "https://a.example/wiki/Berlin(de)", None),
        ("https://a.example/f(x)", "https://a.example/f(x)", None),
    ],
)
@pytest.mark.parametrize("line", ["Paper: {}", "Siehe {} dazu, denn es lohnt sich."])
def test_a_mark_without_a_blank_before_it(line: str, written: str, url: str, mark: str | None) -> None:
    (link,) = find_links(line.format(written), 1)
    assert link.url == url
    assert (link.mark.written if link.mark else None) == mark
