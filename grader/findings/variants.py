"""A solution written wrong: by an edit of its text, by a function in another's place, by rules.

A variant is data. It becomes functions for one play, made anew from the changed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.findings.rules import ALWAYS, Play, Rules, When, ruled

if TYPE_CHECKING:
    from grader.examiner.solutions import Edit, Solutions
    from grader.scenes import Sight, Work

Functions = Mapping[str, Callable[..., Any]]
Ways = Callable[["Work", "Sight"], "Iterable[Variant]"]


@dataclass(frozen=True, slots=True)
class Variant:
    """The solution with changes.

    `instead` holds functions by the name whose place they take. `ways` reads several candidates
    off what a student's code gave; without it the variant is the only way.
    """

    edits: tuple[Edit, ...] = ()
    instead: tuple[tuple[str, Callable[..., Any]], ...] = ()
    rules: tuple[Rules, ...] = ()
    ways_off: Ways | None = None

    @property
    def changes(self) -> frozenset[str]:
        """What it changes: kinds of calls, names of functions, pieces of text."""
        kinds = {kind for rules in self.rules for kind in rules.kinds}
        texts = {f"{edit.file}: {edit.old}" for edit in self.edits}
        return frozenset({*kinds, *texts, *(name for name, _ in self.instead)})

    def beside(self, other: Variant) -> Variant | None:
        """Both in one, or None where they change the same."""
        if self.changes & other.changes or self.ways_off or other.ways_off:
            return None
        return Variant(
            self.edits + other.edits, self.instead + other.instead, self.rules + other.rules
        )

    def ways(self, work: Work, sight: Sight) -> Iterable[Variant]:
        """The variant in each of its ways."""
        return self.ways_off(work, sight) if self.ways_off else (self,)

    def functions(self, solutions: Solutions) -> Functions:
        """The contract's functions for one play, changed.

        Raises:
            CourseError: a text that is to be changed does not stand there once.
        """
        right = solutions.edited(self.edits) if self.edits else solutions
        functions = right.functions(dict(self.instead))
        return Ruled(functions, self.rules) if self.rules else functions


def ruled_by(calls: Mapping[str, Iterable[str]], when: When = ALWAYS) -> Variant:
    """The solution with other calls in the place of its own."""
    return Variant(rules=(Rules.of(calls, when),))


def left_out(call: str, when: When = ALWAYS) -> Variant:
    """The solution without one of its calls."""
    return ruled_by({call: ()}, when)


class Ruled(dict[str, Callable[..., Any]]):
    """Functions whose calls happen as rules say; `play` tells which kinds of calls they made."""

    def __init__(self, functions: Functions, rules: tuple[Rules, ...] = ()) -> None:
        super().__init__()
        self._functions, self.play = functions, Play(rules)

    def __missing__(self, name: str) -> Callable[..., Any]:
        self[name] = function = ruled(self._functions[name], self.play)
        return function
