"""The calls of a training step in a trace, which is what an untrusted process said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

CALLS = ("zero_grad", "forward", "loss", "backward", "step")


def timeline(trace: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names of the five calls in the order in which the first recorded call made them."""
    return tuple(e["event"] for e in first_call(trace))


def is_loop(calls: Sequence[str]) -> bool:
    """Whether these calls are of a whole step: a function that makes one of them alone is none."""
    return "forward" in calls and len(set(calls)) > 1


def first_call(trace: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The events of the first recorded call that are one of the five calls."""
    return [e for e in trace if e.get("call") == 1 and e.get("event") in CALLS]
