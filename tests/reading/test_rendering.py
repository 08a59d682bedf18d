"""The document's own elements, put together, are the file again."""

from __future__ import annotations

import unicodedata

import pytest

from kinews_cli.reading.building import read_issue
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.rendering import elements, render, render_bytes

TEXT = """\
KI News #3

Grüße zur dritten Ausgabe,
die über zwei Zeilen geht.

Ein Titel (https://a.example/t)

Ein Absatz. Er hat „zwei“ Sätze, siehe https://a.example/x [1].

- Punkt
  geht weiter
- Noch einer

Paper: https://arxiv.org/abs/2005.05535 (englisch)

Noch ein Titel?
===============

Text dazu.

[1] https://a.example/1

« VorherigeNächste »
"""
FORMS = {
    "as it is": TEXT,
    "empty end": TEXT.rstrip("\n"),
    "many lines at the end": TEXT + "\n\n\n",
    "blank lines first": "\n \n" + TEXT,
    "CRLF": TEXT.replace("\n", "\r\n"),
    "CR": TEXT.replace("\n", "\r"),
    "mixed line ends": TEXT.replace("\n\n", "\r\n\n").replace(".\n", ".\r"),
    "LF CR": TEXT.replace("\n\n", "\n\r"),
    "doubled blanks": TEXT.replace(" ", "  "),
    "trailing blanks": TEXT.replace("\n", " \t\n"),
    "leading blanks": TEXT.replace("\n", "\n "),
    "tabs": TEXT.replace(" ", "\t"),
    "NFD": unicodedata.normalize("NFD", TEXT),
    "soft hyphens": TEXT.replace("e", "e\u00ad"),
    "zero-width": TEXT.replace(" ", " \u200b"),
    "zero-width at line starts": TEXT.replace("\n", "\n\u200b"),
    "NBSP": TEXT.replace(" ", "\u00a0"),
    "byte order mark inside": TEXT.replace("Titel", "\ufeffTitel"),
    "U+2028": TEXT.replace(". ", ".\u2028"),
    "VT and FF": TEXT.replace(". ", ".\x0b").replace(", ", ",\x0c"),
    "next line": TEXT.replace(". ", ".\x85"),
    "doubled blank lines": TEXT.replace("\n\n", "\n\n\n\n"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", FORMS)
def test_the_bytes_are_those_that_were_read(form: str, encoding: str) -> None:
    content = FORMS[form].encode(encoding)
    issue = read_issue(content, "3.txt")
    assert render(issue) == FORMS[form]
    assert render_bytes(issue) == content


def test_a_byte_order_mark_of_the_other_order() -> None:
    content = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert render_bytes(read_issue(content, "3.txt")) == content


@pytest.mark.parametrize("form", ["as it is", "CRLF", "CR", "NBSP", "soft hyphens", "trailing blanks"])
def test_windows_1252(form: str) -> None:
    content = FORMS[form].encode("cp1252")
    issue = read_issue(content, "3.txt")
    assert issue.encoding == "cp1252"
    assert render_bytes(issue) == content


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"])
def test_lines_do_not_end_at_separators_of_other_kinds(separator: str) -> None:
    text = f"KI News #3\n\nEin Satz,{separator}der weitergeht.\n"
    (line,) = (line for line in split_lines(text) if separator in line.text)
    assert line.text == f"Ein Satz,{separator}der weitergeht."
    issue = read_issue(text.encode(), "3.txt")
    assert [block.line for block in issue.intro.blocks] == [3]
    assert render(issue) == text


def test_each_line_stands_in_one_element() -> None:
    issue = read_issue(TEXT.encode(), "3.txt")
    pieces = sorted(elements(issue))
    numbers = [number for number, _ in pieces]
    assert len(set(numbers)) == len(numbers)
    assert sum(len(split_lines(raw)) for _, raw in pieces) == len(split_lines(TEXT))
