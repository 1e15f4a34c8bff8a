"""Whether student code replaced parts of PyTorch, of Python or of the scenes that look at it.

What a scene sees is only as true as the functions that it looks with. Right code has no reason
to replace them, so a play in which one was replaced counts for nothing.
"""

from __future__ import annotations

import _thread
import builtins
import gc
import itertools
import json
import signal
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import is_not
from typing import Any

import numpy as np
import safetensors.torch
import torch
from torch import nn
from torch.nn.modules import module as hooks
from torch.optim import optimizer
from torch.utils import data
from torch.utils.data import _utils

from grader.scenes import SCENES, Tampered
from grader.scenes.stage import FILE_OF

_CLASSES: tuple[type, ...] = (
    torch.Tensor, nn.Parameter, nn.Module, nn.Linear, nn.Flatten, nn.ReLU, nn.Dropout,
    nn.BatchNorm1d, nn.Sequential, nn.CrossEntropyLoss, torch.optim.Optimizer, torch.optim.SGD,
    torch.autograd.Function, data.DataLoader, data.TensorDataset, data.Dataset, torch.Generator,
    torch.no_grad, torch.enable_grad, torch.set_grad_enabled, json.JSONEncoder, json.JSONDecoder,
)  # fmt: skip

_MODULES: tuple[types.ModuleType, ...] = (
    torch, torch._C, torch._C._nn, torch._VF, torch._tensor, torch.autograd, torch.autograd.graph,
    torch.random, torch.overrides, nn, nn.functional, nn.init, nn.parameter, hooks,
    torch.optim, optimizer, sys.modules["torch.optim.sgd"], data, _utils.fetch, _utils.collate,
    builtins, json, json.encoder, np, safetensors.torch,
)  # fmt: skip

# Registers whose contents count: hooks that see every module and optimizer, and the scenes.
_REGISTERS: tuple[Mapping[Any, Any], ...] = (
    *(value for name, value in sorted(vars(hooks).items()) if name.startswith("_global_")
      and isinstance(value, dict)),
    *(value for name, value in sorted(vars(optimizer).items()) if name.startswith("_global_")
      and isinstance(value, dict)),
    SCENES, FILE_OF,
)  # fmt: skip

# torch.compile puts its own there; a learner may print and read in a way of their own.
_FREE = {"__init__", "__setstate__", "_init_group", "print", "input", "open", "breakpoint"}
_HARMLESS_NEW = {
    "__annotations__",
    "__parameters__",
    "__orig_bases__",
    "__doc__",
    "__warningregistry__",
}

Part = tuple[str, Mapping[str, Any], set[str] | None]


def _bases() -> Iterator[type]:
    """The watched classes, their bases and their kinds, but those that nobody can change."""
    ours = [
        value
        for name, module in sorted(sys.modules.items())
        if name.split(".")[0] == "grader"
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == name
    ]
    found = [base for cls in (*_CLASSES, *ours) for base in (*cls.__mro__, type(cls))]
    for base in dict.fromkeys(found):
        if base.__flags__ & (1 << 8) == 0:  # Py_TPFLAGS_IMMUTABLETYPE
            yield base


def _is_part(value: object) -> bool:
    return callable(value) or isinstance(value, (property, types.GetSetDescriptorType))


def _parts() -> Iterator[Part]:
    """Everything that is watched: its name, a view of it, and which new names in it would hide
    something; None where no new name is right.
    """
    for cls in _bases():
        yield cls.__name__, vars(cls), {n for base in cls.__mro__[1:] for n in vars(base)}
    for module in _MODULES:
        yield module.__name__, vars(module), set(vars(builtins))
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] == "grader":
            yield name, vars(module), None
    for register in _REGISTERS:
        yield "a register of hooks or scenes", register, None


@dataclass(frozen=True, slots=True)
class _Watched:
    """A part and what it held; `view` shows what it holds at any time."""

    name: str
    view: Mapping[str, Any]
    hidden: set[str] | None
    was: dict[str, Any]

    @classmethod
    def of(cls, name: str, view: Mapping[str, Any], hidden: set[str] | None) -> _Watched:
        return cls(name, view, hidden, dict(view))

    def renewed(self) -> _Watched:
        """The part with what it holds now."""
        return self.of(self.name, self.view, self.hidden)


@cache
def survey() -> tuple[_Watched, ...]:
    """What is watched; it takes some milliseconds, so the nursery does it for all workers."""
    return tuple(_Watched.of(*part) for part in _parts())


def watch() -> Callable[[], None]:
    """A function that raises Tampered when anything is no longer what it is now.

    SECURITY: nobody but the stage holds it, and it looks up no name outside of itself, so there
    is nothing by which student code could make it blind.
    """
    watched = [part.renewed() for part in survey()]
    require_alone, explain, as_it_is = _alone(), _difference, _snapshot(watched)

    def require() -> None:
        require_alone()
        if not as_it_is():
            for part in watched:
                explain(part.name, part.was, part.view, part.hidden)

    return require


def _snapshot(watched: list[_Watched]) -> Callable[[], bool]:
    """A function that says whether every part holds the very objects that it holds now.

    Thousands of them in a fifth of a millisecond, for it is asked after every call.
    """
    views = [part.view for part in watched]
    all_keys, all_values = [view.keys() for view in views], [view.values() for view in views]
    chained, differs, each, size, total = itertools.chain.from_iterable, is_not, map, len, sum
    some, keys, values = any, list(chained(all_keys)), list(chained(all_values))
    number = len(keys)

    def as_it_is() -> bool:
        return (
            total(each(size, views)) == number
            and not some(each(differs, chained(all_values), values))
            and not some(each(differs, chained(all_keys), keys))
        )

    return as_it_is


def _difference(
    name: str, was: dict[str, Any], now: Mapping[str, Any], hidden: set[str] | None
) -> None:
    """Raises: Tampered, where a part is another now, or gone, or hidden by a new one."""
    for key, value in was.items():
        if now.get(key) is not value and (_is_part(value) or hidden is None) and key not in _FREE:
            raise Tampered(f"{name}.{key} was replaced")
    for key in now.keys() - was.keys() - _HARMLESS_NEW - _FREE:
        if hidden is None or key in hidden or (isinstance(key, str) and key.startswith("__")):
            raise Tampered(f"{name}.{key} was added")


def _alone() -> Callable[[], None]:
    """A function that raises Tampered where student code could still run beside the stage."""
    handlers = [(number, signal.getsignal(number)) for number in sorted(signal.valid_signals())]
    handler_of, threads, callbacks = signal.getsignal, _thread._count, gc.callbacks
    functions, kinds = torch._C._len_torch_function_stack, torch._C._len_torch_dispatch_stack
    profiled, traced, before = sys.getprofile, sys.gettrace, len(gc.callbacks)
    tool_of, counted = getattr(getattr(sys, "monitoring", None), "get_tool", None), len
    failed = Tampered

    def require() -> None:
        if threads() > 1:
            raise failed("a thread of its own still runs")
        if functions() or kinds():
            raise failed("a mode of torch was left on")
        if profiled() is not None or traced() is not None or counted(callbacks) != before:
            raise failed("a trace function or a callback was left on")
        if tool_of is not None and any(tool_of(number) for number in range(6)):
            raise failed("a monitoring tool was left on")
        for number, handler in handlers:
            if handler_of(number) is not handler:
                raise failed(f"the handler of signal {number} was replaced")

    return require
