"""The weights move along their gradients, but not at the rate that was asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.examiner.plays import play
from grader.findings import Case, Misconception
from grader.frames.keys import Key
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import lines_of, mention_line

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class MadeWithAnother(TrainingParts):
    """The optimizer has other rates than the given one."""

    rates: tuple[float, ...] = ()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene == "optimizer":
            gradients = _gradients(work, 1)
            rates = tuple(_rate(sight, 1, {i: gradients[i]}) for i in sorted(gradients))
            if rates and min(rates) > 0:
                yield {"rates": rates}

    def algorithm(self, parameters: Iterable[nn.Parameter], lr: float) -> torch.optim.Optimizer:
        trained = [p for p in parameters if p.requires_grad]
        return torch.optim.SGD(
            [{"params": [p], "lr": r} for p, r in zip(trained, self.rates, strict=True)], lr=lr
        )


class SteppedWithAnother(TrainingParts):
    """Updates by hand: a whole group at another rate, maybe another one at every call."""

    rates: tuple[tuple[float, ...], ...] = ()
    calls = 0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene not in ("step", "train_step"):
            return
        dealt = [group["parameters"] for group in work.groups]
        found = []
        # The gradients of a step of training are known for the first one alone.
        for call in range(work.calls if work.scene == "step" else 1):
            gradients = _gradients(work, call)
            rates = [
                _rate(sight, call, {i: gradients[i] for i in group if i in gradients})
                for group in dealt
            ]
            if min(rates) <= 0:
                return
            found.append(tuple(rates))
        yield {"rates": tuple(found)}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        now = self.rates[min(self.calls, len(self.rates) - 1)]
        self.calls += 1
        for group, rate in zip(optimizer.param_groups, now, strict=True):
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.data -= rate * parameter.grad


class Decayed(TrainingParts):
    """The rate shrinks after every batch."""

    factor = 0.9

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"factor": factor} for factor in (0.9, 0.95, 0.99, 0.5, 0.999, 0.1))

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        optimizer.step()
        for group in optimizer.param_groups:
            group["lr"] *= self.factor


def _gradients(work: Work, call: int) -> dict[int, torch.Tensor]:
    """The gradients of one call, which a step of training has to compute first."""
    if work.scene == "train_step":
        expected = play(TrainingParts().functions(), work).tensors
        lrs = {i: g["lr"] for g in work.groups for i in g["parameters"]}
        return {i: expected[Key(call, "change", i)] / -lr for i, lr in lrs.items()}
    return {int(i): tensor for i, tensor in work.under(f"gradient.{call}").items()}


def _rate(sight: Sight, call: int, gradients: dict[int, torch.Tensor]) -> float:
    """How far some parameters moved together along their gradients; without any, just so."""
    size = sum(float(gradient.pow(2).sum()) for gradient in gradients.values())
    moved = sum(
        float((sight.tensors[Key(call, "change", i)] * gradient).sum())
        for i, gradient in gradients.items()
    )
    return -moved / size if size else 1.0


def _only_the_rate(case: Case) -> bool:
    """In training: neither an optimizer that is made anew, nor gradients that are rescaled."""
    if case.exercise != "train":
        return True
    made_anew = case.mentioned("SGD", "make_optimizer") is not None
    return not made_anew and not case.events("gradient changed")


def _changes_the_rate(case: Case) -> bool:
    """Whether a whole epoch comes out wrong, and its code changes a rate on the way."""
    if case.scene == "train_epoch" and not case.differs("change"):
        return False
    return case.scene in ("train_epoch", "train SimpleNN") and bool(case.wrong and _changes(case))


def _changes(case: Case) -> list[int]:
    """The lines that give a group another rate, or that have a scheduler do so."""
    within = case.function or "train_epoch"
    return lines_of(case.tree, within, _sets_a_rate) or lines_of(
        case.tree, "train_step", _sets_a_rate
    )


def _sets_a_rate(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(slice=ast.Constant(value="lr"), ctx=ast.Store()):
            return True
        case ast.Attribute(attr="step", value=ast.Name(id=name)):
            return "sched" in name.lower()
    return False


def _is_default(work: Work) -> bool:
    """Whether the optimizer is made without a learning rate that it is asked for."""
    (made,) = work.params["calls"]
    return len(made["arguments"]) + len(made["named"]) == 1


def _line(case: Case) -> int | None:
    """The default where only that is wrong, else where the rate is mentioned, else the update."""
    if case.scene == "optimizer":
        if all(_is_default(record.work) for record, _ in case.wrong):
            return None
        return case.mentioned("lr") if _passed_on(case.tree) else case.mentioned("SGD")
    changes = _changes(case) if case.scene in ("train_epoch", "train SimpleNN") else []
    if changes:
        return changes[-1]
    steps = case.events("step")
    named = mention_line(case.tree, ("lr",), case.function)
    return named or (int(steps[0]["line"]) if steps else None)


def _passed_on(tree: ast.Module | None) -> bool:
    """Whether a call of SGD gets any rate at all."""
    calls = [node for node in (ast.walk(tree) if tree else ()) if isinstance(node, ast.Call)]
    return any(
        getattr(call.func, "attr", getattr(call.func, "id", "")) == "SGD"
        and (len(call.args) > 1 or "lr" in [keyword.arg for keyword in call.keywords])
        for call in calls
    )


WRONG_LEARNING_RATE = Misconception(
    code="wrong-learning-rate",
    exercises=("step", "train"),
    believes="The learning rate is a constant of the course, so it can be written down.",
    message="The weights move the right way at another rate",
    numbers=": {fact}.",
    hint="Where does the number come from that your update multiplies the gradient with?",
    steps=(
        "Ask for lr=0.5, and print the rate that the weights are moved with. Is it that?",
        "Follow the number from where it comes in. On which line does it get lost?",
        "Which number in your code should have been the caller's to choose?",
        "Each group of an optimizer carries a rate of its own. Which one do your weights get?",
        "Hand on the rate that came in. In an update by hand, read it from the weight's own group.",
    ),
    why=(
        "The rate is the caller's to choose: it comes in as lr, and each group of an optimizer "
        "carries its own. A rate that is written down, taken from another group or changed on the "
        "way works until someone asks for a different one."
    ),
    file="step.py",
    bad=(
        "import torch\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    return torch.optim.SGD(model.parameters(), lr=0.1)\n"
    ),
    good=(
        "import torch\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    return torch.optim.SGD([{'params': model.parameters(), 'lr': lr}])\n"
    ),
    mistakes=(MadeWithAnother, SteppedWithAnother, Decayed),
    confirms=_only_the_rate,
    sees=_changes_the_rate,
    locates=_line,
    aspects=("change",),
    rank=34,
)
