from __future__ import annotations

import pytest

from dossiers import OK, dossier, facts, language, source, with_concerns
from kinews_cli.errors import ConfigError
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.source import Confidence, SourceKind, SourceStatus
from kinews_cli.model.translation import Rendering, State
from kinews_cli.model.verdict import Check, Evidence, History, Verdict
from kinews_cli.rules.catalogue import BY_CODE, RULES, chosen, rule_named
from kinews_cli.rules.run import APPLIED, find, need_links, reaches
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.values import replace

URL = "https://a.example/x"
TEXT = f"KI News #6\n\nGuten Tag.\n\nEin Titel\n\nEin Absatz.\n\nPaper: {URL}\n"
MARKED = f"KI News #6\n\nGuten Tag.\n\nEin Titel\n\nEin Absatz.\n\nPaper: {URL} (englisch)\n"
ALL = frozenset(BY_CODE)


def found(judged: Dossier, codes: frozenset[str] = ALL) -> list[str]:
    return [finding.code for finding in find(judged, codes)]


def only(judged: Dossier, code: str) -> Finding:
    (finding,) = find(judged, frozenset({code}))
    return finding


def test_a_good_issue_has_no_findings() -> None:
    assert found(dossier(TEXT, {URL: facts(OK, source("de"))})) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ein langer Satz am Anfang, der kein Titel ist.\n\nMehr Text.\n", "KN101"),
        ("Wochenschau\n\nText.\n", "KN102"),
        ("KI News #6\n\nGuten Tag.\n\nEin Titel\n\nText ohne Quelle.\n", "KN103"),
        ("KI News #6\n\nText.\n\nAußerdem\n", "KN104"),
        (f"KI News #6\n\nGuten Tag.\n\nNeues\n\nErstens.\n\nA: {URL}\n\nNeues\n\nZweitens.\n\nB: {URL}\n", "KN105"),
        ("KI News #6\n\nGuten Tag.\n\nNeues\n\nText.\n\nA: https://a.example/?utm_source=n&id=1\n", "KN205"),
        (f"KI News #6\n\nGuten Tag.\n\nNeues\n\nText.\n\nA: {URL}\n\nB: {URL}\n", "KN206"),
        (f"KI News #6\n\nGuten Tag.\n\nNeues\n\nText.\n\n{URL}\n", "KN207"),
    ],
)
def test_rules_about_the_text_alone(text: str, code: str) -> None:
    path = "x.txt" if code == "KN102" else "006.txt"
    assert found(dossier(text, path=path)) == [code]


def test_tracking_parameters_of_one_site_are_none_of_another() -> None:
    def codes(url: str) -> list[str]:
        return found(dossier(f"KI News #6\n\nGuten Tag.\n\nNeues\n\nText.\n\nA: {url}\n"))

    assert codes("https://youtu.be/dLAjWtlTpnY?si=abc") == ["KN205"]
    assert codes("https://shop.example/?si=abc&feature=x") == []


@pytest.mark.parametrize(
    ("check", "code", "severity", "words"),
    [
        (Check(Verdict.BROKEN, "http_404", 404), "KN201", Severity.ERROR, "HTTP 404"),
        (Check(Verdict.BROKEN, "http_410", 410), "KN201", Severity.ERROR, "HTTP 410"),
        (Check(Verdict.BROKEN, "tls_expired"), "KN201", Severity.WARNING, "certificate has expired"),
        (Check(Verdict.BROKEN, "soft_404", 200), "KN201", Severity.WARNING, "says that it is not there"),
        (Check(Verdict.BROKEN, "parked", 200), "KN201", Severity.WARNING, "domain is for sale"),
        (Check(Verdict.BROKEN, "start_page", 200), "KN201", Severity.WARNING, "leads to the start page"),
        (Check(Verdict.BROKEN, "video_gone", 200), "KN201", Severity.WARNING, "video is gone"),
        (Check(Verdict.UNREACHABLE, "timeout"), "KN203", Severity.WARNING, "took too long"),
        (Check(Verdict.UNREACHABLE, "host_silent"), "KN203", Severity.WARNING, "host answers nothing"),
        (Check(Verdict.REFUSED, "non_public"), "KN210", Severity.NOTE, "private network"),
    ],
)
def test_what_became_of_a_link(check: Check, code: str, severity: Severity, words: str) -> None:
    finding = only(dossier(TEXT, {URL: facts(check)}), code)
    assert (finding.severity, finding.line, finding.column, finding.url) == (severity, 9, 8, URL)
    assert words in finding.message


@pytest.mark.parametrize(
    ("since", "severity"), [("2026-11-22T23:00:00Z", Severity.ERROR), ("2026-11-23T01:00:00Z", Severity.WARNING)]
)
def test_a_dead_page_that_answers_200_is_an_error_when_seen_on_two_days(since: str, severity: Severity) -> None:
    check = Check(Verdict.BROKEN, "soft_404", 200, checked_at="2026-11-23T08:00:00Z")
    known = LinkFacts(check, SourceKind.PAGE, None, History("2026-11-01T08:00:00Z", None, since))
    assert only(dossier(TEXT, {URL: known}), "KN201").severity is severity


def test_what_youtube_says_of_a_video_is_said_once() -> None:
    gone = source("en", SourceStatus.MISSING, SourceKind.YOUTUBE)
    assert found(dossier(TEXT, {URL: facts(Check(Verdict.BROKEN, "video_missing", 404), gone)})) == ["KN406"]


def test_a_broken_link_comes_with_its_archived_copy() -> None:
    copy = "https://archive.example/2026/https://a.example/x"
    check = Check(Verdict.BROKEN, "http_404", 404, evidence=(Evidence("archive", copy),))
    assert only(dossier(TEXT, {URL: facts(check)}), "KN201").message == f"broken: HTTP 404; archived copy: {copy}"


@pytest.mark.parametrize(
    ("signal", "value", "message"),
    [
        ("fragment_missing", "#fehlt", 'fragment missing: the page has no place "#fehlt"'),
        ("text_fragment_missing", "steht da", 'text fragment missing: the page does not say "steht da"'),
    ],
)
def test_a_place_that_the_page_lacks(signal: str, value: str, message: str) -> None:
    missing = Evidence(signal, value)
    check = replace(OK, evidence=(Evidence("permanent_url", "https://b.example/y"), missing))
    finding = only(dossier(TEXT, {URL: facts(check, source("de"))}), "KN208")
    assert (finding.message, finding.severity, finding.evidence) == (message, Severity.WARNING, (missing,))


def with_link(url: str, check: Check | None = None) -> Dossier:
    text = f"KI News #6\n\nGuten Tag.\n\nEin Titel\n\nEin Absatz.\n\nPaper: {url}\n"
    return dossier(text, {url: facts(check)} if check else {})


def test_a_shortened_address_is_told_with_where_it_leads() -> None:
    short = "https://bit.ly/3abc"
    known = replace(OK, final_url="https://a.example/lang")
    assert only(with_link(short, known), "KN209").message == "shortened: leads to https://a.example/lang"
    assert "hides where it leads" in only(with_link(short), "KN209").message
    gone = Check(Verdict.BROKEN, "http_404", 404, short)
    assert "hides where it leads" in only(with_link(short, gone), "KN209").message


def test_a_click_counter_is_told_with_the_address_in_it() -> None:
    finding = only(with_link("https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fx"), "KN209")
    assert finding.message == "leads through google.com to https://a.example/x"


def test_a_registry_of_lasting_addresses_is_no_shortener() -> None:
    assert found(with_link("https://doi.org/10.1038/s41586-021-03819-2"), frozenset({"KN209"})) == []


def test_a_moved_link_names_the_address_to_write() -> None:
    check = Check(
        Verdict.MOVED,
        "permanent_redirect",
        200,
        "https://b.example/z",
        evidence=(Evidence("permanent_url", "https://b.example/y"),),
    )
    assert "https://b.example/y" in only(dossier(TEXT, {URL: facts(check)}), "KN202").message


@pytest.mark.parametrize("verdict", [Verdict.OK, Verdict.BLOCKED, Verdict.UNCHECKED])
def test_no_finding_where_nothing_is_known_to_be_wrong(verdict: Verdict) -> None:
    assert found(dossier(TEXT, {URL: facts(Check(verdict, "x", 403), source("de"))})) == []


def test_no_network_says_nothing_about_any_link() -> None:
    assert found(dossier(TEXT, {URL: facts(Check(Verdict.UNREACHABLE, "no_network"))})) == []


@pytest.mark.parametrize(
    ("since", "severity"), [("2026-11-22T23:00:00Z", Severity.ERROR), ("2026-11-23T01:00:00Z", Severity.WARNING)]
)
def test_what_is_bad_on_two_days_is_an_error(since: str, severity: Severity) -> None:
    check = Check(Verdict.UNREACHABLE, "timeout", checked_at="2026-11-23T08:00:00Z")
    known = LinkFacts(check, SourceKind.PAGE, None, History("2026-11-01T08:00:00Z", None, since))
    assert only(dossier(TEXT, {URL: known}), "KN203").severity is severity


def test_marks_that_are_missing_or_wrong() -> None:
    missing = only(dossier(TEXT, {URL: facts(OK, source("en"))}), "KN301")
    assert "(englisch)" in missing.message
    assert missing.evidence == (Evidence("text", "en"),)
    assert "(französisch)" in only(dossier(TEXT, {URL: facts(OK, source("fr"))}), "KN301").message
    assert "German" in only(dossier(MARKED, {URL: facts(OK, source("de"))}), "KN302").message


@pytest.mark.parametrize("kind", [SourceKind.YOUTUBE, SourceKind.GITHUB])
def test_video_and_code_need_no_mark(kind: SourceKind) -> None:
    assert found(dossier(TEXT, {URL: facts(OK, source("en", kind=kind))})) == []


def test_weak_evidence_accuses_nobody() -> None:
    weak = replace(source("en"), language=language("en", Confidence.MEDIUM))
    assert found(dossier(TEXT, {URL: facts(OK, weak)})) == ["KN303"]
    assert found(dossier(MARKED, {URL: facts(OK, weak)})) == []
    assert found(dossier(TEXT, {URL: facts(Check(Verdict.BLOCKED, "http_403", 403), weak)})) == []


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (SourceStatus.WITHDRAWN, SourceKind.ARXIV, "KN401"),
        (SourceStatus.RETRACTED, SourceKind.NATURE, "KN402"),
        (SourceStatus.CORRECTED, SourceKind.DOI, "KN403"),
        (SourceStatus.CONCERN, SourceKind.DOI, "KN412"),
        (SourceStatus.PRIVATE, SourceKind.YOUTUBE, "KN406"),
        (SourceStatus.MISSING, SourceKind.YOUTUBE, "KN406"),
    ],
)
def test_what_became_of_a_source(status: SourceStatus, kind: SourceKind, code: str) -> None:
    judged = dossier(MARKED, {URL: facts(OK, source("en", status, kind))})
    assert found(judged) == [code]


def with_state(state: State, text: str) -> Dossier:
    judged = dossier("KI News #6\n\nIm Jahr 2018 kostete es 28,4 Euro, siehe https://a.example/x hier.\n")
    (title, paragraph) = judged.translation
    renderings = {title: Rendering("AI News #6", State.MACHINE), paragraph: Rendering(text, state)}
    return with_concerns(replace(judged, translation=renderings))


GOOD = "In 2018 it cost 28.4 euros, see https://a.example/x here."


@pytest.mark.parametrize(
    ("judged", "codes"),
    [
        (with_state(State.ACCEPTED, GOOD), []),
        (with_state(State.UNTRANSLATED, "Im Jahr 2018"), ["KN501"]),
        (with_state(State.STALE, GOOD), ["KN502"]),
        (with_state(State.MACHINE, GOOD.replace("2018", "2019")), ["KN503"]),
        (with_state(State.MACHINE, GOOD.replace("/x", "/y")), ["KN504"]),
    ],
)
def test_rules_about_the_translation(judged: Dossier, codes: list[str]) -> None:
    assert found(judged) == codes


def test_what_a_human_let_pass_without_its_number_is_an_error() -> None:
    assert only(with_state(State.ACCEPTED, GOOD.replace("2018", "then")), "KN503").severity is Severity.ERROR
    assert only(with_state(State.MACHINE, GOOD.replace("2018", "then")), "KN503").severity is Severity.WARNING


def test_a_draft_without_any_translation_passes() -> None:
    assert "KN501" not in found(dossier(TEXT))


def test_codes_are_unique_and_in_their_families() -> None:
    assert len(BY_CODE) == len(RULES) == len({rule.slug for rule in RULES})
    assert set(BY_CODE) >= APPLIED
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert {rule.code[:3] for rule in RULES} == {"KN1", "KN2", "KN3", "KN4", "KN5"}


def test_selecting_by_code_and_prefix() -> None:
    assert chosen((), ()) == frozenset(BY_CODE)
    assert chosen(("KN301", "kn1"), ("KN106",)) == {c for c in BY_CODE if c.startswith("KN1")} - {"KN106"} | {"KN301"}
    with pytest.raises(ConfigError, match="Did you mean KN301"):
        chosen(("KN3O1",), ())


def test_rules_are_found_by_code_and_by_name() -> None:
    assert rule_named("kn301") is rule_named("mark-missing")
    with pytest.raises(ConfigError, match="Did you mean mark-missing"):
        rule_named("mark-mising")


def test_only_rules_about_links_need_links() -> None:
    assert need_links(frozenset({"KN201"}))
    assert need_links(frozenset({"KN301", "KN101"}))
    assert need_links(frozenset({"KN208"}))
    assert not need_links(frozenset({"KN101", "KN205", "KN209", "KN501"}))


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        (Severity.ERROR, "error", True),
        (Severity.WARNING, "error", False),
        (Severity.WARNING, "warning", True),
        (Severity.NOTE, "warning", False),
        (Severity.ERROR, "never", False),
    ],
)
def test_from_which_severity_on_a_run_fails(severity: Severity, fail_on: str, expected: bool) -> None:
    assert reaches([Finding("KN101", severity, "x", "x.txt")], fail_on) is expected


def test_what_is_mostly_untranslated_is_one_finding() -> None:
    paragraphs = "\n\n".join(f"Der {word} Absatz steht noch auf Deutsch da." for word in "abcdefghij")
    begun = dossier(f"KI News #6\n\nEin Titel\n\n{paragraphs}\n\nSchluss ist hier.\n")
    texts = {place(segment): segment for segment in segments_of(begun.issue)}
    translation = {
        where: Rendering("The end is here.", State.MACHINE)
        if segment.text == "Schluss ist hier."
        else Rendering(segment.text, State.UNTRANSLATED)
        for where, segment in texts.items()
    }
    (one,) = find(replace(begun, translation=translation), frozenset({"KN501"}))
    assert one.message.startswith(f"{len(texts) - 1} of {len(texts)} pieces are not translated, the first: ")
