"""Whether student code replaced parts of PyTorch or of the scenes that look at it.

What a scene sees is only as true as the functions that it looks with. Right code has no reason
to replace them, so a play in which one was replaced counts for nothing.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn
from torch.utils import data

from grader import scenes, wire
from grader.scenes import models, stage, train
from grader.worker import output, trace

_WATCHED: tuple[Any, ...] = (
    torch.Tensor, nn.Parameter, nn.Module, nn.Linear, nn.Flatten, nn.ReLU, nn.Dropout,
    nn.BatchNorm1d, nn.Sequential, nn.CrossEntropyLoss, torch.optim.Optimizer, torch.optim.SGD,
    torch.autograd.Function, data.DataLoader, data.TensorDataset, data.Dataset,
    models.Probe, models.KeyedDropout, models.Diary, train.Tally,
    stage.Sight, trace.Recorder, wire.Frame,
    scenes, stage, models, train, scenes.forward, scenes.loss, scenes.backward, scenes.step,
    scenes.training, scenes.architecture, wire, output, trace,
)  # fmt: skip

_FUNCTIONS = (
    (torch, "equal", "is_grad_enabled", "set_grad_enabled", "no_grad", "enable_grad", "zeros_like",
     "rand", "cat", "eye", "zeros", "randperm", "is_tensor", "Generator"),
    (torch.autograd, "grad", "backward"),
    (nn.functional, "cross_entropy", "linear", "relu", "batch_norm"),
)  # fmt: skip


def _parts() -> Iterator[tuple[str, object]]:
    for owner in _WATCHED:
        for name, value in vars(owner).items():
            if name in ("__init__", "__setstate__", "_init_group"):
                continue  # torch.compile puts its own there
            if callable(value) or isinstance(value, (property, types.GetSetDescriptorType)):
                yield f"{owner.__name__}.{name}", value
    for module, *names in _FUNCTIONS:
        for name in names:
            yield f"{module.__name__}.{name}", getattr(module, name)


class Integrity:
    """Remembers what was there before any student code, and finds what is no longer."""

    def __init__(self) -> None:
        self._before = dict(_parts())

    def require(self) -> None:
        """Raises: Replaced, when a part is another object now, or gone."""
        now = dict(_parts())
        for name, value in self._before.items():
            if now.get(name) is not value:
                raise Replaced(f"{name} was replaced")


class Replaced(BaseException):
    """Student code replaced a part of PyTorch or of the grader; none of it may catch this."""
