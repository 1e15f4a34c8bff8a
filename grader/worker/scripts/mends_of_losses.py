"""The mistakes in what goes into a loss that can be taken back, each by one change of numbers."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from grader.worker.scripts.kinds import ACTIVATIONS, LOSSES, TRANSPARENT
from grader.worker.scripts.mending import Mending

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

_REGRESSION = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")
_MINUS = {torch.sub, torch.Tensor.sub, torch.Tensor.__sub__, torch.Tensor.__rsub__}
_CUTS = {torch.Tensor.detach, torch.Tensor.data.__get__}  # type: ignore[attr-defined]
_BENT = ("relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "tanh")


class TakesScores(Mending):
    """What goes into a loss: of probabilities their logarithms, which it takes as scores."""

    codes = ("softmax-before-loss",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if func in LOSSES and args:
            args = (self._scores(args[0], LOSSES[func]), *args[1:])
        return func(*args, **kwargs)

    def _scores(self, given: Any, kind: str) -> Any:
        tag = self.watcher.tags.of(given)
        if tag.made == "softmax" and kind == "cross_entropy":
            return given.clamp_min(1e-30).log()
        if tag.made == "sigmoid" and kind == "binary_cross_entropy_with_logits":
            return torch.logit(given, eps=1e-6)
        return given


class SoftmaxOverClasses(Mending):
    """A softmax over the batch runs over the classes."""

    codes = ("wrong-softmax-dim",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if ACTIVATIONS.get(func) in ("softmax", "log_softmax") and args and args[0].dim() == 2:
            if len(args) > 1 and args[1] == 0:
                args = (args[0], 1, *args[2:])
            elif kwargs.get("dim") == 0:
                kwargs = {**kwargs, "dim": 1}
        return func(*args, **kwargs)


class LeavesTheScores(Mending):
    """The activation of what goes into the loss is taken out."""

    codes = ("activated-logits",)

    def __init__(self, watcher: Watcher) -> None:
        super().__init__(watcher)
        self._before: dict[int, tuple[weakref.ref[torch.Tensor], torch.Tensor]] = {}

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        last = func in LOSSES or ACTIVATIONS.get(func) == "log_softmax"
        if last and args and id(args[0]) in self._before:
            args = (self._before[id(args[0])][1], *args[1:])
        result = func(*args, **kwargs)
        if args and isinstance(result, torch.Tensor) and result.requires_grad:
            if ACTIVATIONS.get(func) in _BENT:
                self._keep(result, args[0])
            elif func in TRANSPARENT and id(args[0]) in self._before:
                self._keep(result, func(self._before[id(args[0])][1], *args[1:], **kwargs))
        return result

    def _keep(self, result: torch.Tensor, before: torch.Tensor) -> None:
        key, table = id(result), self._before
        table[key] = weakref.ref(result, lambda _: table.pop(key, None) and None), before


class KeepsTheGraph(Mending):
    """What would cut a tensor from its graph leaves it attached."""

    codes = ("detached-loss",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if func in _CUTS and args[0].grad_fn is not None and torch.is_grad_enabled():
            return args[0]
        return func(*args, **kwargs)


class TakesLogarithms(Mending):
    """NLLLoss gets log-probabilities, and BCELoss probabilities."""

    codes = ("wrong-criterion",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        kind = LOSSES.get(func) if args else None
        if kind == "nll_loss" and args[0].dim() == 2:
            probabilities = self.watcher.tags.of(args[0]).made == "softmax"
            given = args[0].clamp_min(1e-30).log() if probabilities else args[0].log_softmax(1)
            args = (given, *args[1:])
        elif kind == "binary_cross_entropy" and bool((args[0] < 0).any() | (args[0] > 1).any()):
            args = (args[0].sigmoid(), *args[1:])
        return func(*args, **kwargs)


class SameShapes(Mending):
    """What is compared has the same shape."""

    codes = ("broadcast-loss",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        compares = LOSSES.get(func) in _REGRESSION or func in _MINUS
        if compares and len(args) > 1 and all(isinstance(a, torch.Tensor) for a in args[:2]):
            one, other = args[:2]
            if one.numel() == other.numel() > 1 and one.shape != other.shape:
                args = (one, other.reshape(one.shape), *args[2:])
        return func(*args, **kwargs)


class BendsBetween(Mending):
    """Between two linear layers stands a ReLU."""

    codes = ("missing-relu",)

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if func is nn.functional.linear and self.watcher.tags.of(args[0]).made == "linear":
            args = (args[0].relu(), *args[1:])
        return func(*args, **kwargs)
