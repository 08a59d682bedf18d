from __future__ import annotations

import pytest

from dossiers import OK, dossier, facts, source
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Fix
from kinews_cli.model.issue import Link
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.reading.building import read_issue
from kinews_cli.rules.edits import Places
from kinews_cli.rules.edits import applied as edited
from kinews_cli.rules.fixes import site_corrected
from kinews_cli.rules.run import find
from kinews_cli.rules.sites import site_named, site_of
from kinews_cli.values import replace
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


def unsafely(text: str, rule: str, known: Source | None = None) -> list[str]:
    """The text as the unsafe fix of each finding alone would leave it."""
    links = read_issue(text.encode(), "006.txt").links()
    made = dossier(text, {link.url: facts(OK, known) for link in links})
    places = Places(text)
    fixes = [finding.fix for finding in find(made, frozenset({rule})) if finding.fix is not None]
    assert not any(fix.safe for fix in fixes)
    return [edited(text, [places.splice(edit) for edit in fix.edits]) for fix in fixes]


class TestTheSecondLinkOfTwo:
    FIRST, SECOND = f"Artikel: {URL}", f"Noch einmal: {URL} (englisch)"

    def test_its_line_goes(self) -> None:
        assert unsafely(issue_of(self.FIRST, self.SECOND), "KN206") == [issue_of(self.FIRST)]
        assert unsafely(issue_of(self.FIRST, self.SECOND, "Ein Absatz."), "KN206") == [
            issue_of(self.FIRST, "Ein Absatz.")
        ]
        assert unsafely(issue_of(f"{self.FIRST}\n- {self.SECOND}"), "KN206") == [issue_of(self.FIRST)]

    @pytest.mark.parametrize(
        "second",
        [
            f"Das steht auch in {URL}, und zwar schon lange.",
            f"b) Noch einmal: {URL}",
            f"Noch einmal:\n{URL}",
            f"[1] {URL}",
        ],
    )
    def test_not_where_it_is_more_than_a_line(self, second: str) -> None:
        text = issue_of("Dazu steht etwas in [1] und [2], und zwar viel.", self.FIRST, second)
        assert unsafely(text, "KN206") == []


class TestLabels:
    PAPER = "https://arxiv.org/abs/2005.05535"

    @pytest.mark.parametrize(
        ("kind", "word"), [(SourceKind.ARXIV, "Paper"), (SourceKind.YOUTUBE, "Video"), (SourceKind.GITHUB, "Code")]
    )
    def test_what_is_certain_is_written(self, kind: SourceKind, word: str) -> None:
        assert unsafely(issue_of(self.PAPER), "KN207", source("en", kind=kind)) == [issue_of(f"{word}: {self.PAPER}")]
        text = issue_of(f"- {self.PAPER} (englisch)")
        assert unsafely(text, "KN207", source("en", kind=kind)) == [issue_of(f"- {word}: {self.PAPER} (englisch)")]

    def test_a_page_may_be_anything(self) -> None:
        assert unsafely(issue_of(URL), "KN207", source("de", kind=SourceKind.PAGE)) == []
        assert unsafely(issue_of(URL), "KN207") == []

    @pytest.mark.parametrize(
        ("label", "after"),
        [
            ("Artikel bei Golem", "Artikel bei t3n"),
            ("Golem-Artikel (englisch)", "t3n-Artikel (englisch)"),
            ("Was kommt - Golem", "Was kommt - t3n"),
            ("Golem über Golem", None),
            ("Artikel", None),
        ],
    )
    def test_the_name_of_the_site_is_corrected_where_it_stands_once(self, label: str, after: str | None) -> None:
        url = "https://t3n.de/news/netz-1/"
        issue = read_issue(issue_of(f"{label}: {url}").encode(), "006.txt")
        (link,) = issue.links()
        claimed, right = site_named("Golem"), site_of(url)
        assert claimed is not None
        assert right is not None
        fix = site_corrected(issue, link, claimed, right)
        if after is None:
            assert fix is None
        else:
            assert fix is not None
            assert not fix.safe
            assert applied(issue_of(f"{label}: {url}"), fix) == issue_of(f"{after}: {url}")
