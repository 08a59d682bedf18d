"""What the configuration asks not to be told, and what is said of suppressions that have had their day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dossiers import OK, dossier, facts, source
from kinews_cli.config import Config, Suppression
from kinews_cli.errors import ConfigError
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.rules.catalogue import BY_CODE
from kinews_cli.rules.run import find
from kinews_cli.rules.suppressions import Suppressions
from kinews_cli.values import replace

TODAY = date(2026, 11, 23)
ALL = frozenset(BY_CODE)
URL, OTHER = "https://a.example/alt/x", "https://b.example/y"
GONE = Check(Verdict.BROKEN, "http_404", 404)
FOUND = facts(OK, source("de"))
TEXT = f"KI News #6\n\nGuten Tag.\n\nEin Netz\n\nEs liest.\n\nStudie: {URL}\n\nDaten: {OTHER}\n"


def sieve(*said: Suppression, codes: frozenset[str] = ALL) -> Suppressions:
    folder = Path.cwd()
    return Suppressions(Config(folder=folder, file=folder / "kinews.toml", ignore=said), codes, TODAY)


def gone(path: str = "issues/006.txt") -> Dossier:
    return dossier(TEXT, {URL: facts(GONE), OTHER: facts(GONE)}, path=path)


def told(judged: Dossier, *said: Suppression) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.url) for finding in sieve(*said).told(find(judged, ALL))]


def about(
    judged: Dossier, *said: Suppression, codes: frozenset[str] = ALL, whole: bool = True, asked: bool = True
) -> list[Finding]:
    working = sieve(*said, codes=codes)
    working.told(find(judged, codes))
    return list(working.about_themselves([judged], whole=whole, asked=asked))


def test_a_rule_or_a_group_of_rules() -> None:
    for rule in ("KN201", "kn2", "link-broken"):
        assert told(gone(), Suppression("Archiv", rules=(rule,))) == []


def test_an_address_with_all_its_findings() -> None:
    assert told(gone(), Suppression("Archiv", url="a.example")) == [("KN201", OTHER)]


def test_one_rule_at_one_address() -> None:
    assert told(gone(), Suppression("Archiv", url="a.example/alt/*", rules=("KN201",))) == [("KN201", OTHER)]
    assert len(told(gone(), Suppression("Archiv", url="a.example/alt/*", rules=("KN203",)))) == 2


def test_one_file() -> None:
    said = Suppression("Archiv", rules=("KN201",), path="issues/006.txt")
    assert told(gone(), said) == []
    assert len(told(gone("issues/007.txt"), said)) == 2
    assert told(gone(), replace(said, path="issues")) == []


def test_what_is_taken_away_is_kept_to_be_counted() -> None:
    working = sieve(Suppression("Archiv", rules=("KN201",)))
    working.told(find(gone(), ALL))
    assert [finding.url for finding in working.suppressed] == [URL, OTHER]


def test_only_whole_addresses_are_not_even_asked() -> None:
    assert sieve(Suppression("x", url="a.example")).ignores(URL)
    assert not sieve(Suppression("x", url="a.example")).ignores(OTHER)
    assert not sieve(Suppression("x", url="a.example", rules=("KN201",))).ignores(URL)
    assert not sieve(Suppression("x", url="a.example", path="issues/006.txt")).ignores(URL)
    assert not sieve(Suppression("x", url="a.example", until=date(2026, 11, 22))).ignores(URL)


@pytest.mark.parametrize(("until", "holds"), [(TODAY, True), (date(2026, 11, 22), False), (None, True)])
def test_the_last_day_is_one_of_its_days(until: date | None, holds: bool) -> None:
    said = Suppression("Umzug", rules=("KN201",), until=until, line=7)
    assert (told(gone(), said) == []) is holds
    findings = about(gone(), said)
    assert [(finding.code, finding.severity) for finding in findings] == (
        [] if holds else [("KN113", Severity.WARNING)]
    )


def test_an_expired_one_is_told_at_its_line_whatever_was_looked_at() -> None:
    said = Suppression("Umzug", url="a.example", until=date(2026, 11, 1), line=7)
    (finding,) = about(gone(), said, whole=False, asked=False)
    assert (finding.path, finding.line) == ("kinews.toml", 7)
    assert finding.message == 'the suppression of a.example ended on 2026-11-01 ("Umzug")'
    assert about(gone(), said, codes=frozenset({"KN201"})) == []


def test_an_unused_one_is_a_note() -> None:
    (finding,) = about(gone(), Suppression("Archiv", url="c.example", line=3))
    assert (finding.code, finding.severity, finding.line) == ("KN112", Severity.NOTE, 3)
    assert finding.message == 'the suppression of c.example takes nothing away ("Archiv")'


@pytest.mark.parametrize(
    "said",
    [
        Suppression("x", url="a.example"),
        Suppression("x", url="a.example", rules=("KN201",)),
        Suppression("x", rules=("KN2",)),
    ],
)
def test_a_used_one_is_not_told(said: Suppression) -> None:
    assert about(gone(), said) == []


def test_an_address_that_is_linked_uses_its_suppression_also_where_nothing_is_wrong() -> None:
    ignored = facts(Check(Verdict.UNCHECKED, "ignored"))
    assert about(dossier(TEXT, {URL: ignored, OTHER: FOUND}), Suppression("x", url="a.example")) == []


FINE = dossier(TEXT, {URL: FOUND, OTHER: FOUND}, path="issues/006.txt")
IDLE = Suppression("x", url="a.example", rules=("KN201",))


def test_one_whose_fault_is_mended_is_unused() -> None:
    assert [finding.code for finding in about(FINE, IDLE)] == ["KN112"]


@pytest.mark.parametrize(
    ("whole", "asked", "codes"), [(False, True, ALL), (True, False, ALL), (True, True, ALL - {"KN201"})]
)
def test_nothing_is_called_unused_where_something_was_not_looked_at(
    whole: bool, asked: bool, codes: frozenset[str]
) -> None:
    assert about(FINE, IDLE, whole=whole, asked=asked, codes=codes) == []


@pytest.mark.parametrize("verdict", [Verdict.UNREACHABLE, Verdict.BLOCKED, Verdict.UNCHECKED])
def test_nor_where_a_link_gave_no_answer(verdict: Verdict) -> None:
    judged = dossier(TEXT, {URL: facts(Check(verdict, "no_network")), OTHER: FOUND})
    assert about(judged, IDLE) == []
    assert about(judged, Suppression("x", rules=("KN201",))) == []


def test_rules_about_the_text_alone_need_no_network() -> None:
    codes = [finding.code for finding in about(FINE, Suppression("x", rules=("KN205",)), asked=False)]
    assert codes == ["KN112"]


def test_it_may_itself_be_left_out() -> None:
    assert about(FINE, IDLE, codes=ALL - {"KN112"}) == []


def test_a_rule_that_there_is_none_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"kinews\.toml: ignore\.KN2O1: .*Did you mean KN201"):
        sieve(Suppression("x", rules=("KN2O1",)))
    with pytest.raises(ConfigError, match="Did you mean mark-missing"):
        sieve(Suppression("x", rules=("mark-mising",), until=date(2020, 1, 1)))
