"""When it goes wrong: what the wrong calls have in common that none of the right ones has.

It is an observation, not a cause: of the calls that were made, those and no others came out wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.examiner.compare import unequal
from grader.frames.keys import Key
from grader.submission.source import working_part

if TYPE_CHECKING:
    from grader.examiner.record import Record
    from grader.findings import Case
    from grader.scenes import Sight, Work

# Of two sides this far apart it is said that the one is small and the other large.
FAR_APART = 1.5
FEWEST_RIGHT = 2
NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a play: the how manieth of it, whether it was right, and what it was like.

    `largest` is the size of the largest number that is to come out, where several are.
    """

    turn: int
    right: bool
    loss: float | None
    largest: float | None
    samples: int
    batches: int

    @property
    def uneven(self) -> bool:
        return self.samples % 2 == 1


def condition_of(case: Case) -> str:
    """A sentence that says when it is right and when wrong; empty where nothing tells."""
    right, wrong = _right_and_wrong(case)
    if not wrong or len(right) < FEWEST_RIGHT:
        return ""
    if all(c.turn for c in wrong) and not any(c.turn for c in right):
        return " It goes well the first time, and not the second."
    found = [say(right, wrong) for say in (_by_loss, _by_largest, _by_size)]
    told = [condition for condition in found if condition]
    # Where two tell them apart, nobody knows which of them it is.
    return told[0] if len(told) == 1 else ""


def only_uneven(case: Case) -> bool:
    """Whether odd numbers of samples come out wrong, and even ones right; a single one may be."""
    right, wrong = _right_and_wrong(case)
    right = [call for call in right if call.samples > 1]
    return len(right) >= FEWEST_RIGHT and bool(wrong) and _are_uneven(right, wrong)


def branch_line(case: Case) -> int | None:
    """Where the only `if` of a function leads, if some calls come out right and others wrong."""
    right, wrong = _right_and_wrong(case)
    part = working_part(case.tree, case.function)
    found = [node for node in ast.walk(part) if isinstance(node, ast.If)] if part else []
    if len(right) < FEWEST_RIGHT or not wrong or len(found) != 1:
        return None
    return found[0].body[0].lineno


def _right_and_wrong(case: Case) -> tuple[list[_Call], list[_Call]]:
    calls = [call for record, expected in case.plays for call in _calls(record, expected)]
    return [c for c in calls if c.right], [c for c in calls if not c.right]


def _are_uneven(right: Sequence[_Call], wrong: Sequence[_Call]) -> bool:
    return all(c.uneven for c in wrong) and not any(c.uneven for c in right)


def _by_loss(right: Sequence[_Call], wrong: Sequence[_Call]) -> str | None:
    """The condition that only small losses, or large ones, come out wrong."""
    fine = [c.loss for c in right if c.loss is not None]
    off = [c.loss for c in wrong if c.loss is not None]
    if len(fine) != len(right) or len(off) != len(wrong):
        return None
    if min(fine) > FAR_APART * max(off):
        least = f"{max(off):.2g} or less" if max(off) > NOTHING else "0"
        return f" It is right for losses from {min(fine):.2g} on, and wrong for {least}."
    if min(off) > FAR_APART * max(fine):
        return f" It is right for losses up to {max(fine):.2g}, and wrong from {min(off):.2g} on."
    return None


def _by_largest(right: Sequence[_Call], wrong: Sequence[_Call]) -> str | None:
    """The condition that only large numbers come out wrong, whatever the number of samples."""
    fine = [c.largest for c in right if c.largest is not None]
    off = [c.largest for c in wrong if c.largest is not None]
    sizes = [c.samples for c in right]
    if len(fine) != len(right) or len(off) != len(wrong) or min(off) <= FAR_APART * max(fine):
        return None
    if any(not min(sizes) <= c.samples <= max(sizes) for c in wrong):
        return None
    fits = f"no number that is to come out is larger than {max(fine):.2g}"
    return f" It is right where {fits}, and wrong from {min(off):.2g} on."


def _by_size(right: Sequence[_Call], wrong: Sequence[_Call]) -> str | None:
    """The condition that only many batches or samples do, or few, or an odd number of them."""
    most, least = max(c.batches for c in right), min(c.batches for c in wrong)
    if least > most > 0:
        return f" It is right up to {_many(most, 'batch', 'es')}, and wrong with {least}."
    fewest, most = min(c.samples for c in right), max(c.samples for c in right)
    least, largest = min(c.samples for c in wrong), max(c.samples for c in wrong)
    if least > FAR_APART * most:
        return f" It is right up to {_many(most, 'sample', 's')}, and wrong with {least}."
    if largest < fewest:
        return f" It is right from {_many(fewest, 'sample', 's')} on, and wrong with {largest}."
    if _are_uneven(right, wrong):
        return " It is right for even numbers of samples, and wrong for odd ones."
    return None


def _many(count: int, word: str, ending: str) -> str:
    return f"{count} {word}{ending if count > 1 else ''}"


def _calls(record: Record, expected: Sight) -> Iterator[_Call]:
    """The calls of a play, up to the first wrong one: those after it go on from what that left."""
    if record.sight is None or record.work.kind != "given":
        return
    off = {key.call for key in unequal(expected, record.sight)}
    if record.right and off:
        return  # it is right in all that its check asks for, and nobody asked for the rest
    for turn, (number, handed) in enumerate(_handed(record.work)):
        samples, batches = _size(record.work, handed)
        loss, largest = _loss(expected, number), _largest(record.work, expected, number)
        yield _Call(turn, number not in off, loss, largest, samples, batches)
        if number in off and (record.work.things("optimizer") or record.work.things("loader")):
            return


def _handed(work: Work) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each call, or use, and what it is handed."""
    then = work.params.get("then")
    yield from enumerate((then or work.params)["calls"], then["first"] if then else 0)


def _size(work: Work, handed: dict[str, Any]) -> tuple[int, int]:
    """How many samples a call is handed, and in how many batches of a loader."""
    samples = batches = 0
    for argument in handed["arguments"]:
        number = argument.get("thing") if isinstance(argument, dict) else None
        thing = work.params["things"][number] if number is not None else {}
        labels = work.tensors.get(f"given.{number}.labels", work.tensors.get(f"given.{number}"))
        if labels is not None and labels.dim():
            samples = max(samples, len(labels))
            if "batch_size" in thing:
                batches = -(-len(labels) // thing["batch_size"])
    return samples, batches


def _loss(expected: Sight, call: int) -> float | None:
    """The loss that a call is to give, where it is to give one."""
    value, tensor = expected.value("loss", call), expected.tensors.get(Key(call, "loss"))
    if isinstance(value, float):
        return value
    return float(tensor) if tensor is not None and tensor.numel() == 1 else None


def _largest(work: Work, expected: Sight, call: int) -> float | None:
    """The size of the largest number of what a call is to give, where that is several numbers."""
    names = {returned["name"] for returned in (work.params.get("then") or work.params)["returns"]}
    given = [expected.tensors.get(Key(call, name)) for name in sorted(names)]
    sizes = [float(t.abs().max()) for t in given if t is not None and t.numel() > 1]
    return max(sizes, default=None)
