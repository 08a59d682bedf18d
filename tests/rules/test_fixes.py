from __future__ import annotations

from dataclasses import replace

import pytest

from dossiers import OK, dossier, facts, source
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Fix
from kinews_cli.model.issue import Link
from kinews_cli.reading.building import read_issue
from kinews_cli.rules.run import find
from rules.judged import issue_of

URL = "https://a.example/x"


def about(text: str, code: str, path: str = "006.txt") -> Dossier:
    """An issue in which every link leads to a page in the language `code`."""
    links = read_issue(text.encode(), path).links()
    return dossier(text, {link.url: facts(OK, source(code)) for link in links}, path=path)


def applied(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    for edit in fix.edits:
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.end_column - 1 :]
    return "\n".join(lines)


def fixed(line: str, code: str, rule: str, *, safe: bool = True) -> str | None:
    """The line as the fix of the first finding would leave it; None without a fix."""
    text = issue_of(line)
    findings = find(about(text, code), frozenset({rule}))
    assert findings, "there is nothing to fix"
    fix = findings[0].fix
    if fix is None:
        return None
    assert fix.safe is safe
    after = applied(text, fix)
    left = find(about(after, code), frozenset({"KN301", "KN302"}))
    assert len(left) == len(findings) - 1, "the fix does not put an end to the finding"
    assert after.startswith(issue_of())
    return after.removeprefix(issue_of()).strip("\n")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (f"Artikel: {URL}", f"Artikel: {URL} (englisch)"),
        (f"Artikel:\u00a0{URL}", f"Artikel:\u00a0{URL} (englisch)"),
        (f"Artikel: {URL}.", f"Artikel: {URL} (englisch)."),
        (f"Artikel: <{URL}>", f"Artikel: <{URL}> (englisch)"),
        (f"Artikel ({URL})", f"Artikel ({URL}) (englisch)"),
        (f"- Artikel: {URL}", f"- Artikel: {URL} (englisch)"),
        (f"[1] {URL}", f"[1] {URL} (englisch)"),
        (URL, f"{URL} (englisch)"),
        (f"Artikel: {URL}?a=1&amp;b=2", f"Artikel: {URL}?a=1&amp;b=2 (englisch)"),
        (
            f"Wer mehr wissen will, der liest nach unter {URL}, und zwar bald.",
            f"Wer mehr wissen will, der liest nach unter {URL} (englisch), und zwar bald.",
        ),
        (
            f"Wer mehr wissen will, der liest es hier nach: {URL}.",
            f"Wer mehr wissen will, der liest es hier nach: {URL} (englisch).",
        ),
        (
            f"Das zeigt eine Studie ({URL}), die niemand erwartet hat.",
            f"Das zeigt eine Studie ({URL}) (englisch), die niemand erwartet hat.",
        ),
        (
            f"Es gibt zwei davon, nämlich {URL} und {URL}/y, und beide sind gut.",
            f"Es gibt zwei davon, nämlich {URL} (englisch) und {URL}/y, und beide sind gut.",
        ),
    ],
)
def test_a_missing_mark_is_written_behind_the_address(line: str, after: str) -> None:
    assert fixed(line, "en", "KN301") == after


def test_each_language_has_its_word() -> None:
    assert fixed(f"Artikel: {URL}", "fr", "KN301") == f"Artikel: {URL} (französisch)"
    assert fixed(f"Artikel: {URL}", "nl", "KN301") == f"Artikel: {URL} (niederländisch)"
    assert fixed(f"Artikel: {URL}", "es", "KN301") == f"Artikel: {URL} (spanisch)"


def test_a_language_without_a_word_gets_no_fix() -> None:
    assert fixed(f"Artikel: {URL}", "xx", "KN301") is None
    assert fixed(f"Artikel: {URL} (englisch)", "xx", "KN302") is None


def test_brackets_in_brackets_are_left_to_the_author() -> None:
    line = f"Das zeigt eine Studie (siehe auch {URL}), die niemand erwartet hat."
    after = line.replace(URL, f"{URL} (englisch)")
    assert fixed(line, "en", "KN301", safe=False) == after


@pytest.mark.parametrize(
    "line",
    [
        f"Das zeigt [eine Studie]({URL}), die niemand erwartet hat.",
        f"[Artikel]({URL})",
        f"[Artikel](<{URL}>)",
        f'Das zeigt <a href="{URL}">eine Studie</a>, die niemand erwartet hat.',
        f"Das zeigt <a href='{URL}'>eine Studie</a>, die niemand erwartet hat.",
        f"Das steht in „{URL}“, und zwar schon lange.",
        f"[1]: {URL}",
        "Das lange Ding steht unter <https://a.example/ein/langer/\npfad/zu/einer/seite>, und zwar im Netz.",
        "Das lange Ding steht unter <https://a.example/ein/langer/\nund der Rest fehlt.",
    ],
)
def test_where_the_address_lies_in_something_else_there_is_no_fix(line: str) -> None:
    assert fixed(line, "en", "KN301") is None


def test_titles_stay_as_they_are() -> None:
    text = f"KI News #6\n\nGuten Tag.\n\n# Ein Titel {URL}\n\nEin Absatz, der etwas erzählt und weiter nichts.\n"
    (finding,) = find(about(text, "en"), frozenset({"KN301"}))
    assert finding.line == 5
    assert finding.fix is None


@pytest.mark.parametrize(
    ("line", "code", "after"),
    [
        (f"Artikel: {URL} (englisch)", "de", f"Artikel: {URL}"),
        (f"Artikel: {URL} (englisch)", "fr", f"Artikel: {URL} (französisch)"),
        (f"Artikel: {URL} [EN]", "fr", f"Artikel: {URL} [französisch]"),
        (f"Artikel: {URL}\u00a0(engl.)", "de", f"Artikel: {URL}"),
        (f"Artikel (englisch): {URL}", "de", f"Artikel: {URL}"),
        (f"Artikel (englisch): {URL}", "fr", f"Artikel (französisch): {URL}"),
        (f"[EN] Artikel: {URL}", "de", f"Artikel: {URL}"),
        (f"Artikel: {URL} (deutsch)", "en", f"Artikel: {URL} (englisch)"),
        (f"Das steht hier: {URL} (englisch), und zwar schon lange.", "de", f"Das steht hier: {URL}, und zwar schon lange."),
        (f"Das steht ({URL} (englisch)) hier, und zwar schon lange.", "de", f"Das steht ({URL}) hier, und zwar schon lange."),
        (f"Das zeigt [eine Studie]({URL}) (englisch), und zwar gut.", "de", f"Das zeigt [eine Studie]({URL}), und zwar gut."),
        (f"Artikel:\n{URL} (englisch)", "de", f"Artikel:\n{URL}"),
    ],
)  # fmt: skip
def test_a_wrong_mark_is_replaced_or_removed(line: str, code: str, after: str) -> None:
    assert fixed(line, code, "KN302") == after


@pytest.mark.parametrize(
    "line", [f"Artikel: {URL} (englisch, PDF)", f"Artikel: {URL} (PDF, englisch)", f"Artikel: {URL}\n(englisch)"]
)
def test_a_mark_that_says_more_or_stands_alone_is_left_to_the_author(line: str) -> None:
    assert fixed(line, "de", "KN302") is None


def test_a_mark_that_stands_elsewhere_than_it_was_read_is_not_touched() -> None:
    made = about(issue_of(f"Artikel: {URL} (englisch)"), "de")
    (link,) = made.issue.links()
    assert link.mark is not None
    article = made.issue.articles[0]

    def with_link(changed: Link) -> Dossier:
        body = replace(article.body, links=(changed,))
        return replace(made, issue=replace(made.issue, articles=(replace(article, body=body),)))

    moved = with_link(replace(link, mark=replace(link.mark, column=link.mark.column + 1)))
    assert find(moved, frozenset({"KN302"}))[0].fix is None


def test_lines_are_counted_as_the_file_has_them() -> None:
    text = "\ufeff" + issue_of(f"Artikel: {URL}").replace("\n", "\r\n")
    (finding,) = find(about(text, "en"), frozenset({"KN301"}))
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    assert (edit.line, edit.column, edit.end_column, edit.text) == (
        9,
        finding.end_column,
        finding.end_column,
        " (englisch)",
    )
