"""`kinews explain`: everything about a rule, readable in a narrow terminal."""

from __future__ import annotations

import pytest

from conftest import Kinews
from kinews_cli.cli.explain import explained, table
from kinews_cli.rules.catalogue import GROUPS, RULES, Rule, rule_named

WIDTH = 60


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_in_sixty_columns(rule: Rule) -> None:
    lines = list(explained(rule, WIDTH))
    text = " ".join(" ".join(lines).split())
    assert lines[0].startswith(f"{rule.code} {rule.slug} ({rule.severity.value}")
    for said in (rule.what, f"Why: {rule.why}", f"What to do: {rule.remedy}"):
        assert said in text
    assert [line for line in lines if len(line) > WIDTH] == []


def test_before_and_after() -> None:
    lines = list(explained(rule_named("KN301"), 100))
    before, after = lines.index("Instead of:"), lines.index("write:")
    assert lines[before + 2] == "    Studie: https://example.org/studie"
    assert lines[after + 2] == "    Studie: https://example.org/studie (englisch)"


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.bad.text != rule.good.text], ids=lambda rule: rule.code
)
def test_a_text_that_shows_the_fault_is_shown(rule: Rule) -> None:
    text = "\n".join(explained(rule, WIDTH))
    for shown in (rule.bad.text, rule.good.text):
        assert "\n".join(f"    {line}".rstrip() for line in shown.rstrip("\n").splitlines()) in text


@pytest.mark.parametrize("code", ["KN107", "KN201", "KN402", "KN501", "KN508"])
def test_where_the_text_does_not_show_it_there_is_no_example(code: str) -> None:
    lines = list(explained(rule_named(code), 100))
    assert lines[-1].startswith("What to do: ")
    assert [line for line in lines if line.startswith(" ")] == []


def test_a_translation_is_text_too() -> None:
    text = "\n".join(explained(rule_named("KN504"), 100))
    assert text.endswith(
        "\n\nFor the text:\n\n    Siehe https://example.org/studie für mehr."
        "\n\ninstead of the translation:\n\n    See the study for more."
        "\n\nwrite:\n\n    See https://example.org/studie for more."
    )


def test_settings_are_the_authors_own_text() -> None:
    text = "\n".join(explained(rule_named("KN113"), 100))
    told = text.partition("this in kinews.toml has the finding:")[2]
    assert "until = 2026-11-01 }" in told.partition("and this has not:")[0]
    assert "until = 2026-12-31 }" in told.partition("and this has not:")[2]


def test_what_is_known_to_the_tests_is_no_authors_matter() -> None:
    every = [line.strip() for rule in RULES for line in explained(rule, 100)]
    facts = {line for rule in RULES for each in (rule.bad, rule.good) for line in each.known.splitlines() if line}
    assert facts & set(every) == set()


def test_the_table_names_every_rule_once_below_its_group() -> None:
    lines = list(table(RULES))
    assert [line.split()[0] for line in lines if line.startswith("  KN")] == [rule.code for rule in RULES]
    assert [line for line in lines if line and not line.startswith(" ")] == [
        f"{name} ({code})" for code, name in GROUPS.items()
    ]
    assert "  KN301  warning  mark-missing  [safe fix]" in lines
    assert max(map(len, lines)) <= WIDTH


def test_a_code_a_name_and_a_group(kinews: Kinews) -> None:
    one = kinews("explain", "KN301")
    assert one.returncode == 0
    assert kinews("explain", "mark-missing").stdout == one.stdout
    group = kinews("explain", "kn3").stdout.splitlines()
    assert group[0] == "The marks (KN3)"
    assert len(group) == 5


def headings(output: str) -> list[str]:
    return [line.split()[0] for line in output.splitlines() if line.startswith("KN")]


def test_several_at_once_each_in_full_and_once(kinews: Kinews) -> None:
    done = kinews("explain", "KN302", "kn301,mark-wrong")
    assert (done.returncode, headings(done.stdout)) == (0, ["KN302", "KN301"])
    assert kinews("explain", "KN301").stdout in done.stdout


def test_a_group_by_its_name(kinews: Kinews) -> None:
    assert kinews("explain", "marks").stdout == kinews("explain", "KN3").stdout
    assert kinews("explain", "Translation").stdout.startswith("The translation (KN5)\n")


def test_all_is_every_rule_in_full(kinews: Kinews) -> None:
    done = kinews("explain", "all")
    assert headings(done.stdout) == [rule.code for rule in RULES]
    assert done.stdout.count("What to do:") == len(RULES)


def test_the_table_says_how_to_learn_more(kinews: Kinews) -> None:
    said = kinews("explain").stdout.splitlines()[-1]
    assert "kinews explain KN301" in said
    assert "kinews explain all" in said


def test_one_name_that_means_nothing_is_told_before_anything_else(kinews: Kinews) -> None:
    for typed in ("KN9", "", " "):
        done = kinews("explain", "KN302", typed)
        assert (done.returncode, done.stdout) == (2, "")
        assert "KN1 (the text)" in done.stderr


@pytest.mark.parametrize(("typed", "hint"), [("KN3O1", "KN301"), ("mark-mising", "mark-missing")])
def test_a_typo_is_a_usage_error_that_names_the_nearest(kinews: Kinews, typed: str, hint: str) -> None:
    done = kinews("explain", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Did you mean {hint}?" in done.stderr
