"""Right code written wrong: a variant of the solution, or parts of a course with a change.

A variant is data: edits of the text, functions in another's place, rules for calls. It becomes
functions for one play, made anew from the changed text. Parts are right code in small methods, some
of which a mistake replaces.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.findings.ruled import Ruled
from grader.findings.rules import ALWAYS, Rules, When

if TYPE_CHECKING:
    from grader.examiner.solutions import Edit, Solutions
    from grader.scenes import Sight, Work

Functions = Mapping[str, Callable[..., Any]]
Ways = Callable[["Work", "Sight"], "Iterable[Variant]"]


# Of each mistake so many ways are tried in a pair.
WAYS_IN_PAIRS = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """The solution with changes.

    `instead` holds functions by the name whose place they take. Where a mistake has several ways,
    `among` holds them, or `ways_off` reads them off what a student's code gave.
    """

    edits: tuple[Edit, ...] = ()
    instead: tuple[tuple[str, Callable[..., Any]], ...] = ()
    rules: tuple[Rules, ...] = ()
    among: tuple[Variant, ...] = ()
    ways_off: Ways | None = None

    @property
    def changes(self) -> frozenset[str]:
        """What it changes: kinds of calls, names of functions, pieces of text."""
        kinds = {kind for rules in self.rules for kind in rules.kinds | rules.needs}
        texts = {f"{edit.file}: {edit.old}" for edit in self.edits}
        names = {name for name, _ in self.instead}
        return frozenset(kinds | texts | names).union(*(way.changes for way in self.among))

    @property
    def needs(self) -> frozenset[str]:
        """The kinds of calls that a function has to make for it to be about it."""
        own = (rules.needs for rules in self.rules)
        return frozenset[str]().union(*own, *(way.needs for way in self.among))

    def beside(self, other: Variant) -> Variant | None:
        """Both in one, or None where they change the same."""
        if self.changes & other.changes or self.ways_off or other.ways_off:
            return None
        if self.among or other.among:
            few = (variant.among[:WAYS_IN_PAIRS] or (variant,) for variant in (self, other))
            pairs = [one.beside(another) for one, another in itertools.product(*few)]
            return Variant(among=tuple(pair for pair in pairs if pair)) if any(pairs) else None
        return Variant(
            self.edits + other.edits, self.instead + other.instead, self.rules + other.rules
        )

    def ways(self, work: Work, sight: Sight) -> Iterable[Variant]:
        """The variant in each of its ways."""
        return self.ways_off(work, sight) if self.ways_off else self.among or (self,)

    def functions(self, solutions: Solutions) -> Functions:
        """The contract's functions for one play, changed.

        Raises:
            CourseError: a text that is to be changed does not stand there once.
        """
        right = solutions.edited(self.edits) if self.edits else solutions
        functions = right.functions(dict(self.instead))
        return Ruled(functions, self.rules) if self.rules else functions


def one_of(*ways: Variant) -> Variant:
    """One mistake that is made in several ways."""
    return Variant(among=ways)


def ruled_by(calls: Mapping[str, Iterable[str]], when: When = ALWAYS) -> Variant:
    """The solution with other calls in the place of its own."""
    return Variant(rules=(Rules.of(calls, when),))


def left_out(call: str, when: When = ALWAYS) -> Variant:
    """The solution without one of its calls."""
    return ruled_by({call: ()}, when)


class Parts:
    """The base of a course's parts: one class of its own says in them what right code does.

    Each method is one idea. A mistake is a subclass of that class which overrides some, and two
    mistakes combine by inheritance.
    """

    # The function that takes one training step, called with a model, a loss function, an optimizer,
    # images and labels.
    one_step = ""
    # The parts that make the loss which is returned, and of those the ones that change no more.
    of_the_loss: frozenset[str] = frozenset()
    of_the_loss_alone: frozenset[str] = frozenset()
    # The part that makes each kind of call, and the rules for calls that hold beside a mistake,
    # with the parts that those change.
    makes: Mapping[str, str] = {}
    rules: tuple[Rules, ...] = ()
    ruled: frozenset[str] = frozenset()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        """Settings to try, each a way to do this: a mistake may have several.

        Where a mistake leaves a number free, it reads it off the student's sight of the work;
        that the whole sight then comes out proves it.
        """
        return ({},)

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of the contract, as these parts make them."""
        functions = _PartFunctions(self)
        return Ruled(functions, self.rules) if self.rules else functions


class _PartFunctions(dict[str, Callable[..., Any]]):
    """Each function of the contract, from the first time it is asked for."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, name: str) -> Callable[..., Any]:
        self[name] = function = getattr(self._parts, name)
        return function  # type: ignore[no-any-return]


def right_parts(mistake: type[Parts]) -> type[Parts]:
    """The class of the course's that a mistake is made of."""
    return mistake.__mro__[mistake.__mro__.index(Parts) - 1]
