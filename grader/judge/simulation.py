"""Simulation: which of the catalogue's mistakes, or which two, give what a student's code gave.

Each is played on the very work that the student's code was given. One that agrees on every play
of a scene is what the student's code does, whatever it looks like.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from grader.examiner.compare import agree, alike, unequal
from grader.examiner.plays import play
from grader.examiner.record import Record
from grader.examiner.solutions import Solutions
from grader.findings import Case, Misconception, Mistake
from grader.findings.rules import OF_A_STEP
from grader.findings.variants import Parts, Variant, right_parts
from grader.frames.keys import Key
from grader.judge.mistakes import (
    calls_made,
    combined,
    functions_of,
    parts_changed,
    parts_of_a_step,
    parts_used,
    ways_of,
)
from grader.sandbox.patience import Allowance
from grader.scenes import Sight, Work

Pool = list[tuple[Misconception, Mistake]]

# Only so many plays are spent on pairs, and on each mistake so many ways: a count, not a clock, so
# that the same submission always gets the same findings.
PLAYS_OF_PAIRS = 90
WAYS_WITHIN_A_RIGHT_STEP = {True: 3, False: 5}  # where the epoch calls it, and where it does not


class NoTimeLeft(Exception):
    """A mistake was not played: its submission has used up what it may take."""


@dataclass
class Simulation:
    """The mistakes of some entries, tried on one scene.

    Where the learner's step is right, what would be wrong within a step is only looked for in
    its commonest ways: an epoch calls that step, or mostly repeats what it does.
    """

    case: Case
    entries: list[Misconception]
    solutions: Solutions
    allowance: Allowance
    step_is_right: bool = False
    step_is_called: bool = False
    telling: dict[Mistake, bool] = field(default_factory=dict)
    explained: dict[Mistake, set[Key]] = field(default_factory=dict)
    spoiling: set[Mistake] = field(default_factory=set)
    plays: int = 0

    def one(self, among: list[Misconception]) -> tuple[Misconception, Mistake] | None:
        """The first mistake of some entries that gives the student's numbers on every play."""
        for entry, mistake in self._pool():
            if entry in among and not self._falls_short(mistake) and self.reproduces(mistake):
                return entry, mistake
        return None

    def two(self) -> tuple[Misconception, Misconception, Mistake] | None:
        """The first two that do so together; each must change something, and be confirmed."""
        if all(record.sight is None for record, _ in self.case.wrong):
            return None  # an error is one mistake's
        most = self.plays + PLAYS_OF_PAIRS
        # Beside one about the loss alone the other must explain all the rest.
        alone = not any(self.off_beyond_the_loss <= known for known in self.explained.values())
        pool = [
            (entry, mistake)
            for entry, mistake in self._pool()
            if not (alone and self._falls_short(mistake))
            and self.plays < most
            and self._tells(mistake)
        ]
        for one, other, pair in self._pairs(pool):
            if self.plays >= most:
                break
            if self.reproduces(pair):
                return one, other, pair
        return None

    def beside(self, known: Iterable[Mistake]) -> tuple[Misconception, Mistake] | None:
        """The first mistake that does so together with one that is known from another scene."""
        most = self.plays + PLAYS_OF_PAIRS
        for found, (entry, mistake) in itertools.product(known, self._pool()):
            if self.plays >= most:
                break
            pair = combined(found, mistake)
            if pair is not None and self.reproduces(pair) and self._tells(mistake):
                return entry, pair
        return None

    def fails(self, mistake: Mistake) -> bool:
        """Whether a mistake ends in the same kind of error as the student's code does."""
        record, _ = self.wrong[0]
        made = next(ways_of(mistake, record), None)
        outcome = self._played(made, record.work) if made else None
        said = record.mishap.type if record.mishap else None
        return isinstance(outcome, Exception) and type(outcome).__name__ == said

    def _pairs(self, pool: Pool) -> Iterator[tuple[Misconception, Misconception, Mistake]]:
        """Mistakes of different entries, two in one.

        Those first that spoil nothing of the first wrong play which the learner's code has right,
        that by themselves explain most of the rest, then the commonest.
        """

        if not pool:
            return
        within, parts = self.within_a_step, set(dir(self.right)) if self.right else set()

        def order(pair: tuple[tuple[Misconception, Mistake], ...]) -> tuple[float, ...]:
            spoiling = sum(mistake in self.spoiling for _, mistake in pair)
            explained = set().union(*(self.explained.get(mistake, ()) for _, mistake in pair))
            # Where one explains all but a loss, the other is about how losses are put together.
            only_loss = {key.aspect for key in self.off - explained} == {"loss"}
            changes = [self._changed(mistake) for _, mistake in pair]
            fits = only_loss and any(changed & self.of_the_loss for changed in changes)
            # Around the steps first: what is wrong within a step was seen in the scene of the step.
            around = not (self.step_is_right and self.step_is_called)
            inner = 0 if around else sum(changed & parts <= within for changed in changes)
            # An entry's first mistake is its commonest: that of each before the rarer ones of one.
            rare = sum(entry.mistakes.index(mistake) for entry, mistake in pair)
            rank = sum(entry.rank for entry, _ in pair)
            return spoiling, -len(explained), not fits, inner, rare, rank

        for (one, first), (other, second) in sorted(itertools.combinations(pool, 2), key=order):
            pair = combined(first, second) if one.code != other.code else None
            if pair is not None:
                yield one, other, pair

    def reproduces(self, mistake: Mistake) -> bool:
        """Whether a mistake gives what the student gave, on every play that can tell.

        A play that was right although it differs from the solution (another order of the
        batches) cannot. The wrong plays come first, the shortest of them: most mistakes fall out
        there.
        """
        plays = [*self.wrong, *(pair for pair in self.case.plays if pair[0].right)]
        return all(
            self._same(mistake, record, expected)
            for record, expected in plays
            if not (record.right and record.sight and unequal(expected, record.sight))
        )

    def _tells(self, mistake: Mistake) -> bool:
        """Whether a mistake changes what is seen of some wrong play, as each half of a pair does.

        The first play was mostly tried already; the first way stands for the others.
        """
        if self.telling.get(mistake):
            return True
        for record, expected in self.wrong[mistake in self.telling :]:
            for made in itertools.islice(ways_of(mistake, record), 1):
                outcome = self._played(made, record.work)
                self._learn(mistake, record, outcome)
                if isinstance(outcome, Sight) and not agree(expected, outcome):
                    return True
        return False

    def _falls_short(self, mistake: Mistake) -> bool:
        """Whether a mistake is about the returned loss alone, where more than that is wrong."""
        changed = self._changed(mistake)
        alone = self.right is not None and changed <= self.right.of_the_loss_alone
        return alone and bool(changed) and bool(self.off_beyond_the_loss)

    def _pool(self) -> Pool:
        """The mistakes that replace a part which the scene makes use of, where confirmed.

        To ask for that first is cheap: most mistakes that need it need not be played then.
        """
        if not self.case.function:
            return []
        likely = [e for e in self.entries if e.mistakes and _confirmed(e, self.case)]
        return [(e, m) for e in likely for m in e.mistakes if self._is_about(m)]

    def _is_about(self, mistake: Mistake) -> bool:
        """Whether the scene makes use of what a mistake changes."""
        if isinstance(mistake, Variant):
            return mistake.needs <= self.calls
        return bool(self._changed(mistake) & self.used)

    def _changed(self, mistake: Mistake) -> set[str]:
        """The parts that a mistake changes."""
        return parts_changed(mistake, self.right)

    @cached_property
    def right(self) -> type[Parts] | None:
        """The parts that the mistakes are made of; None where all are made of the solution."""
        mistakes = (mistake for entry in self.entries for mistake in entry.mistakes)
        parts = next((m for m in mistakes if not isinstance(m, Variant)), None)
        return parts and right_parts(parts)

    @property
    def of_the_loss(self) -> frozenset[str]:
        """Those of them that make the loss which is returned."""
        return self.right.of_the_loss if self.right else frozenset()

    @cached_property
    def within_a_step(self) -> set[str]:
        """Those of them that one training step is made of."""
        return parts_of_a_step(self.right) if self.right else {*OF_A_STEP}

    @cached_property
    def used(self) -> set[str]:
        """Those of the parts that the scene makes use of."""
        return parts_used(self.right, self.wrong[0][0].work) if self.right else {*self.calls}

    @cached_property
    def calls(self) -> frozenset[str]:
        """The kinds of calls that the solution makes in the scene."""
        return calls_made(self.solutions, self.wrong[0][0].work)

    def _same(self, mistake: Mistake, record: Record, expected: Sight) -> bool:
        """Whether one of the ways to make a mistake gives what was seen of one play."""
        beginning = record.beginning  # most mistakes fall out there, for less work
        rare = self.step_is_right and self._changed(mistake) & self.used <= self.within_a_step
        most = WAYS_WITHIN_A_RIGHT_STEP[self.step_is_called] if rare else None
        for made in itertools.islice(ways_of(mistake, record), most):
            if beginning is not None:
                start = self._played(copy(made), beginning.work)
                start = start.first_call if isinstance(start, Sight) else start
                self._learn(mistake, record, start)
                if not beginning.matches(start):
                    if isinstance(start, Sight) and not agree(expected.first_call, start):
                        self.telling[mistake] = True
                    continue
            outcome = self._played(made, record.work)
            self._learn(mistake, record, outcome)
            if mistake not in self.telling:
                self.telling[mistake] = isinstance(outcome, Sight) and not agree(expected, outcome)
            if record.matches(outcome):
                return True
        return False

    def _played(self, mistake: Parts | Variant, work: Work) -> Sight | Exception:
        """What a mistake gives, or the error that it ends in, as the student's code may."""
        self.plays += 1
        if self.allowance.left.cpu <= 0:
            return NoTimeLeft()  # is like nothing that a learner's code gave
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a mistake may earn one from torch
                return play(functions_of(mistake, self.solutions), work)
        except Exception as error:
            return error

    def _learn(self, mistake: Mistake, record: Record, outcome: Sight | Exception) -> None:
        """Remember which of the first wrong play's numbers a mistake gives."""
        if isinstance(outcome, Sight) and record is self.wrong[0][0]:
            known = self.explained.setdefault(mistake, set())
            known |= alike(self.off - known, outcome, record.sight or Sight())
            if alike(self.on, outcome, record.sight or Sight()) != self.on:
                self.spoiling.add(mistake)

    @cached_property
    def wrong(self) -> list[tuple[Record, Sight]]:
        """The wrong plays, the shortest first."""
        return sorted(self.case.wrong, key=lambda pair: _length(pair[0].work))

    @cached_property
    def on(self) -> set[Key]:
        """The keys on which the student's code is right in the first wrong play."""
        record, expected = self.wrong[0]
        keys = {*expected.tensors, *expected.values}
        return alike(keys, expected, record.sight) if record.sight else set()

    @cached_property
    def off(self) -> set[Key]:
        """The keys on which it differs there."""
        record, expected = self.wrong[0]
        return {*expected.tensors, *expected.values} - self.on if record.sight else set()

    @cached_property
    def off_beyond_the_loss(self) -> set[Key]:
        """Those of them that are not about the returned loss."""
        return {key for key in self.off if "loss" not in key.aspect}


def _length(work: Work) -> int:
    """How many batches a play takes."""
    return (len(work.batches) or 1) * (work.calls or 1)


def _confirmed(entry: Misconception, case: Case) -> bool:
    return not entry.confirms or entry.confirms(case)
