from __future__ import annotations

from collections.abc import Mapping

import pytest

from dossiers import OK, dossier, facts, source
from kinews_cli.language.decide import (
    CONTENT_LANGUAGE,
    HTML_LANG,
    JSON_LD,
    KIND_DEFAULT,
    OG_LOCALE,
    TEXT_VOTE,
    TITLE_VOTE,
    decide,
)
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.rules.run import find
from kinews_cli.sources.identify import identify
from kinews_cli.values import replace
from rules.judged import ARTICLE, CODE, NEWS, PAPER, PDF, VIDEO, issue_of

MARKS = frozenset({"KN301", "KN302", "KN303", "KN304"})


def judged(
    url: str,
    signals: Mapping[str, str],
    *,
    mark: str = "",
    label: str = "Quelle",
    check: Check = OK,
    hosts: Mapping[str, bool] | None = None,
    kinds: frozenset[SourceKind] | None = None,
) -> list[Finding]:
    """What the rules about marks say of one link to a source that shows these signals of its language."""
    kind = identify(url)[0]
    language = decide([Evidence(signal, value) for signal, value in signals.items()])
    known = replace(source(None, kind=kind), language=language)
    made: Dossier = dossier(issue_of(f"{label}: {url} {mark}".rstrip()), {url: facts(check, known)})
    made = replace(made, marked_hosts=hosts or {}, marked_kinds=made.marked_kinds if kinds is None else kinds)
    return list(find(made, MARKS))


def codes(*arguments: object, **named: object) -> list[str]:
    return [finding.code for finding in judged(*arguments, **named)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "mark",
    ["(englich)", "[englsch]", "(Englische)", "englisch", "englich", "(auf englich)", "(nur in englischer Fassung)"],
)
def test_what_was_meant_for_a_mark_is_named_and_not_doubled(mark: str) -> None:
    (finding,) = judged(PAPER, {TEXT_VOTE: "en"}, mark=mark)
    assert finding.message.endswith(f'mark it (englisch); "{mark}" is no mark')
    assert finding.fix is None


@pytest.mark.parametrize("rest", ["(PDF)", "(deutlich länger)", "über Engländer und andere", "(2018, 40 Seiten)"])
def test_what_is_no_mark_stays_beside_the_new_one(rest: str) -> None:
    (finding,) = judged(PAPER, {TEXT_VOTE: "en"}, mark=rest)
    assert finding.message.endswith("mark it (englisch)")
    assert finding.fix is not None


ENGLISH, GERMAN, FRENCH = {TEXT_VOTE: "en"}, {TEXT_VOTE: "de"}, {TEXT_VOTE: "fr"}


@pytest.mark.parametrize(
    ("url", "type_"),
    [("https://doi.org/10.5555/x", "dataset"), (NEWS, "motion_picture"), ("https://gitlab.com/owner/name", "software")],
)
@pytest.mark.parametrize("signals", [{TEXT_VOTE: "en"}, {TITLE_VOTE: "en"}, {}])
def test_videos_code_and_data_elsewhere_are_not(url: str, type_: str, signals: Mapping[str, str]) -> None:
    language = decide([Evidence(signal, value) for signal, value in signals.items()])
    known = replace(source(None, kind=identify(url)[0]), language=language, type=type_)
    assert list(find(dossier(issue_of(f"Quelle: {url}"), {url: facts(OK, known)}), MARKS)) == []


@pytest.mark.parametrize("url", [PAPER, ARTICLE, "https://doi.org/10.5555/x", PDF, NEWS])
def test_papers_articles_and_files_are_marked(url: str) -> None:
    (finding,) = judged(url, ENGLISH)
    assert (finding.code, finding.severity) == ("KN301", Severity.WARNING)
    assert finding.message == "the source is not in German: mark it (englisch)"
    assert finding.evidence == (Evidence(TEXT_VOTE, "en"),)
    assert finding.fix is not None
    assert finding.fix.message == 'write "(englisch)" behind the address'
    assert codes(url, ENGLISH, mark="(englisch)") == []
    assert codes(url, GERMAN) == []


@pytest.mark.parametrize("url", [VIDEO, CODE])
def test_video_and_code_are_not_but_a_true_mark_does_no_harm(url: str) -> None:
    assert codes(url, ENGLISH) == []
    assert codes(url, ENGLISH, mark="(englisch)") == []
    assert codes(url, GERMAN, mark="(englisch)") == ["KN302"]


@pytest.mark.parametrize("mark", ["(engl.)", "[EN]", "(in English)", "(Englisch)"])
def test_an_author_may_spell_it_otherwise(mark: str) -> None:
    assert codes(NEWS, ENGLISH, mark=mark) == []


@pytest.mark.parametrize(
    ("signals", "mark", "message", "fix"),
    [
        (GERMAN, "(englisch)", 'the mark says "(englisch)", the source is in German', 'remove "(englisch)"'),
        (FRENCH, "[EN]", 'the mark says "[EN]", the source is in French', 'write "[französisch]" in place of "[EN]"'),
        (ENGLISH, "(deutsch)", 'the mark says "(deutsch)", the source is in English',
         'write "(englisch)" in place of "(deutsch)"'),
    ],
)  # fmt: skip
def test_a_wrong_mark(signals: dict[str, str], mark: str, message: str, fix: str) -> None:
    (finding,) = judged(NEWS, signals, mark=mark)
    assert (finding.code, finding.message) == ("KN302", message)
    assert finding.fix is not None
    assert finding.fix.message == fix


@pytest.mark.parametrize(
    "label", ["Englischer Artikel", "Artikel auf Englisch", "Interview auf Englisch, kostenlos", "English text"]
)
def test_a_label_that_says_the_language_needs_no_mark_beside_it(label: str) -> None:
    assert codes(NEWS, ENGLISH, label=label) == []
    assert codes(NEWS, FRENCH, label=label) == ["KN301"]


def test_the_policy_may_be_another_for_a_kind() -> None:
    assert codes(VIDEO, ENGLISH, kinds=frozenset({SourceKind.YOUTUBE})) == ["KN301"]
    assert codes(PAPER, ENGLISH, kinds=frozenset({SourceKind.YOUTUBE})) == []


@pytest.mark.parametrize(
    ("url", "hosts", "expected"),
    [
        (NEWS, {"t3n.de": False}, []),
        (CODE, {"github.com": True}, ["KN301"]),
        ("https://blog.t3n.de/a", {"t3n.de": False}, []),
        ("https://blog.t3n.de/a", {"t3n.de": False, "blog.t3n.de": True}, ["KN301"]),
        ("https://nott3n.de/a", {"t3n.de": False}, ["KN301"]),
        ("https://t3n.de.example/a", {"t3n.de": False}, ["KN301"]),
        (NEWS, {"www.t3n.de": False}, ["KN301"]),
    ],
)
def test_the_policy_may_be_another_for_a_host(url: str, hosts: dict[str, bool], expected: list[str]) -> None:
    assert codes(url, ENGLISH, hosts=hosts) == expected


def test_a_false_mark_is_told_wherever_it_stands() -> None:
    assert codes(NEWS, GERMAN, mark="(englisch)", hosts={"t3n.de": False}) == ["KN302"]


@pytest.mark.parametrize(
    "signals",
    [
        {KIND_DEFAULT: "en", TEXT_VOTE: "de (34 of 90 words, next 2)"},
        {JSON_LD: "en", TITLE_VOTE: "de"},
        {OG_LOCALE: "de_DE", TITLE_VOTE: "en"},
        {CONTENT_LANGUAGE: "en", HTML_LANG: "de"},
    ],
)
def test_where_signals_disagree_nothing_is_changed_and_the_author_is_told(signals: dict[str, str]) -> None:
    (finding,) = judged(NEWS, signals)
    assert (finding.code, finding.severity, finding.fix) == ("KN304", Severity.NOTE, None)
    assert {entry.signal for entry in finding.evidence} == signals.keys()
    for signal, value in signals.items():
        assert f"{signal} {value[:2]}" in finding.message


def test_the_author_is_told_where_the_mark_says_what_less_speaks_for() -> None:
    signals = {KIND_DEFAULT: "en", TEXT_VOTE: "de"}
    assert codes(PAPER, signals, mark="(englisch)") == []  # the author has looked, and agrees with the better signal
    assert codes(PAPER, signals, mark="(französisch)") == ["KN304"]


@pytest.mark.parametrize(
    "signals",
    [
        {TEXT_VOTE: "de", HTML_LANG: "en"},  # one template in 25 says so, and the words are certain
        {TEXT_VOTE: "de", OG_LOCALE: "en_US", HTML_LANG: "en"},
        {JSON_LD: "de", HTML_LANG: "en"},
        {OG_LOCALE: "de_DE", CONTENT_LANGUAGE: "en", HTML_LANG: "en"},
        {HTML_LANG: "de"},
        {TITLE_VOTE: "de"},
    ],
)
def test_a_template_that_disagrees_is_no_news(signals: dict[str, str]) -> None:
    assert codes(NEWS, signals) == []


@pytest.mark.parametrize(
    "signals", [{}, {HTML_LANG: "en"}, {TITLE_VOTE: "en"}, {OG_LOCALE: "en_US"}, {HTML_LANG: "{{ lang }}"}]
)
def test_where_too_little_tells_the_author_is_asked_to_look(signals: dict[str, str]) -> None:
    (finding,) = judged(NEWS, signals)
    assert (finding.code, finding.severity, finding.fix) == ("KN303", Severity.NOTE, None)
    assert codes(NEWS, signals, mark="(englisch)") == []
    assert codes(NEWS, signals, hosts={"t3n.de": False}) == []
    assert codes(VIDEO, signals) == []


@pytest.mark.parametrize("verdict", [Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.BROKEN, Verdict.UNCHECKED])
def test_of_a_page_that_was_not_seen_nothing_was_to_be_learned(verdict: Verdict) -> None:
    for signals in ({}, {HTML_LANG: "en"}, {JSON_LD: "en", TITLE_VOTE: "de"}):
        assert codes(NEWS, signals, check=Check(verdict, "x")) == []
