from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dossiers import OK, dossier, facts, language, source
from kinews_cli.border import visible
from kinews_cli.editions.citation import Citation
from kinews_cli.editions.edition import make_edition
from kinews_cli.editions.json_file import edition_json, split_json
from kinews_cli.editions.markdown_file import edition_markdown, source_note
from kinews_cli.editions.names import file_stem
from kinews_cli.markdown_escaping import escaped, heading, target, with_links
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus
from kinews_cli.reading.building import read_issue
from kinews_cli.values import replace

PAPER = "https://arxiv.org/abs/2005.05535"
NEWS = "https://t3n.de/news/x-1"
TEXT = f"""\
KI News #6

Willkommen.

Ein Titel

So geht es:

1. Sammeln

a) Erst dies

b) dann das

2. Ordnen

- ein Punkt

- noch einer

Paper: {PAPER} (englisch)

Artikel: {NEWS}

Außerdem

* Pflichtfeld
"""
ENGLISH = {
    "KI News #6": "AI News #6",
    "Willkommen.": "Welcome.",
    "Ein Titel": "A Title",
    "So geht es:": "This is how:",
    "1. Sammeln": "1. Collecting",
    "Erst dies": "This first",
    "dann das": "then that",
    "2. Ordnen": "2. Sorting",
    "ein Punkt": "a point",
    "noch einer": "another",
    "Paper": "Paper",
    "Artikel": "Article",
    "Außerdem": "Also",
}
ARXIV = Source(
    "arxiv:2005.05535",
    SourceKind.ARXIV,
    "article",
    title="DeepFaceLab: Integrated, flexible and extensible face-swapping framework",
    author=(Name("Perov", "Ivan"), Name("Gao", "Daiheng"), Name("Chervoniy", "Nikolay")),
    issued=(2020, 5, 12),
    container_title="arXiv",
    number="2005.05535",
    language=language("en"),
    status=SourceStatus.OK,
)
CITED = "Perov et al., arXiv, 2020: *DeepFaceLab: Integrated, flexible and extensible face-swapping framework*"
KNOWN = {PAPER: facts(OK, ARXIV), NEWS: facts(OK, source("de"))}


def known(english: dict[str, str] | None = None) -> Dossier:
    return dossier(TEXT, KNOWN, ENGLISH if english is None else english)


def markdown(judged: Dossier, edition: str) -> str:
    return edition_markdown(make_edition(judged, edition, ())).decode()


def document(judged: Dossier, edition: str, findings: tuple[Finding, ...] = ()) -> dict:  # type: ignore[type-arg]
    loaded = json.loads(edition_json(make_edition(judged, edition, findings)))
    assert isinstance(loaded, dict)
    return loaded


GERMAN = f"""\
# KI News #6

Willkommen.

## Ein Titel

So geht es:

### 1. Sammeln

a) Erst dies

b) dann das

### 2. Ordnen

- ein Punkt
- noch einer

**Quellen**

- [Paper](<{PAPER}>) (englisch) – {CITED}
- [Artikel](<{NEWS}>) – *A Title*

## Außerdem
"""
ENGLISH_MARKDOWN = f"""\
# AI News #6

Welcome.

## A Title

This is how:

### 1. Collecting

a) This first

b) then that

### 2. Sorting

- a point
- another

**Sources**

- [Paper](<{PAPER}>) – {CITED}
- [Article](<{NEWS}>) (German) – *A Title*

## Also
"""


def test_the_german_markdown_reads_like_the_newsletter() -> None:
    assert markdown(known(), "de") == GERMAN


def test_in_the_english_markdown_the_marks_have_turned_round() -> None:
    assert markdown(known(), "en") == ENGLISH_MARKDOWN


def test_what_is_not_translated_stays_german_and_is_counted() -> None:
    judged = known({german: english for german, english in ENGLISH.items() if german != "Willkommen."})
    edition = document(judged, "en")["edition"]
    assert edition["complete"] is False
    assert edition["segments"] == {"accepted": 0, "machine": 12, "stale": 0, "untranslated": 1}
    text = markdown(judged, "en")
    assert "Willkommen." in text
    assert "One piece of this text is not translated yet" in text


def test_the_german_edition_is_the_source() -> None:
    loaded = document(known(), "de")
    assert loaded["edition"]["complete"] is True
    assert sum(loaded["edition"]["segments"].values()) == 0
    assert {block["state"] for block in loaded["articles"][0]["blocks"]} == {"source"}


def test_a_link_in_json_has_everything_in_its_own_place() -> None:
    link = document(known(), "en")["articles"][0]["links"][1]
    assert (link["label"], link["source_label"], link["label_state"]) == ("Article", "Artikel", "machine")
    assert (link["url"], link["line"], link["column"]) == (NEWS, 23, 10)
    assert link["mark"] == {"written": None, "language": None, "shown": "(German)"}
    assert link["check"]["verdict"] == "ok"
    first = document(known(), "en")["articles"][0]["links"][0]
    assert first["mark"] == {"written": "(englisch)", "language": "en", "shown": None}
    assert first["source"]["author"][0] == {"family": "Perov", "given": "Ivan"}
    assert first["source"]["issued"] == {"date-parts": [[2020, 5, 12]]}
    assert first["source"]["container-title"] == "arXiv"


@pytest.mark.parametrize("edition", ["de", "en"])
def test_the_json_fits_the_published_schema(edition: str) -> None:
    schema = json.loads(files("kinews_cli.editions").joinpath("edition.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    fix = Fix('write "(englisch)" behind the address', safe=True, edits=(Edit(21, 40, 40, " (englisch)"),))
    finding = Finding("KN301", Severity.WARNING, "mark missing", "006.txt", 21, 8, 40, PAPER, fix=fix)
    loaded = document(known(), edition, (finding, replace(finding, fix=None)))
    jsonschema.validate(loaded, schema)
    for place in (("edition", "segments"), ("articles",), ("issue", "sha256")):
        broken = json.loads(json.dumps(loaded))
        inner = broken
        for key in place[:-1]:
            inner = inner[key]
        del inner[place[-1]]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)


ASKED = {"check", "source"}  # of links; what reading alone cannot know


def without(document: Any, names: set[str]) -> Any:
    """`document` without these keys, wherever they stand."""
    if isinstance(document, list):
        return [without(item, names) for item in document]
    if isinstance(document, dict):
        return {key: without(value, names) for key, value in document.items() if key not in names}
    return document


def test_splitting_alone_gives_the_same_document_without_what_must_be_asked() -> None:
    unknown = dossier(TEXT)
    whole = without(document(unknown, "de"), {"edition", "findings", *ASKED})
    assert json.loads(split_json(unknown.issue)) == whole


def test_a_split_text_is_the_source_and_says_nothing_about_what_its_links_lead_to() -> None:
    split = json.loads(split_json(known().issue))
    (article, _), paper = split["articles"], split["articles"][0]["links"][0]
    assert (article["title_state"], article["source_title"]) == ("source", article["title"])
    assert {block["state"] for block in article["blocks"]} == {"source"}
    assert (paper["label"], paper["source_label"], paper["label_state"]) == ("Paper", "Paper", "source")
    assert paper["mark"] == {"written": "(englisch)", "language": "en", "shown": "(englisch)"}
    assert paper["language"] == {"code": None, "confidence": "low", "evidence": []}
    assert paper["citation"] is None


def test_a_split_text_fits_the_schema_of_editions_but_for_what_must_be_asked() -> None:
    schema = json.loads(files("kinews_cli.editions").joinpath("edition.schema.json").read_text("utf-8"))
    link = schema["$defs"]["link"]
    link["required"] = [name for name in link["required"] if name not in ASKED]
    schema["required"] = [name for name in schema["required"] if name not in {"edition", "findings"}]
    jsonschema.validate(json.loads(split_json(known().issue)), schema)


def test_links_of_the_page_around_the_text_are_told_where_it_is_only_split() -> None:
    page = f"{TEXT}\nNewsletter abbestellen: https://www.mail.example/unsubscribe?id=7\n"
    judged = dossier(page)
    told = [link for part in parts(json.loads(split_json(judged.issue))) for link in part["links"]]
    assert [link["url"] for link in told if link.get("furniture")] == ["https://www.mail.example/unsubscribe?id=7"]
    assert [link["url"] for link in told if "furniture" not in link] == [PAPER, NEWS]
    edition = [link["url"] for part in parts(document(judged, "de")) for link in part["links"]]
    assert edition == [PAPER, NEWS]


def parts(loaded: Any) -> list[Any]:
    return [loaded["intro"], *loaded["articles"], loaded["outro"]]


def test_an_author_is_believed_where_the_evidence_is_not_high() -> None:
    judged = dossier(TEXT, {}, ENGLISH)
    marks = [link["mark"]["shown"] for link in document(judged, "de")["articles"][0]["links"]]
    assert marks == ["(englisch)", None]
    assert [link["mark"]["shown"] for link in document(judged, "en")["articles"][0]["links"]] == [None, None]


def test_high_evidence_corrects_the_mark_that_is_shown_and_keeps_the_one_that_was_written() -> None:
    judged = dossier(TEXT, {PAPER: facts(OK, replace(ARXIV, language=language("fr")))}, ENGLISH)
    assert document(judged, "de")["articles"][0]["links"][0]["mark"] == {
        "written": "(englisch)",
        "language": "en",
        "shown": "(französisch)",
    }


@pytest.mark.parametrize(
    ("path", "text", "stem"),
    [
        ("006.txt", "KI News #6", "006"),
        ("x.txt", "KI News #1234", "1234"),
        ("Über Uns!.txt", "Wochenschau", "ueber-uns"),
        ("../../etc/passwd.txt", "Wochenschau", "passwd"),
        ("-", "Wochenschau", "stdin"),
    ],
)
def test_names_of_editions(path: str, text: str, stem: str) -> None:
    assert file_stem(read_issue(text.encode(), path)) == stem


def rendered_text(markdown_text: str) -> tuple[str, list[str]]:
    """What a reader sees of a block, and the types of the blocks."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown_text)
    seen = "".join(
        child.content for token in tokens for child in token.children or [] if child.type in {"text", "text_special"}
    )
    return seen, [token.type for token in tokens if token.type != "inline"]


HOSTILE = ["# x", "- x", "1. x", "1) x", "> x", "*x*", "_x_", "[a](b)", "<b>x</b>", "`x`", "a | b", "~~x~~", "=== x", "&amp; x",
           "\\x", "![a](b)", "+ x", "---", "a\x1b[31mb", "[x]: y", "<https://a.example>", "| a |", "`` ` ``"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_stays_text(text: str) -> None:
    seen, blocks = rendered_text(escaped(text))
    assert seen == text.replace("\x1b", "")
    assert blocks == ["paragraph_open", "paragraph_close"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40))
def test_any_text_is_read_as_it_stands(text: str) -> None:
    assume(visible(text))
    seen, blocks = rendered_text(escaped(text))
    assert seen == visible(text)
    assert blocks == ["paragraph_open", "paragraph_close"]
    seen, blocks = rendered_text(f"## {heading(text)}")
    assert seen == visible(text)
    assert blocks == ["heading_open", "heading_close"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_title_in_italics_is_read_as_it_stands_whatever_is_in_it(credit: str, title: str) -> None:
    assume(visible(credit).strip())
    inner = MarkdownIt("commonmark").parseInline(f"– {source_note(Citation(credit, title))}")[0].children or []
    emphasised = visible(title).strip()
    assert [child.type for child in inner if child.type.startswith("em_")] == ["em_open", "em_close"] * bool(emphasised)
    seen = "".join(child.content for child in inner)
    assert seen.split() == f"– {visible(credit)}{f': {emphasised}' if emphasised else ''}".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siehe https://a.example/x_y.", "Siehe <https://a.example/x_y>."),
        ("https://a.example/x 1. Punkt", "<https://a.example/x> 1. Punkt"),
        ("kein *Link*", "kein \\*Link\\*"),
        ("https://a.example/x\u200bUnd", "<https://a.example/x>Und"),
    ],
)
def test_addresses_in_running_text_can_be_followed(text: str, expected: str) -> None:
    assert with_links(text) == expected


def test_readers_see_neither_hidden_characters_nor_their_numbers() -> None:
    assert escaped("Hallo\u200bWelt \U0001fae8 \ue000\x9b\u202e\u2028!") == "HalloWelt \U0001fae8 \ue000 !"
    assert target("https://a.example/\u202e\x9b\ud800ü") == "https://a.example/%E2%80%AE%C2%9B%ED%A0%80ü"


def test_an_address_cannot_leave_its_brackets() -> None:
    assert target("https://a.example/><script>\"' x") == "https://a.example/%3E%3Cscript%3E%22%27%20x"
