"""The checks of an exercise that has none written: fresh work of each kind that fits.

What is handed over follows from the signature, or from the author's `given(draw)`; what has to
agree is decided by the solution.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.course.marks import contract_of
from grader.course.shipped import CourseFolder
from grader.errors import CourseError
from grader.examiner.calls import Call, call
from grader.examiner.draw import Draw, Thing
from grader.examiner.examiner import Examiner
from grader.examiner.signature import Argument, arguments_of
from grader.examiner.solutions import Solutions
from grader.scenes import Work

Given = Callable[[Draw], Any]

WORKS_OF_GIVEN = 4
BY_NAME = 2  # the work in which what may be left out is given by its name
# So many rows there are in that one: of a few, other comparisons give the same share by luck.
MANY = 24, 40
_OF_A_MODEL = {"optimizer", "loss", "loader", "batches", "inputs", "labels"}
# How the three works by the signature differ: one call from a clean state; several calls over old
# gradients and a rate for each group; a deep model with all that has a mode.
_WORKS: tuple[tuple[int, int, dict[str, Any]], ...] = (
    (1, 1, {}),
    (3, 2, {}),
    (2, 3, {"widths": (64, 32, 16, 10), "dropout": 0.3, "batch_norm": True, "idle": True}),
)


def check_inferred(examiner: Examiner, draw: Draw, function: str, given: Given | None) -> None:
    """Require that a function does what the solution's does on fresh work.

    Raises:
        CheckFailed: it does not.
        CourseError: nothing says what it is to be handed.
    """
    source = Source(examiner.folder, examiner.solutions, examiner.exercise)
    examiner.agree_on_all(*works_of(source, draw, function, given))


@dataclass(frozen=True, slots=True)
class Source:
    """Where an exercise's functions stand: the course's folder, its solutions, the exercise."""

    folder: CourseFolder
    solutions: Solutions
    exercise: str


def works_of(source: Source, draw: Draw, function: str, given: Given | None) -> Iterator[Work]:
    """The fresh work of an inferred check, one after another.

    Raises:
        CourseError: nothing says what the function is to be handed.
    """
    if given is None:
        yield from _by_signature(source, draw, function)
        return
    for _ in range(WORKS_OF_GIVEN):
        yield _by_author(source, draw, function, given)


def given_for(function: str, functions: int, module: Mapping[str, Any]) -> Given | None:
    """What an author's file says a function is handed: `given_NAME`, or `given` where it is one.

    Raises:
        CourseError: there is one `given` for several functions.
    """
    own: Given | None = module.get(f"given_{function}")
    if own is None and "given" in module:
        if functions > 1:
            raise CourseError(
                f"{module.get('__file__')}: given: there are {functions} functions; "
                f"write given_{function} for this one"
            )
        own = module["given"]
    if own is not None and not inspect.isfunction(own):
        raise CourseError(
            f"{module.get('__file__')}: given: is no function; write def given(draw) that returns "
            "what is handed over"
        )
    return own


def _by_author(source: Source, draw: Draw, function: str, given: Given) -> Work:
    """The calls that an author describes: the arguments of one, or a list of several."""
    try:
        told = given(draw)
    except Exception as error:
        raise CourseError(_failed(given, error)) from error
    calls = [_as_call(arguments) for arguments in (told if isinstance(told, list) else [told])]
    made = draw.contract.definitions[function].kind == "class"
    if not made and not any(one.method for one in calls):
        _must_be_taken(source.solutions.functions()[function], given, calls)
    if made != any(one.method for one in calls):
        raise CourseError(
            f"{function}: given: of a class it gives a list: call(...) with what its constructor "
            'takes, then method("NAME", ...) for each use; of a function it gives no method'
        )
    return draw.work(function, *calls)


def _must_be_taken(solution: Callable[..., Any], given: Given, calls: Sequence[Call]) -> None:
    """Raises: CourseError, where what is handed over are no arguments of the solution."""
    code = given.__code__
    for one in calls:
        if one.of:
            continue
        try:
            inspect.signature(solution).bind(*one.arguments, **dict(one.named))
        except TypeError as error:
            raise CourseError(
                f"{code.co_filename}:{code.co_firstlineno}: {code.co_name}: hands over no "
                f"arguments of {solution.__name__}: {error}; return a tuple of all that it takes, "
                "or a list of such tuples for several calls"
            ) from None


def _failed(given: Given, error: Exception) -> str:
    """Where and how an author's `given` ended, and what to do."""
    code = given.__code__
    frames = traceback.extract_tb(error.__traceback__)
    own = [f.lineno for f in frames if f.filename == code.co_filename]
    line = own[-1] if own else code.co_firstlineno
    return (
        f"{code.co_filename}:{line}: {code.co_name}: ends in {type(error).__name__}: {error}; "
        f"write def {code.co_name}(draw), and hand over what draw makes"
    )


def _as_call(arguments: Any) -> Call:
    if isinstance(arguments, Call):
        return arguments
    return call(*arguments) if isinstance(arguments, tuple) else call(arguments)


def _by_signature(source: Source, draw: Draw, function: str) -> Iterator[Work]:
    file = str(source.folder.solutions / contract_of(source.folder).definitions[function].file)
    solution = source.solutions.functions()[function]
    if isinstance(solution, type):
        raise CourseError(
            f"{file}:{_line_of(solution)}: {function}: nothing says how a class is used; write "
            "given(draw) that gives a list, [call(...), method(...), ...], in "
            f"{source.folder.checks / source.exercise}.py"
        )
    arguments = arguments_of(solution, file)
    for number, (calls, groups, model) in enumerate(_WORKS):
        hands = _Hands(draw, arguments, groups, model)
        yield draw.work(function, *(hands.call(number, i) for i in range(calls)))


def _line_of(made: type) -> int:
    """The line of the first function that a class defines."""
    found = (getattr(part, "__code__", None) for part in vars(made).values())
    return next((code.co_firstlineno for code in found if code), 1)


class _Hands:
    """What the calls of one work are handed: things live on from call to call, samples do not."""

    def __init__(
        self, draw: Draw, arguments: tuple[Argument, ...], groups: int, model: dict[str, Any]
    ) -> None:
        self.draw, self.arguments, self.groups = draw, arguments, groups
        kinds = [argument.kind for argument in arguments]
        named = [argument.name for argument in arguments if argument.kind == "model"]
        needed = named or ([""] if {*kinds} & _OF_A_MODEL else [])
        self.lasting = {name: draw.model(**model) for name in needed}
        self.model = next(iter(self.lasting.values()), None)
        self.sizes: dict[str, int] = {}
        self.rows = MANY
        self.batch: tuple[torch.Tensor, torch.Tensor] | None = None
        self.scores: dict[str, torch.Tensor] = {}  # by the letter of their last dimension

    def call(self, work: int, number: int) -> Call:
        """One call of a work: what may be left out is, or is given by position, or by name."""
        self.sizes, self.batch, self.scores = {}, None, {}
        self.rows = MANY if work == BY_NAME else (1, 6)
        if work and not number:
            for model in self.lasting.values():  # models alone, before the first call
                self.draw.gradients(model)
        asked = [a for a in self.arguments if work or not a.default]
        given = {argument: self._value(argument) for argument in asked}
        by_name = {a.name: v for a, v in given.items() if a.default and work == BY_NAME}
        return call(*(v for a, v in given.items() if a.name not in by_name), **by_name)

    def _value(self, argument: Argument) -> Any:
        draw, kind = self.draw, argument.kind
        if kind in ("model", "optimizer", "criterion"):
            return self._lasting(argument.name, kind)
        if kind == "tensor":
            return self._tensor(argument)
        if self.model is None:
            return self._plain(kind)
        # Batch norm cannot train on a single row.
        normed = self.model is not None and bool(draw.spec(self.model)["batch_norm"])
        if kind == "loader":
            count = draw.choice(11, 14, 15) if normed else draw.whole(11, 17)
            return draw.loader(*draw.batch(self.model, count), 4)
        if kind == "batches":
            return draw.batches(self.model, [draw.whole(3, 6)] * draw.whole(2, 4))
        if kind == "loss":
            return draw.loss(self.model, *draw.batch(self.model, 6))
        if kind in ("inputs", "labels"):
            if self.batch is None:
                fewest, most = self.rows
                self.batch = draw.batch(self.model, draw.whole(max(1 + normed, fewest), most))
            return self.batch[kind == "labels"]
        return self._plain(kind)

    def _lasting(self, name: str, kind: str) -> Thing:
        if name not in self.lasting:
            assert kind == "criterion" or self.model is not None
            self.lasting[name] = (
                self.draw.criterion()
                if self.model is None or kind == "criterion"
                else self.draw.optimizer(self.model, self.groups)
            )
        return self.lasting[name]

    def _tensor(self, argument: Argument) -> torch.Tensor:
        shape = [self._size(part) for part in argument.shape]
        if argument.below:
            return self._labels(argument, shape)
        drawn = self.draw.tensor(*shape)
        if argument.shape:
            self.scores[argument.shape[-1]] = drawn
        return drawn

    def _labels(self, argument: Argument, shape: list[int]) -> torch.Tensor:
        """Numbers below a size; about half of them the largest score, where scores are given.

        Else hardly an answer would be right, and all that counts right ones would look at nothing.
        """
        drawn = self.draw.whole_tensor(self._size(argument.below), *shape)
        scores = self.scores.get(argument.below)
        if scores is None or scores.shape[:-1] != drawn.shape:
            return drawn
        best = scores.argmax(dim=-1)
        return torch.where(self.draw.whole_tensor(2, *shape) == 0, drawn, best)

    def _size(self, part: str) -> int:
        """A number as it is; a letter is one size throughout a call."""
        if part.isdigit():
            return int(part)
        if part not in self.sizes:
            self.sizes[part] = self.draw.whole(*(self.rows if part in ("N", "B") else (2, 6)))
        return self.sizes[part]

    def _plain(self, kind: str) -> Any:
        draw = self.draw
        match kind:
            case "int":
                return draw.whole(1, 4)
            case "float":
                return draw.number(0.05, 0.95)
            case "bool":
                return draw.choice(True, False)
            case "ints":
                return [draw.whole(0, 9) for _ in range(draw.whole(1, 6))]
            case _:
                return draw.floats(draw.whole(1, 6))
