"""Input and target of different shapes are silently made to fit."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place

_LOSSES = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")


def find(run: Run) -> Iterator[Found]:
    """Nothing where the number of items is the same after all."""
    for loss in run.of("loss"):
        shape, target = loss.get("shape") or [], loss.get("target")
        if loss.get("of") in _LOSSES and isinstance(target, list) and _grows(shape, target):
            yield Found(place(loss), f"input {shape}, target {target}: compared each with each")
            return
    for note in run.all_of("notes"):
        if note.get("kind") == "broadcast" and run.trains:
            one, other = (list(s) for s in note["shapes"])
            if _grows(one, other):
                yield Found(place(note), f"{one} minus {other} gives {note['out']}")
                return


def _grows(one: list[int], other: list[int]) -> bool:
    """Whether (N, 1) meets (N,), which makes (N, N) of them."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) == len(shorter) + 1 and longer[-1] == 1 and longer[:-1] == shorter != [1]


RULE = Rule(
    "broadcast-loss", find, "Predictions and targets have different shapes, and each prediction is "
    "compared with every target.",
    "Print both shapes. What does PyTorch make of a column minus a row?",
    rank=17,
)  # fmt: skip
