"""The catalogue: one misconception a file, each found by its file alone.

A misconception is data: what the learner believed, what is observed, a hint, the why, a bad and
a good example; and, where numbers can tell, the mistake itself as a small executable change of
the course's parts. The examples are its tests, its documentation and its teaching material.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grader.examiner.alike import agree_under, laid_out
from grader.examiner.compare import differences, unequal
from grader.findings.variants import Parts, Variant
from grader.frames.lazy_torch import torch
from grader.results.finding import Severity
from grader.results.verdict import Evidence
from grader.sandbox.mishap import Mishap
from grader.submission.source import (
    defined_names,
    lines_of,
    mention_line,
    operation_line,
    working_part,
)

if TYPE_CHECKING:
    from grader.examiner.record import Measured, Record
    from grader.scenes import Sight


@dataclass(frozen=True)
class Case:
    """What is known of one scene: a student's plays of it, beside the solution's.

    `plays` pairs each play with what the solution gives on the same work; `makes` names the
    methods that the solution calls in this scene, `unrelated` the functions of the file that have
    no part in it; `secret` names the hidden checks, `parameters` the function's own in the
    contract; `parse` gives the syntax of a file.
    """

    exercise: str
    file: str
    scene: str
    plays: tuple[tuple[Record, Sight], ...]
    secret: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    unrelated: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()
    parse: Callable[[str], ast.Module | None] = lambda file: None

    @property
    def tree(self) -> ast.Module | None:
        """The syntax of the exercise's file, None where it has none; asked for when it is used."""
        return self.parse(self.file)

    @property
    def shown(self) -> Case:
        """The same, as far as students may see the numbers of it."""
        open_plays = [(r, expected) for r, expected in self.plays if r.check not in self.secret]
        return replace(self, plays=tuple(open_plays))

    @property
    def wrong(self) -> list[tuple[Record, Sight]]:
        """The plays that failed their check."""
        return [(record, expected) for record, expected in self.plays if not record.right]

    @property
    def seen(self) -> list[tuple[Sight, Sight]]:
        """Each wrong play that gave a sight: what was expected, and what was got."""
        return [(expected, r.sight) for r, expected in self.wrong if r.sight is not None]

    @property
    def function(self) -> str:
        """The contract's name that the scene is about; empty for a training."""
        return self.plays[0][0].work.function if self.plays else ""

    @property
    def mishap(self) -> Mishap | None:
        """The first mishap among the wrong plays."""
        return next((record.mishap for record, _ in self.wrong if record.mishap), None)

    def is_hidden(self, mishap: Mishap) -> bool:
        """Whether it was met in a hidden check, of which students see that it is there."""
        met = [record.check for record, _ in self.plays if record.mishap is mishap]
        return bool(met) and self.secret.issuperset(met)

    @property
    def sights(self) -> list[Sight]:
        """What was got in every play that gave a sight, right or wrong."""
        return [record.sight for record, _ in self.plays if record.sight is not None]

    @property
    def measured(self) -> Measured | None:
        """What the judge measured of the last play, where that was a training."""
        return self.plays[-1][0].measured if self.plays else None

    def evidence(self, *aspects: str) -> Evidence | None:
        """The first difference of the wrong plays, in these aspects where some are named."""
        for record, expected in self.wrong:
            if record.sight is None:
                continue
            if record.said and not aspects:
                return record.said[0]
            found = differences(expected, record.sight, aspects or None, record.work)
            if found:
                return found[0]
        return None

    def apart(self, aspect: str) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Tensors of the wrong plays that have the shape but not the numbers expected."""
        return [
            (laid_out(key, tensor), laid_out(key, got.tensors[key]))
            for expected, got in self.seen
            for key, tensor in expected.of(aspect).items()
            if key in got.tensors
            and got.tensors[key].shape == tensor.shape
            and not agree_under(key, tensor, got.tensors[key])
        ]

    def differs(self, *aspects: str) -> bool:
        """Whether any wrong play differs in one of these aspects."""
        return any(unequal(expected, got, aspects or None) for expected, got in self.seen)

    def only_differs(self, *aspects: str) -> bool:
        """Whether the wrong plays differ in some of these aspects and in no other."""
        found = [key for expected, got in self.seen for key in unequal(expected, got)]
        return bool(found) and all(key.aspect in aspects for key in found)

    def answers(self, *aspects: str) -> list[tuple[list[Any], list[Any]]]:
        """Of each call in the wrong plays its arguments, and what came back as these aspects."""
        return [
            (asked["arguments"], [record.sight.whole(aspect, number) for aspect in aspects])
            for record, _ in self.wrong
            if record.sight is not None
            for number, asked in enumerate(record.work.params.get("calls", ()))
        ]

    def events(self, *names: str) -> list[dict[str, Any]]:
        """The trace's events of these names, over the wrong plays.

        The place is that in the function's own file, where it leads to what another one does.
        """
        own = self.function and self.file
        return [
            {**event, "file": own, "line": event["own_line"]}
            if own and event["own_line"]
            else event
            for record, _ in self.wrong
            for event in record.trace
            if event["event"] in names
        ]

    def orders(self, *names: str) -> list[list[str]]:
        """For each call in the wrong plays, the trace's events of these names in their order."""
        calls = [
            [e["event"] for e in record.trace if e["call"] == call and e["event"] in names]
            for record, _ in self.wrong
            for call in sorted({e["call"] for e in record.trace})
        ]
        return [call for call in calls if call]

    def mentioned(self, *names: str) -> int | None:
        """The first line that mentions a name, in the scene's function or else anywhere."""
        return mention_line(self.tree, names, self.function) or mention_line(self.tree, names)

    def mentioned_here(self, *names: str) -> int | None:
        """Where the scene's own function mentions the first of these names that it does."""
        lines = (mention_line(self.tree, (name,), self.function) for name in names)
        return next((line for line in lines if line is not None), None)

    def calling(self, *names: str) -> int | None:
        """Where the scene's function calls a function of the file that mentions one of them."""
        known = {n for n in defined_names(self.tree) if mention_line(self.tree, names, n)}
        return self.mentioned_here(*sorted(known - {self.function}))

    def lines(self, wanted: Callable[[ast.AST], bool], *, in_loop: bool = False) -> list[int]:
        """The lines of what is wanted in the scene's function, or in its loops."""
        return lines_of(self.tree, self.function, wanted, in_loop=in_loop)

    def first_line(self) -> int | None:
        """The line on which the scene's function is defined."""
        part = working_part(self.tree, self.function)
        return part.lineno if part else None

    def worked_on(self) -> int | None:
        """Where what the scene's function returns was last worked on."""
        return operation_line(self.tree, self.function)

    def last_line(self) -> int | None:
        """The line of the last statement of the scene's function."""
        part = working_part(self.tree, self.function)
        return part.body[-1].lineno if part else None


# A mistake is parts of a course with a change, or its solution with one.
Mistake = type[Parts] | Variant
Sees = Callable[[Case], bool]
Locates = Callable[[Case], int | None]


@dataclass(frozen=True)
class Misconception:
    """One entry of the catalogue.

    believes: the misconception itself, as the learner would say it.
    message: what was observed; `{name}`, `{error}`, `{place}`, `{caret}` are filled
        from a mishap.
    numbers: goes on where `message` stops, unless a hidden check alone saw it; `{fact}`, a clause
        in a learner's words, and `{what}`, `{expected}`, `{got}`, the numbers of both sides, are
        filled from the first difference (in `aspects`, where given).
    steps: hints for this very mistake, from weakest to strongest; where there are none, those of
        the exercise stand for them.
    bad, good: source whose definitions take the place of the same names in the solution's
        `file` (or of the `whole` file; nothing at all is a file that is not there); the bad one
        yields exactly this code, the good one nothing. `beside` holds other files of the bad one.
    mistakes: parts, or the solution, with a change: one whose numbers the student's code
        reproduces on every play is this misconception, if `confirms` (where given) says so too.
    sees: tells it from a case that no simulation explains; tried after all mistakes and pairs.
    kinds: the mishaps that are this misconception by themselves; where `raises` is given, only
        those whose `type: text` one of its regular expressions finds.
    locates: the line, where neither a mishap nor the trace says it best.
    at, mentions: where the line is: the first trace event of these names, else the first
        mention of these names in the source, else the function's own line.
    shows: statements as learners write it; the line is where just the same is done.
    nowhere: whether it has no line where `locates` finds none: it must not point at anything else.
    line: where it is declared in its author's file; 0 where that is no matter.
    rank: the lowest of all entries that fit wins; last resorts stand over 90.
    """

    code: str
    believes: str
    message: str
    hint: str
    why: str
    exercises: tuple[str, ...] = ()
    numbers: str = ""
    steps: tuple[str, ...] = ()
    file: str = ""
    bad: str = ""
    good: str = ""
    whole: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    confirms: Sees | None = None
    sees: Sees | None = None
    kinds: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    locates: Locates | None = None
    at: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    nowhere: bool = False
    rank: int = 50
    line: int = 0
    severity: Severity = Severity.ERROR

    def explains(self, mishap: Mishap) -> bool:
        """Whether a mishap is this misconception by itself."""
        said = f"{mishap.type}: {mishap.text}"
        found = not self.raises or any(re.search(pattern, said) for pattern in self.raises)
        return mishap.kind in self.kinds and found

    def with_mistake(self, mistake: Mistake) -> Misconception:
        """The same entry with one more way to make it."""
        return replace(self, mistakes=(*self.mistakes, mistake))

    @property
    def sentence(self) -> str:
        """The whole of what is said, the numbers included."""
        return self.message + self.numbers

    @property
    def last_resort(self) -> bool:
        """Whether this entry only says which numbers are wrong, not why."""
        return self.rank > 90
