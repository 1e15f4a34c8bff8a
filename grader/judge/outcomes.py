"""What a simulated mistake gives, beside what a student's code gave on the same work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from grader.examiner.alike import close, same
from grader.examiner.compare import agree
from grader.examiner.record import Record
from grader.frames.keys import Key
from grader.scenes import Sight


def beginning(record: Record) -> Record | None:
    """The first call of a play with several: most mistakes fall out there, for less work."""
    sight, first = record.sight, record.work.first_call
    if sight is None or first is None:
        return None
    return replace(record, work=first, sight=first_call(sight))


def first_call(outcome: Any) -> Any:
    """What was seen of the first call alone; an error is what it is."""
    if not isinstance(outcome, Sight):
        return outcome
    return Sight(
        {key: tensor for key, tensor in outcome.tensors.items() if key.call == 0},
        {key: value for key, value in outcome.values.items() if key.call == 0},
    )


def matches(outcome: Sight | Exception, record: Record) -> bool:
    """Whether it is what the student's code gave, or the same error."""
    if isinstance(outcome, Sight):
        return record.sight is not None and agree(outcome, record.sight)
    mishap = record.mishap
    return (
        mishap is not None
        and mishap.kind == "exception"
        and mishap.type == type(outcome).__name__
        and mishap.text[:200] == str(outcome)[:200]
    )


def alike(keys: Iterable[Key], one: Sight, other: Sight) -> set[Key]:
    """Those of some keys under which two sights hold the same."""
    return {
        key
        for key in keys
        if (key in one.values and key in other.values and same(one.values[key], other.values[key]))
        or (
            key in one.tensors
            and key in other.tensors
            and close(one.tensors[key], other.tensors[key])
        )
    }
