"""How late a turn-in is, and the share of the points that it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.batch.turnin import TurnIn
from grader.course.settings import LatePolicy

DAY = timedelta(days=1)
UNKNOWN = "when it was handed in is not known"


@dataclass(frozen=True, slots=True)
class Lateness:
    """Started days after the deadline, the share that they cost, and what is to be said of it."""

    days: float = 0.0
    penalty: float = 0.0
    notes: tuple[str, ...] = ()


def lateness(
    turn_in: TurnIn, due: datetime | None, policy: LatePolicy, extension: float = 0.0
) -> Lateness:
    """By its time where it is known, else by the system's mark, which counts as one day.

    Days are started ones. The extension moves the deadline; days of grace cost nothing.
    """
    if due is None:
        return Lateness()
    if turn_in.time is None:
        if not turn_in.late:
            return Lateness(notes=(UNKNOWN,))
        note = "late, by its system's mark; by how much is not known: counted as one day"
        over = timedelta(days=1) - timedelta(days=extension)
        return _late(over, policy, (note,))
    return _late(turn_in.time - due - timedelta(days=extension), policy)


def _late(over: timedelta, policy: LatePolicy, notes: tuple[str, ...] = ()) -> Lateness:
    days = _started(over)
    charged = _started(over - timedelta(days=policy.grace_days))
    return Lateness(float(days), round(min(policy.most, policy.per_day * charged), 6), notes)


def _started(over: timedelta) -> int:
    """How many days have begun."""
    return max(0, -(-over // DAY))
