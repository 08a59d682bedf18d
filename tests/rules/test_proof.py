"""A fix is made only where the rest of the issue reads as before."""

from __future__ import annotations

from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.model.issue import Issue
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.rendering import render
from kinews_cli.rules.proof import proven, revised
from rules.judged import issue_of

URL = "https://a.example/x"
TEXT = issue_of(f"Studie der Gruppe: {URL}", f"Bericht dazu: {URL}/y", "Noch ein Absatz, der etwas erzählt.")
STUDY, REPORT, LAST = 9, 11, 13


def read(content: bytes) -> Issue:
    return read_issue(content, "006.txt")


def finding(*edits: Edit, column: int | None = None, code: str = "KN202", safe: bool = True) -> Finding:
    return Finding(code, Severity.WARNING, "x", "006.txt", edits[0].line, column, fix=Fix("x", safe, edits))


def address(line: int, text: str, written: str) -> Finding:
    """A fix that writes another address in place of the one in a line."""
    column = text.split("\n")[line - 1].index("https") + 1
    return finding(Edit(line, column, len(text.split("\n")[line - 1]) + 1, written), column=column)


NEW = address(STUDY, TEXT, "https://b.example/z")
# These would make something else of a line: a title of a paragraph, one block of two, another link, another label.
HARMFUL = [
    finding(Edit(LAST, 1, 36, "Ein Titel\n\nMit Text darunter, der etwas erzählt.")),
    finding(Edit(7, 1, 31, "Kein Satz mehr")),
    finding(Edit(STUDY, 1, 7, "Arbeit"), column=99),
    finding(Edit(REPORT, 1, 1, "https://c.example "), column=15),
    finding(Edit(5, 1, 10, "Ein anderer Titel")),
    finding(Edit(1, 9, 11, "#7")),
    address(REPORT, TEXT, "https://b.example/ü ü"),
    address(REPORT, TEXT, f"{URL}/y."),
]


def test_an_address_is_written_and_its_origin_kept() -> None:
    revision = revised(read(TEXT.encode()), [NEW], read)
    assert render(revision.issue) == TEXT.replace(f"{URL}\n", "https://b.example/z\n", 1)
    assert revision.origins == {"https://b.example/z": URL}
    assert revision.fixed == (NEW,)


def test_what_would_change_the_rest_is_left_out_and_all_else_is_applied() -> None:
    for harmful in HARMFUL:
        revision = revised(read(TEXT.encode()), [harmful, NEW], read)
        assert revision.fixed == (NEW,), harmful
    everything = revised(read(TEXT.encode()), [*HARMFUL, NEW], read)
    assert everything.fixed == (NEW,)


def test_such_a_fix_is_not_offered_either() -> None:
    issue = read(TEXT.encode())
    plain = Finding("KN103", Severity.NOTE, "x", "006.txt")
    found = proven(issue, [plain, *HARMFUL, NEW], read)
    assert found[0] == plain
    assert [each.fix is not None for each in found[1:]] == [False] * len(HARMFUL) + [True]


def test_fixes_that_overlap_are_tried_apart() -> None:
    other = address(STUDY, TEXT, "https://b.example/anders")
    assert proven(read(TEXT.encode()), [NEW, other], read) == [NEW, other]


def test_whole_lines_go_only_where_the_rest_stays() -> None:
    gone = finding(Edit(REPORT, 1, 1, "", REPORT + 2), code="KN206", safe=False)
    revision = revised(read(TEXT.encode()), [gone, NEW], read)
    assert set(revision.fixed) == {gone, NEW}
    assert [link.url for link in revision.issue.links()] == ["https://b.example/z"]


def test_what_the_encoding_has_no_characters_for_is_told() -> None:
    issue = read(TEXT.replace("erzählt", "erzählt für „Größe“").encode("cp1252"))
    assert issue.encoding == "cp1252"
    polish = address(STUDY, TEXT, "https://b.example/łódź")
    revision = revised(issue, [polish, address(REPORT, TEXT, "https://b.example/z")], read)
    assert revision.unwritable == (polish,)
    assert len(revision.fixed) == 1
    assert proven(issue, [polish], read) == [polish]


def test_bytes_that_would_be_read_in_another_encoding_are_not_written() -> None:
    issue = read((TEXT.replace("erzählt", "erzahlt") + "Grün und gut.\n").encode("cp1252"))
    odd = address(STUDY, TEXT, "https://b.example/" + "\u017d" * 40)  # few signs in the upper half of cp1252 are usual
    revision = revised(issue, [odd], read)
    assert (revision.fixed, revision.unwritable) == ((), ())
