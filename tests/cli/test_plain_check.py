"""What is read without Typer is what Typer would have read."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_group

from kinews_cli.cli import app, check_run
from kinews_cli.cli.check import check
from kinews_cli.cli.check_run import CheckArguments
from kinews_cli.cli.plain_check import plain_check

TOKENS = (
    *("006.txt", "-", "--", "", "issues/x y.txt", "--offline", "-q", "-qv", "-v", "--fix", "--fix=1", "--diff"),
    *("--unsafe-fixes", "--debug", "--refresh", "--quiet", "--verbose", "--allow-private", "--force-exclude"),
    *("--off", "--select", "KN2", "KN301,KN4", "--ignore", "--select=KN2", "--fail-on", "warning", "never", "soon"),
    *("-h", "--help", "--timeout", "5"),
)


def by_typer(arguments: list[str]) -> CheckArguments:
    seen: list[CheckArguments] = []

    def noted(asked: CheckArguments) -> int:
        seen.append(asked)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_run, "run_check", noted)
        get_group(app.app).main(["check", *arguments], prog_name="kinews", standalone_mode=False)
    (asked,) = seen
    return asked


@given(st.lists(st.sampled_from(TOKENS), max_size=6))
def test_both_understand_the_same(arguments: list[str]) -> None:
    plain = plain_check(["check", *arguments])
    if plain is not None:
        assert plain == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--offline", "issues/006.txt"],
        ["--offline", "--force-exclude", "a.txt", "b.txt"],
        ["--fix", "--offline", "--force-exclude", "a.txt"],
        ["--force-exclude", "a.txt"],
        ["--offline", "--force-exclude", "--fail-on", "warning", "--select", "KN2", "--select", "KN301", "a.txt"],
        [],
    ],
)
def test_what_hooks_call_is_read_without_typer(arguments: list[str]) -> None:
    assert plain_check(["check", *arguments]) == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["build"],
        ["--version"],
        ["check", "--format", "json"],
        ["check", "--offline=1"],
        ["check", "--", "-q"],
        ["check", "-qv"],
    ],
)
def test_everything_else_is_left_to_typer(arguments: list[str]) -> None:
    assert plain_check(arguments) is None


def test_both_have_the_same_defaults() -> None:
    def plain(value: Any) -> Any:
        return value or None

    declared = {name: plain(parameter.default) for name, parameter in inspect.signature(check).parameters.items()}
    assert declared == {name: plain(getattr(CheckArguments(), name)) for name in CheckArguments.__struct_fields__}
