"""The weights move in some calls and stay where they are in others."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings import Case
from grader.findings.calls import missing_backward, missing_step
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

_SCENES = ("train_step", "train_epoch")


class SomeCallsOnly(TrainingParts):
    """No weight moves in the calls in which the learner's stay where they are."""

    moved: tuple[bool, ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene in _SCENES:
            yield {"moved": tuple(_moved(sight, call) for call in range(work.calls))}

    def train_step(
        self, model: nn.Module, criterion: Any, optimizer: Any, images: Any, labels: Any
    ) -> Any:
        if not self.in_epoch:
            self.turn += 1
        return super().train_step(model, criterion, optimizer, images, labels)

    in_epoch = False

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        self.turn, self.in_epoch = self.turn + 1, True
        return super().train_epoch(model, criterion, optimizer, loader)

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        if self.moved[self.turn]:
            super().update(optimizer)


# What becomes of the batches that are left at the end of an epoch.
ENDS_OF_AN_EPOCH = ({"rest": False}, {"rest": True}, {"rest": False, "fresh": False})


class EachNthBatch(TrainingParts):
    """A step for several batches, from the gradients of the last or of all of them."""

    period, phase = 2, 1
    gathered = True
    share = 1.0
    rest = False  # whether what is left at the end gets its step
    fresh = True  # whether each epoch begins without what the one before has left
    turn, size = 0, 1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene != "train_epoch":
            return
        for period in (2, 4, 3, 5, 8, 10):
            for phase in (period - 1, 0):
                each = {"period": period, "phase": phase}
                yield each | {"gathered": False}
                for share, ends in itertools.product((1.0, 1 / period), ENDS_OF_AN_EPOCH):
                    yield each | {"share": share} | ends

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        self.turn, self.size = 0, len(loader)
        if self.gathered and self.fresh:
            super().zero_grad(optimizer)
        return super().train_epoch(model, criterion, optimizer, loader)

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        if not self.gathered:
            super().zero_grad(optimizer)

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        super().differentiate(optimizer, loss * self.share)

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        last = self.rest and self.turn == self.size
        if (self.turn - 1) % self.period == self.phase or last:
            super().update(optimizer)
            if self.gathered:
                super().zero_grad(optimizer)


class OneStepForAll(TrainingParts):
    """One step for a whole epoch, by the gradient of all batches together."""

    share = staticmethod(lambda size, batches, samples: 1.0)

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene == "train_epoch":
            yield {"share": lambda size, batches, samples: size / samples}
            yield {"share": lambda size, batches, samples: 1 / batches}
            yield {"share": lambda size, batches, samples: float(size)}
            yield {}

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        self.training_mode(model)
        self.zero_grad(optimizer)
        losses, sizes = [], []
        for images, labels in self.batches(loader):
            loss = self.compute_loss(criterion, self.forward(model, images), labels)
            share = self.share(len(labels), len(loader), len(loader.dataset))
            self.differentiate(optimizer, loss * share)
            losses.append(loss.item())
            sizes.append(len(labels))
        self.update(optimizer)
        return self.mean_loss(losses, sizes, loader)


def _counts(case: Case) -> bool:
    """Whether the loop asks for the remainder of a count."""
    return bool(case.lines(_is_remainder, in_loop=True))


def _is_remainder(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)


def _moved(sight: Sight, call: int) -> bool:
    return any(change.count_nonzero() > 0 for change in sight.of("change", call).values())


def _unmoved(case: Case) -> list[set[str]]:
    """What was called in the first call of each wrong play in which no weight moved."""
    found = []
    for record, expected in case.wrong:
        sight, calls = record.sight, range(record.work.calls)
        if case.scene not in _SCENES or sight is None:
            continue
        still = [c for c in calls if _moved(expected, c) and not _moved(sight, c)]
        if still and any(_moved(other, c) for other in case.sights for c in range(8)):
            found.append({e["event"] for e in record.trace if e["call"] == still[0] + 1})
    return found


def _without_step(case: Case) -> bool:
    return bool(_unmoved(case)) and all(
        "backward" in called and "step" not in called for called in _unmoved(case)
    )


def _without_backward(case: Case) -> bool:
    return bool(_unmoved(case)) and all("backward" not in called for called in _unmoved(case))


STEP_MISSING_SOMETIMES = replace(
    missing_step.MISSING_STEP,
    exercises=("train",),
    believes="A batch that is known already needs no step.",
    message="In some calls no weight moves, though the gradients are there",
    steps=(),
    hint="Which batches get no step in your code, and who decides that? Does the exercise?",
    mistakes=(SomeCallsOnly,),
    confirms=_without_step,
    locates=lambda case: case.mentioned_here("step"),
    rank=8,
)
STEP_AFTER_SEVERAL = replace(
    missing_step.MISSING_STEP,
    exercises=("train",),
    believes="A step is only due after several batches.",
    message="The weights move after every few batches only",
    steps=(),
    hint="How many steps does your loop take in one epoch, and how many batches are there?",
    mistakes=(EachNthBatch,),
    confirms=_counts,
    locates=lambda case: next(iter(case.lines(_is_remainder, in_loop=True)), None),
    rank=18,
)
ONE_STEP_FOR_ALL = replace(
    STEP_AFTER_SEVERAL,
    believes="An epoch is one step, by the losses of all of its batches.",
    message="The weights move once in the whole epoch, not after every batch",
    hint="With which weights does your code run the second batch, and with which should it?",
    mistakes=(OneStepForAll,),
    confirms=None,
    locates=lambda case: case.mentioned_here("step"),
    rank=17,
)
BACKWARD_MISSING_SOMETIMES = replace(
    missing_backward.MISSING_BACKWARD,
    exercises=("train",),
    believes="A batch with a small loss has been learnt.",
    message="In some calls no gradient is computed and no weight moves",
    steps=(),
    hint="On which way through your code is backward() left out? For which batches is it taken?",
    mistakes=(SomeCallsOnly,),
    confirms=_without_backward,
    locates=lambda case: _left_early(case) or case.mentioned_here("backward") or _branch(case),
    rank=8,
)


def _left_early(case: Case) -> int | None:
    """Where the function returns before its end."""
    returns = case.lines(lambda node: isinstance(node, ast.Return))
    return returns[0] if len(returns) > 1 else None


def _branch(case: Case) -> int | None:
    """Where the loop chooses between two ways."""
    return next(iter(case.lines(lambda node: isinstance(node, ast.If), in_loop=True)), None)
