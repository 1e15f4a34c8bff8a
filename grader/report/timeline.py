"""The calls of one training step beside the calls that were expected.

The trace is what an untrusted process said: it explains, it never scores.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.course.orders import shipped_orders
from grader.report.text import flat
from grader.results.trace import first_call

MOST_CALLS, LONGEST_FILE = 12, 24

# Which call stays in place where one of two must be the misplaced one.
_WEIGHTS = {"forward": 5, "loss": 5, "backward": 4, "step": 3, "zero_grad": 2}


@dataclass(frozen=True, slots=True)
class Column:
    """One place in the order: the call that is expected there, the one that was seen, or both.

    `state` is `fits`, `missing`, `moved` (expected here, seen in `other`), `misplaced` (seen
    here, expected in `other`) or `extra`.
    """

    call: str
    expected: bool
    observed: bool
    state: str
    place: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The columns from left to right; `exercise` is the one whose code was watched."""

    exercise: str
    columns: tuple[Column, ...]
    cut: bool

    @property
    def fits(self) -> bool:
        """Whether every call came where it was expected."""
        return all(column.state == "fits" for column in self.columns)

    @property
    def longest_place(self) -> int:
        """How many characters have to fit under a call."""
        return max((len(column.place) for column in self.columns), default=0)

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        seen = [c.call for c in self.columns if c.observed]
        wanted = [c.call for c in self.columns if c.expected]
        observed = f"Observed: {', '.join(seen) or 'none of them'}."
        return f"Expected: {', '.join(wanted)}. {observed}" if wanted else observed

    @property
    def observed(self) -> Timeline:
        """The calls as they came, without a word on what was expected: that is the cure."""
        seen = [c for c in self.columns if c.observed]
        bare = (replace(c, expected=False, state="fits", other=None) for c in seen)
        return replace(self, columns=tuple(bare))

    @property
    def faults(self) -> str:
        """What is missing or out of place, in words."""
        return " ".join(
            f"{column.call} {_SAID[self.word(at)]}."
            for at, column in enumerate(self.columns)
            if column.state in ("missing", "misplaced", "extra")
        )

    def word(self, at: int) -> str:
        """What is written at the call of a column that does not fit."""
        column = self.columns[at]
        if column.other is not None and column.state == "misplaced":
            return "too early" if column.other > at else "too late"
        return {"missing": "missing", "moved": "not here", "extra": "once more"}[column.state]


_SAID = {
    "missing": "is missing",
    "too early": "comes too early",
    "too late": "comes too late",
    "once more": "is called once more",
}


def timeline_of(trace: Sequence[Mapping[str, Any]]) -> Timeline | None:
    """The calls beside the expected ones; None where the trace is of no scene with an order."""
    scene = str(trace[0].get("scene", "")) if trace else ""
    events = first_call(trace)
    if scene not in (known := shipped_orders()):
        return None
    exercise, orders = known[scene]
    calls = [str(e["event"]) for e in events[:MOST_CALLS]]
    matched = max((_matched(order, calls) for order in orders), key=lambda m: m.weight)
    columns = _columns(matched, [_place(event) for event in events])
    return Timeline(exercise, columns, len(events) > MOST_CALLS)


def _place(event: Mapping[str, Any]) -> str:
    file, line = flat(str(event.get("file", ""))), flat(str(event.get("line", "?")))
    notebook, cell, number = file.rpartition(" cell ")
    if cell and notebook.endswith(".ipynb"):  # its name would not fit under a call
        return f"cell {number}, line {line}"
    short = file if len(file) <= LONGEST_FILE else f"…{file[1 - LONGEST_FILE :]}"
    return f"{short}:{line}" if file else ""


@dataclass(frozen=True, slots=True)
class _Match:
    """An expected order, what was seen, and the pairs of both that stand in the same order."""

    order: tuple[str, ...]
    calls: list[str]
    pairs: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> int:
        return sum(_WEIGHTS[self.order[i]] for i, _ in self.pairs)


def _matched(order: tuple[str, ...], calls: list[str]) -> _Match:
    """The heaviest common subsequence."""
    nothing = _Match(order, calls, ())
    best: dict[tuple[int, int], _Match] = {}
    for i, j in itertools.product(range(len(order) - 1, -1, -1), range(len(calls) - 1, -1, -1)):
        options = [best.get((i + 1, j), nothing), best.get((i, j + 1), nothing)]
        if order[i] == calls[j]:
            rest = best.get((i + 1, j + 1), nothing)
            options.insert(0, _Match(order, calls, ((i, j), *rest.pairs)))
        best[i, j] = max(options, key=lambda match: match.weight)
    return best.get((0, 0), nothing)


def _columns(match: _Match, places: list[str]) -> tuple[Column, ...]:
    """Expected and seen calls side by side, then each that is out of place tied to its place."""
    rows: list[tuple[int | None, int | None]] = []
    i = j = 0
    for pair in (*match.pairs, (len(match.order), len(match.calls))):
        rows += [(None, seen) for seen in range(j, pair[1])]
        rows += [(wanted, None) for wanted in range(i, pair[0])]
        rows.append(pair)
        i, j = pair[0] + 1, pair[1] + 1
    rows.pop()
    names = [match.order[a] if a is not None else match.calls[b or 0] for a, b in rows]
    moved = _moved(rows, names)
    return tuple(
        Column(
            call=name,
            expected=a is not None,
            observed=b is not None,
            state=_state(a, b, at in moved),
            place=places[b] if b is not None else "",
            other=moved.get(at),
        )
        for at, ((a, b), name) in enumerate(zip(rows, names, strict=True))
    )


def _moved(rows: list[tuple[int | None, int | None]], names: list[str]) -> dict[int, int]:
    """Columns of the same call, one where it was expected and one where it was seen."""
    moved: dict[int, int] = {}
    for at, (_, seen) in enumerate(rows):
        if seen is not None:
            continue
        here = (
            k
            for k, (wanted, _) in enumerate(rows)
            if wanted is None and names[k] == names[at] and k not in moved
        )
        other = next(here, None)
        if other is not None:
            moved[at], moved[other] = other, at
    return moved


def _state(wanted: int | None, seen: int | None, moved: bool) -> str:
    if wanted is not None and seen is not None:
        return "fits"
    if wanted is not None:
        return "moved" if moved else "missing"
    return "misplaced" if moved else "extra"
