"""What one submission may take is one count, whoever takes of it."""

from __future__ import annotations

import pytest

from grader.course.course import built_in_course, load_course
from grader.judge.setup import Setup
from grader.sandbox.patience import KEPT, Allowance, Patience


class Clock:
    """A clock of CPU time that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_what_a_part_takes_is_taken_of_the_whole() -> None:
    whole, clock = Allowance(100, 1000), Clock()
    calls, repairs = whole.part(80), whole.part(5)
    with calls.measured(clock):
        clock.seconds += 70
    assert calls.left.cpu == pytest.approx(10)
    assert whole.left.cpu == pytest.approx(100 * (1 - KEPT) - 70)
    with whole.measured(clock):
        clock.seconds += 23
    assert calls.left.cpu == repairs.left.cpu == pytest.approx(2)


def test_what_is_under_way_counts_already() -> None:
    whole, clock, inner = Allowance(100, 1000, cpu=40), Clock(), Clock()
    with whole.measured(clock), whole.part(50).measured(inner):
        clock.seconds, inner.seconds = 20, 30
        assert whole.left.cpu == pytest.approx(100 * (1 - KEPT) - 90)
        inner.seconds = 36
        assert whole.left == Patience(0, 0)
    assert whole.cpu == pytest.approx(96)


def test_the_clock_on_the_wall_goes_on_whoever_waits() -> None:
    whole = Allowance(100, 3)
    whole.begun -= 300 * (1 - KEPT) - 1
    assert 0 < whole.part(80).left.wall <= 1
    whole.begun -= 2
    assert whole.left == Patience(0, 0)


def test_a_lane_waits_no_longer_than_a_submission_may_take() -> None:
    course = load_course(built_in_course())
    limits = course.limits
    assert (limits.submission_seconds, Setup(course).patience) == (45, 45 * limits.wall_factor)
