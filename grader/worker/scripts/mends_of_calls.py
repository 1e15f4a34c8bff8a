"""The mistakes in a loop's calls that can be taken back, each by one change of what is called."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from grader.worker.scripts.kinds import LOSSES
from grader.worker.scripts.mending import Call, Mending

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

# The rates that PyTorch's own documents begin with, and by what a diverging one is multiplied.
RATE, SGD_RATE, SMALLER = 1e-3, 1e-2, 0.01


def _held(optimizer: Any) -> list[torch.Tensor]:
    return [p for group in optimizer.param_groups for p in group["params"]]


class ClearsUsed(Mending):
    """Gradients that a step has used are cleared before the next are added."""

    codes = ("missing-zero-grad", "partial-zero-grad")

    def backward(self, loss: Any, walk: Call) -> None:
        self.watcher.gradients.clear_used()
        walk()


class KeepsUnused(Mending):
    """A zero_grad is left out where a step has still to use the gradients."""

    codes = ("zero-grad-after-backward",)

    def zero_grad(self, tensors: Iterable[torch.Tensor], clear: Call) -> None:
        if not self.watcher.gradients.has_unused(tensors):
            clear()


class StepsAfterwards(Mending):
    """A step waits for the backward of its own batch."""

    codes = ("step-before-backward",)
    _waiting: Call | None = None

    def step(self, optimizer: Any, step: Call) -> Any:
        self._waiting = step

    def backward(self, loss: Any, walk: Call) -> None:
        walk()
        if self._waiting is not None:
            self._waiting()
            self._waiting = None


class StepsByItself(Mending):
    """Each backward is followed by a step."""

    codes = ("missing-step",)

    def backward(self, loss: Any, walk: Call) -> None:
        walk()
        for optimizer in self.watcher.living_optimizers():
            if self.watcher.gradients.has_unused(_held(optimizer)):
                optimizer.step()


class WalksBack(Mending):
    """Each step is preceded by the backward of the newest loss."""

    codes = ("missing-backward",)
    _loss: torch.Tensor | None = None

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        result = func(*args, **kwargs)
        if func in LOSSES and isinstance(result, torch.Tensor) and result.requires_grad:
            self._loss = result
        return result

    def step(self, optimizer: Any, step: Call) -> Any:
        if self._loss is not None:
            torch.autograd.backward(self._loss)
            self._loss = None
        return step()


class StepsOnce(Mending):
    """A step is left out where no gradient is new."""

    codes = ("repeated-step",)

    def step(self, optimizer: Any, step: Call) -> Any:
        return step() if self.watcher.gradients.has_unused(_held(optimizer)) else None


class WalksOnce(Mending):
    """A second backward on the same loss is left out."""

    codes = ("repeated-backward",)
    _last: Any = None

    def backward(self, loss: Any, walk: Call) -> None:
        if loss is not self._last:
            self._last = loss
            walk()


class MovesTheModel(Mending):
    """The optimizer gets the parameters that the loss reaches, and a learning rate over 0."""

    codes = ("weights-unchanged",)

    def made(self, optimizer: Any) -> None:
        for group in optimizer.param_groups:
            if group.get("lr") == 0:
                group["lr"] = SGD_RATE if isinstance(optimizer, torch.optim.SGD) else RATE

    def step(self, optimizer: Any, step: Call) -> Any:
        reached = self.watcher.gradients.reached_last()
        held = {id(p) for p in _held(optimizer)}
        if reached and not any(id(p) in held for p in reached):
            optimizer.param_groups[0]["params"] = reached
        return step()


class HoldsAll(Mending):
    """The optimizer gets the parameters that it lacks."""

    codes = ("missing-parameters",)

    def step(self, optimizer: Any, step: Call) -> Any:
        others = self.watcher.living_optimizers()
        held = {id(p) for other in others for p in _held(other)}
        missing = [p for p in self.watcher.gradients.reached_last() if id(p) not in held]
        if missing:
            optimizer.add_param_group({"params": missing})
        return step()


class KeepsItsState(Mending):
    """A new optimizer goes on with what the one before it remembered."""

    codes = ("new-optimizer-each-step",)

    def __init__(self, watcher: Watcher) -> None:
        super().__init__(watcher)
        self._states: dict[tuple[int, ...], Any] = {}

    def made(self, optimizer: Any) -> None:
        key = tuple(map(id, _held(optimizer)))
        optimizer.state = self._states.setdefault(key, optimizer.state)


class KeepsItsWeights(Mending):
    """A new model begins with the weights of the one before it."""

    codes = ("new-model-each-step",)

    def __init__(self, watcher: Watcher) -> None:
        super().__init__(watcher)
        self._before: dict[tuple[torch.Size, ...], list[torch.Tensor]] = {}

    def made(self, optimizer: Any) -> None:
        held = _held(optimizer)
        key = tuple(p.shape for p in held)
        with torch.no_grad():
            for new, old in zip(held, self._before.get(key, held), strict=True):
                new.copy_(old)
        self._before[key] = held


class KeepsGradients(Mending):
    """A model in training mode builds its graph, and its parameters take gradients."""

    codes = ("gradients-left-off",)

    def forward(self, model: nn.Module, split: str) -> None:
        if model.training:
            torch._C._set_grad_enabled(True)

    def made(self, optimizer: Any) -> None:
        for parameter in _held(optimizer):
            parameter.requires_grad_()


class TrainsInTrainingMode(Mending):
    """A model that builds a graph runs in training mode."""

    codes = ("train-mode-missing",)

    def forward(self, model: nn.Module, split: str) -> None:
        if torch.is_grad_enabled() and not model.training:
            model.train()


class MeasuresInEvaluationMode(Mending):
    """A model that builds no graph, or is given what is held out, runs in evaluation mode."""

    codes = ("eval-mode-missing",)

    def __init__(self, watcher: Watcher) -> None:
        super().__init__(watcher)
        self._off: weakref.WeakSet[nn.Module] = weakref.WeakSet()
        self._measures = False

    def forward(self, model: nn.Module, split: str) -> None:
        self._measures = not torch.is_grad_enabled() or split in ("test", "val")
        if self._measures and model.training:
            self._off.add(model.eval())
        elif not self._measures and model in self._off:
            self._off.discard(model.train())

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if func is nn.functional.dropout and self._measures:
            return args[0]
        return func(*args, **kwargs)


class SmallerSteps(Mending):
    """The learning rate is a hundredth of what it was."""

    codes = ("diverging-learning-rate",)

    def made(self, optimizer: Any) -> None:
        for group in optimizer.param_groups:
            group["lr"] = group["lr"] * SMALLER


class LeavesTheEvaluation(Mending):
    """A step on data that is measured is left out."""

    codes = ("weights-moved-in-evaluate",)

    def step(self, optimizer: Any, step: Call) -> Any:
        number = self.watcher.gradients.batch
        split = self.watcher.items.batches[number][1]
        return None if split in ("test", "val") else step()


class CountsPasses(Mending):
    """A scheduler counts once a pass, and not before the first step."""

    codes = ("scheduler-before-step",)
    _pass = -1

    def schedule(self, scheduler: Any, step: Call) -> Any:
        number = self.watcher.passes.number
        stepped = self.watcher.optimizers[self.watcher.optimizer(scheduler.optimizer)]["steps"]
        made = scheduler.__dict__.get("_mnist_grade_made")
        if made and (number == self._pass or not stepped):
            return None
        self._pass = number if made else -1
        return step()


class Shuffles(Mending):
    """A loader that goes in order shuffles."""

    codes = ("unshuffled",)

    def loader(self, options: dict[str, Any]) -> None:
        if not options.get("sampler") and not options.get("batch_sampler"):
            options["shuffle"] = True
