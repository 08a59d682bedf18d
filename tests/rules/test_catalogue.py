"""The catalogue: what every rule must have, and how rules are found by what people type."""

from __future__ import annotations

import re

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.rules.catalogue import (
    BY_CODE,
    FRAME,
    GROUPS,
    RULES,
    Example,
    Rule,
    chosen,
    matching,
    rule_named,
    rules_named,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_everything_is_said_about_a_rule_in_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"KN[1-5]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.slug)
    for text in (rule.what, rule.why, rule.remedy):
        assert text[0].isupper() or text.startswith(('"', "kinews"))
        assert text.endswith((".", '."'))
        assert "  " not in text
    assert rule.bad.text
    assert rule.good.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_and_good_differ_in_one_thing(rule: Rule) -> None:
    told = [
        rule.bad.text != rule.good.text,
        (rule.bad.known, rule.bad.settings) != (rule.good.known, rule.good.settings),
    ]
    assert any(told)


def test_the_codes_in_use_stay_what_they_are() -> None:
    """A code is never reused or renumbered: others' settings name them."""
    first = {
        "KN101": "no-title", "KN102": "no-number", "KN103": "article-without-links", "KN104": "empty-section",
        "KN105": "duplicate-title", "KN106": "doubtful-title", "KN201": "link-broken", "KN202": "link-moved",
        "KN203": "link-unreachable", "KN205": "tracking-parameters", "KN206": "duplicate-link", "KN207": "label-missing",
        "KN208": "fragment-missing", "KN209": "shortener", "KN210": "link-refused", "KN301": "mark-missing",
        "KN302": "mark-wrong", "KN303": "language-unknown", "KN304": "language-signals-disagree", "KN401": "withdrawn",
        "KN402": "retracted", "KN403": "corrected", "KN404": "newer-version", "KN405": "published-meanwhile",
        "KN406": "video-gone", "KN407": "repository-archived", "KN408": "repository-renamed", "KN409": "year-differs",
        "KN410": "label-names-another", "KN411": "published-after-issue", "KN412": "expression-of-concern",
        "KN413": "repository-replaced", "KN414": "same-work-twice", "KN415": "page-expired", "KN501": "translation-missing",
        "KN502": "translation-stale", "KN503": "number-lost", "KN504": "url-lost",
    }  # fmt: skip
    assert {code: BY_CODE[code].slug for code in first} == first
    assert len(BY_CODE) == len(RULES) == len({rule.slug for rule in RULES})
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert {rule.code[:3] for rule in RULES} == set(GROUPS)


def test_lines_stand_in_the_frame_and_whole_issues_alone() -> None:
    assert Example("Studie: https://example.org/\n").issue == f"{FRAME}Studie: https://example.org/\n"
    assert Example("KI News #6\n", whole=True).issue == "KI News #6\n"


@pytest.mark.parametrize("name", ["KN301", "kn301", "mark-missing", " Mark-Missing "])
def test_a_rule_is_found_by_code_or_slug(name: str) -> None:
    assert rule_named(name).code == "KN301"


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("KN3O1", "KN301"), ("KN2O1", "KN201"), ("mark-mising", "mark-missing"), ("shortner", "shortener")],
)
def test_a_typo_names_the_nearest(typed: str, nearest: str) -> None:
    for look_up in (rule_named, lambda name: chosen((name,), ()), lambda name: chosen((), (name,))):
        with pytest.raises(ConfigError, match=f"Did you mean {nearest}"):
            look_up(typed)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("KN31", "KN3 (the marks) has KN301 to KN304."),
        ("KN3x", "KN3 (the marks) has KN301 to KN304."),
        ("KN299", "KN2 (the links) has KN201 to KN211."),
        ("301", "Did you mean KN301?"),
        ("kn-301", "Did you mean KN301?"),
        ("KN3011", "Did you mean KN301?"),
        ("mark", "Did you mean KN3 (the marks)?"),
        ("language", "Did you mean language-unknown?"),
    ],
)
def test_what_is_near_is_named(typed: str, hint: str) -> None:
    for look_up in (rule_named, lambda name: chosen((name,), ())):
        with pytest.raises(ConfigError) as told:
            look_up(typed)
        assert str(told.value).endswith(f"{typed!r}. {hint}")


@pytest.mark.parametrize("typed", ["KN9", "KN0", "KN999", "E501", "zzz", "", "*", "\x1b[31m", "K" * 10_000])
def test_where_nothing_is_near_the_groups_are_named(typed: str) -> None:
    with pytest.raises(ConfigError) as told:
        chosen((typed,), ())
    assert all(f"{code} ({title.lower()})" in str(told.value) for code, title in GROUPS.items())
    assert not any(code in str(told.value) for code in set(BY_CODE) - {"KN201"})


def test_a_name_may_stand_for_several_rules() -> None:
    assert rules_named("ALL") == RULES
    assert {rule.code[:3] for rule in rules_named("Marks")} == {"KN3"}
    assert rules_named("kn3") == rules_named("marks")
    assert [rule.code for rule in rules_named("Mark-Missing")] == ["KN301"]


def test_what_is_like_nothing_is_told_what_codes_look_like() -> None:
    with pytest.raises(ConfigError, match="Codes look like KN201"):
        rule_named("zzzzzz")
    with pytest.raises(ConfigError, match="No rule has"):
        chosen(("",), ())


def test_prefixes_and_slugs_select() -> None:
    assert matching("kn3") == {"KN301", "KN302", "KN303", "KN304"}
    assert matching("shortener") == {"KN209"}
    assert matching("short") == matching("") == frozenset()
    assert chosen(("KN3", "shortener"), ("KN303",)) == {"KN301", "KN302", "KN304", "KN209"}
    assert chosen((), ()) == frozenset(BY_CODE)


def test_the_longer_prefix_decides_as_in_ruff() -> None:
    assert chosen(("KN205",), ("KN2",)) == {"KN205"}
    assert chosen(("KN2",), ("KN205",)) == {code for code in BY_CODE if code.startswith("KN2")} - {"KN205"}
    assert chosen(("KN205",), ("KN205",)) == frozenset()
    assert chosen(("all",), ("KN",)) == frozenset()
    assert chosen(("ALL",), ()) == frozenset(BY_CODE)
