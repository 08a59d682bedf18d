from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kinews_cli.model.verdict import Verdict
from kinews_cli.reports.html_health import Health, Step, Timeline, health
from reports.html_pages import NOW

OK, BROKEN, BLOCKED = Verdict.OK, Verdict.BROKEN, Verdict.BLOCKED


def before(days: float) -> datetime:
    return NOW - timedelta(days=days)


def counted(found: Health, verdict: Verdict) -> list[int]:
    return [step.counts.get(verdict, 0) for step in found.steps]


def test_each_step_is_the_state_at_its_end() -> None:
    fine: Timeline = [(before(3), OK)]
    mended: Timeline = [(before(3), OK), (before(2), BROKEN), (before(1), OK)]
    late: Timeline = [(before(1), BROKEN)]
    found = health([(fine, OK), (mended, OK), (late, BROKEN)], NOW)
    assert found.unit == "day"
    assert [step.last for step in found.steps] == [date(2026, 11, day) for day in (20, 21, 22, 23)]
    assert counted(found, OK) == [2, 1, 2, 2]
    assert counted(found, BROKEN) == [0, 1, 1, 1]
    assert [step.unknown for step in found.steps] == [1, 1, 0, 0]
    assert found.most(BROKEN) == 1


def test_two_changes_within_a_step_are_one() -> None:
    found = health([([(before(2), OK), (before(1.1), BROKEN), (before(1), OK)], OK)], NOW)
    assert counted(found, BROKEN) == [0, 0, 0]
    assert counted(found, OK) == [1, 1, 1]


def test_today_is_as_the_verdicts_say_whatever_the_history_says() -> None:
    found = health([([(before(1), OK)], BROKEN), ([(before(1), BLOCKED)], Verdict.UNCHECKED)], NOW)
    assert found.steps[-1] == Step(NOW.date(), {BROKEN: 1}, unknown=1)


@pytest.mark.parametrize(
    ("days", "unit", "number"),
    [(59, "day", 60), (60, "week", 9), (400, "week", 58), (420, "month", 15), (1_500, "month", 50)],
)
def test_steps_are_as_long_as_a_chart_has_room_for(days: int, unit: str, number: int) -> None:
    found = health([([(before(days), OK)], OK)], NOW)
    assert (found.unit, len(found.steps), found.cut) == (unit, number, False)
    assert found.steps[-1].last == NOW.date()
    assert all(one.last < other.last for one, other in zip(found.steps, found.steps[1:], strict=False))
    assert found.steps[0].counts == {OK: 1}


def test_of_a_very_long_history_the_end_is_shown() -> None:
    found = health([([(NOW.replace(year=1), OK)], OK)], NOW)
    assert (found.unit, len(found.steps), found.cut) == ("month", 60, True)


def test_without_a_yesterday_there_are_no_steps() -> None:
    assert health([([(NOW, OK)], OK)], NOW).steps == ()
    assert health([((), Verdict.UNCHECKED)], NOW).steps == ()
    assert health([], NOW).steps == ()


def test_the_future_and_disorder_are_no_history() -> None:
    mixed: Timeline = [(before(-400), BROKEN), (before(1), BROKEN), (before(2), OK)]
    found = health([(mixed, BROKEN)], NOW)
    assert counted(found, OK) == [1, 0, 0]
    assert counted(found, BROKEN) == [0, 1, 1]


def test_a_step_as_a_stack_leaves_room_for_what_was_not_known() -> None:
    stack = Step(NOW.date(), {BROKEN: 1, OK: 1, Verdict.MOVED: 1}, unknown=1).stack()
    assert [(piece.verdict, piece.start, piece.width) for piece in stack] == [(BROKEN, 75, 25), (OK, 25, 50)]
