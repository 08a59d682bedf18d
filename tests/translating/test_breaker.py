"""When an engine is left alone."""

from __future__ import annotations

from kinews_cli.translating.breaker import Breaker
from kinews_cli.translating.engines.engine import EngineFault

DOWN = EngineFault("HTTP 503")


def test_three_faults_in_a_row_are_enough() -> None:
    breaker = Breaker()
    for _ in range(2):
        breaker.note([DOWN], 1, 0.1)
    breaker.note([], 1, 0.1)
    for _ in range(2):
        breaker.note([DOWN], 1, 0.1)
    assert breaker.reason is None
    breaker.note([DOWN], 1, 0.1)
    assert breaker.reason == "HTTP 503"


def test_so_are_25_seconds_of_nothing_else() -> None:
    breaker = Breaker()
    breaker.note([DOWN], 1, 26)
    assert breaker.reason == "HTTP 503"


def test_a_request_with_one_answer_is_no_fault() -> None:
    breaker = Breaker()
    for _ in range(5):
        breaker.note([DOWN], 2, 1)
    assert breaker.reason is None


def test_eight_answers_in_a_row_that_are_no_translations_are_enough() -> None:
    breaker = Breaker()
    for _ in range(7):
        breaker.judge("the answer is the German text")
    breaker.judge(None)
    for _ in range(7):
        breaker.judge("the answer is the German text")
    assert breaker.reason is None
    breaker.judge("the answer is the German text")
    assert breaker.reason == "its answers are no translations: the answer is the German text"


def test_so_are_forty_seconds_without_a_translation() -> None:
    breaker = Breaker()
    for _ in range(5):
        breaker.note([], 1, 9)
        breaker.judge("the answer is cut off")
    assert breaker.reason == "its answers are no translations: the answer is cut off"


def test_damage_alone_counts_by_the_clock_only() -> None:
    breaker = Breaker()
    for _ in range(9):
        breaker.note([], 1, 1)
        breaker.judge("1 of 1 placeholders were lost", damaged=True)
    assert breaker.reason is None
    breaker.note([], 1, 40)
    breaker.judge("1 of 1 placeholders were lost", damaged=True)
    assert breaker.reason is not None


def test_a_slow_engine_that_translates_is_asked_on() -> None:
    breaker = Breaker()
    for _ in range(50):
        breaker.note([], 1, 9)
        breaker.judge(None)
    assert breaker.reason is None
