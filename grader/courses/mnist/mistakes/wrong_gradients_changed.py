"""Gradients that are scaled, clipped or rounded on their way from the loss to the step."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.examiner.compare import unequal
from grader.examiner.plays import play
from grader.findings import Case, Misconception
from grader.findings.calls import wrong_gradients as rules
from grader.frames.keys import Key
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import working_part

from ..parts import TrainingParts, held

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

EQUAL = 1e-3
_SCENES = ("train_step", "train_epoch")
ALIKE = 0.02  # of two norms, one of which is told by the learner's process


class Scaled(TrainingParts):
    """The step finds the gradients times a number."""

    factor = 1.0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene == "train_step" and (factor := _factor(work, sight)):
            yield {"factor": factor}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in held(optimizer):
            if parameter.grad is not None:
                parameter.grad *= self.factor
        super().update(optimizer)


class ClippedByNorm(TrainingParts):
    """All gradients together are made no longer than a norm."""

    most = 1.0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene not in _SCENES:
            return ()
        found = _gradients(work, sight) if work.scene == "train_step" else []
        known = [float(torch.cat([g.flatten() for g in found]).norm())] if found else []
        return ({"most": most} for most in (*known, 1.0, 0.5, 0.1, 5.0, 0.25, 2.0, 0.01))

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        nn.utils.clip_grad_norm_(held(optimizer), self.most)
        super().update(optimizer)


class ClippedByValue(TrainingParts):
    """Each number of a gradient is made no larger than a value."""

    most = 1.0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene not in _SCENES:
            return ()
        found = _gradients(work, sight) if work.scene == "train_step" else []
        known = [max(float(g.abs().max()) for g in found)] if found else []
        return ({"most": most} for most in (*known, 1.0, 0.5, 0.1, 0.01, 5.0))

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        nn.utils.clip_grad_value_(held(optimizer), self.most)
        super().update(optimizer)


class Rounded(TrainingParts):
    """The model runs in half precision, or the gradients are rounded to it."""

    kind = "bfloat16"

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        kinds = ("bfloat16", "float16") if work.scene in _SCENES else ()
        return ({"kind": kind} for kind in kinds)

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in held(optimizer):
            if parameter.grad is not None:
                parameter.grad = parameter.grad.to(getattr(torch, self.kind)).float()
        super().update(optimizer)


class RunInHalf(Rounded):
    """The model runs in half precision."""

    def run(self, model: nn.Module, images: Any) -> Any:
        with torch.autocast("cpu", dtype=getattr(torch, self.kind)):
            return model(images).float()

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        optimizer.step()


class Decayed(TrainingParts):
    """Each gradient holds a share of its own weight."""

    share = 0.0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene != "train_step":
            return
        found, right, weights = _gradients(work, sight), _right(work), work.under("weight")
        if len(found) == len(right) and found:
            first = weights["0"].flatten()
            more = (found[0] - right[0]).flatten()
            yield {"share": float(more @ first / (first @ first))}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in held(optimizer):
            if parameter.grad is not None:
                parameter.grad += self.share * parameter.data
        super().update(optimizer)


def _rates(work: Work) -> dict[int, float]:
    return {i: group["lr"] for group in work.groups for i in group["parameters"]}


def _gradients(work: Work, sight: Sight) -> list[torch.Tensor]:
    """What the first step of some training followed, worked out of how the weights moved."""
    rates = _rates(work)
    return [sight.tensors[Key(0, "change", str(i))] / -rates[i] for i in sorted(rates)]


def _right(work: Work) -> list[torch.Tensor]:
    """The gradients of the first batch."""
    first = work.first_call or work
    return _gradients(work, play(TrainingParts().functions(), first))


def _factor(work: Work, sight: Sight) -> float:
    """By how much the gradients were too large in the first step; 0 where they were not that."""
    found, right = _gradients(work, sight), _right(work)
    size = sum(float(g.pow(2).sum()) for g in right)
    factor = sum(float((f * g).sum()) for f, g in zip(found, right, strict=True)) / max(size, 1e-30)
    return factor if abs(factor - 1) > ALIKE else 0.0


def _found_scaled(case: Case) -> bool:
    """Whether the gradients that the step found are as much too long as the weights moved."""
    if case.scene != "train_step":
        return False
    for record, _ in case.wrong:
        steps = [e for e in record.trace if e["event"] == "step" and e["call"] == 1]
        if not steps or record.sight is None:
            continue
        factor = _factor(record.work, record.sight)
        wanted = float(torch.cat([g.flatten() for g in _right(record.work)]).norm()) * factor
        found = steps[0]["gradient_norm_before"] or 0.0
        return bool(factor) and abs(found - wanted) <= ALIKE * wanted
    return False


def _changes(node: ast.AST) -> bool:
    """A loss that is rescaled on its way to backward, or a gradient that is written."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="backward")):
            return not isinstance(value, ast.Name)
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _NAMES
    return False


_NAMES = ("clip_grad_norm_", "clip_grad_value_", "scale", "autocast", "bfloat16", "half")


def _differentiated(case: Case) -> int | None:
    """Where what is differentiated gets its value, if that is more than one call that is given."""
    part = working_part(case.tree, case.function)
    nodes = list(ast.walk(part)) if part else []
    names = {
        node.func.value.id
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr == "backward" and isinstance(node.func.value, ast.Name)
    }  # fmt: skip
    for node in reversed(nodes):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, (ast.Assign, ast.AugAssign)) and any(
            isinstance(target, ast.Name) and target.id in names for target in targets
        ):
            plain = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
            return None if plain and isinstance(node, ast.Assign) else node.lineno
    return None


def _line(case: Case) -> int | None:
    """Where a gradient is written, or the loss made other than it is; else the backward call."""
    written = case.events("gradient changed")
    hook = case.mentioned("register_hook", "register_post_accumulate_grad_hook")
    if written or hook:
        return int(written[0]["line"]) if written else hook
    odd = case.lines(_changes) or [line for line in [_differentiated(case)] if line]
    called = case.events("backward")
    return odd[0] if odd else int(called[0]["line"]) if called else None


def _finer(message: str, hint: str, *mistakes: type[TrainingParts]) -> Misconception:
    return replace(
        rules.WRONG_GRADIENTS,
        exercises=("train",),
        message=message,
        hint=hint,
        mistakes=mistakes,
        sees=None,
        locates=_line,
        at=(),
        aspects=("change",),
        rank=33,
    )


SCALED = replace(
    _finer(
        "The gradients that the step follows are not those of the loss: all of them are too large, "
        "or too small, by one factor",
        "What is differentiated, and what is returned? By which number do the two differ, and who "
        "takes it back before the step?",
        Scaled,
    ),
    confirms=_found_scaled,
    rank=8,
)
CLIPPED = _finer(
    "The gradients are cut off at a limit before the step",
    "How large may a gradient get in your code, and who has asked for that limit?",
    ClippedByNorm, ClippedByValue,
)  # fmt: skip
ROUNDED = replace(
    _finer(
        "The gradients are those of this loss with two or three digits only",
        "How many digits does each type of number in your step keep? Which line chooses the type?",
        Rounded, RunInHalf,
    ),
    confirms=lambda case: case.mentioned("autocast", "bfloat16", "float16", "half") is not None,
)  # fmt: skip
DECAYED = _finer(
    "Besides the loss each gradient holds a share of the weight itself",
    "Is every term that you differentiate part of the loss that you were handed?",
    Decayed,
)


def _followed(case: Case) -> bool:
    """Whether the step followed the gradients that it found, and these are not the loss's."""
    if case.scene != "train_step":
        return False
    for record, expected in case.wrong:
        steps = [e for e in record.trace if e["event"] == "step" and e["call"] == 1]
        if not steps or record.sight is None or not _first_is_off(expected, record.sight):
            continue
        moved = _gradients(record.work, record.sight)
        norm = float(torch.cat([g.flatten() for g in moved]).norm())
        return abs(norm - (steps[0]["gradient_norm_before"] or 0.0)) <= EQUAL * norm
    return False


def _first_is_off(expected: Sight, got: Sight) -> bool:
    """Whether the weights are somewhere else after the first call already."""
    return any(key.call == 0 and key.aspect == "change" for key in unequal(expected, got))


FOLLOWED = replace(
    _finer(
        "The step follows the gradients that it finds, but they are not those of this batch's loss",
        "Which number is differentiated in your step, and is it the one that you return?",
    ),
    sees=_followed,
    rank=94,
)
