"""Whether student code replaced parts of PyTorch, of Python or of the scenes that look at it.

What a scene sees is only as true as the functions that it looks with. Right code has no reason
to replace them, so a play in which one was replaced counts for nothing.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import _thread
import builtins
import gc
import itertools
import json
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from operator import is_not, itemgetter
from typing import Any

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch
from torch import nn
from torch.nn.modules import module as hooks
from torch.optim import optimizer
from torch.utils import data
from torch.utils.data import _utils

from grader.scenes import SCENES, Tampered
from grader.worker.versions import SIZE, places_of

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
    builtins, json, json.encoder, np, safetensors.numpy, safetensors.torch,
)  # fmt: skip

# Registers whose contents count: hooks that see every module and optimizer, and the scenes.
_REGISTERS: tuple[Mapping[Any, Any], ...] = (
    *(value for name, value in sorted(vars(hooks).items()) if name.startswith("_global_")
      and isinstance(value, dict)),
    *(value for name, value in sorted(vars(optimizer).items()) if name.startswith("_global_")
      and isinstance(value, dict)),
    SCENES,
)  # fmt: skip

# torch.compile puts its own there; a learner may print and read in a way of their own.
_FREE = {
    *(f"{name}.{part}" for name in ("Optimizer", "SGD")
      for part in ("__init__", "__setstate__", "_init_group")),
    "print", "input", "open", "breakpoint",
    "Tensor.__repr__", "Tensor.__str__", "Tensor.__format__", "Module.__repr__",
    "torch.manual_seed",  # torch._dynamo puts another there
}  # fmt: skip
# So many looks, of 2 ms each, until the last of a learner's threads is gone.
THREADS_END = 50
_HARMLESS_NEW = {
    "__annotations__",
    "__parameters__",
    "__orig_bases__",
    "__doc__",
    "__slotnames__",  # whoever copies or pickles an object has Python keep it
    "__warningregistry__",
}


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


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that is watched; `view` shows what it holds at any time.

    `was` is what it holds in the nursery; None where the worker itself changes that before there
    is student code. `hidden` are the names that a new one in it would hide something by; None
    where none is right.
    """

    name: str
    view: Mapping[str, Any]
    hidden: set[str] | None
    large: bool = False
    was: dict[str, Any] | None = None


def _parts() -> Iterator[_Part]:
    for cls in _bases():
        hidden = {n for base in cls.__mro__[1:] for n in vars(base)}
        yield _Part(cls.__name__, vars(cls), hidden, was=dict(vars(cls)))
    for module in _MODULES:
        held, hidden = vars(module), set(vars(builtins))
        yield _Part(module.__name__, held, hidden, large=True, was=dict(held))
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] == "grader":
            yield _Part(name, vars(module), None)
    yield from map(_register, _REGISTERS)


def _register(register: Mapping[Any, Any]) -> _Part:
    return _Part("a register of hooks or scenes", register, None)


Same = Callable[[], bool]

# Made of C, as `signal.getsignal` is not: student code cannot change what it does.
_handler_of: Callable[[int], Any] = _signal.getsignal


@cache
def survey() -> tuple[list[tuple[_Part, Same | None]], set[str], list[memoryview]]:
    """What is watched, every name that watched code looks up, and where the versions lie.

    It takes a moment, so the nursery does it for all workers; in a worker it would also copy
    every page of memory that holds one of these thousands of objects.
    """
    parts = tuple(_parts())
    codes = (code for part in parts for value in part.view.values() for code in _codes(value))
    used = {name for code in codes for name in code.co_names}
    surveyed = [(part, None if part.was is None else _same(part, part.was, used)) for part in parts]
    return surveyed, used, places_of(part.view for part in parts)


def watch(*more: Mapping[str, Any]) -> Callable[[], None]:
    """A function that raises Tampered when anything is no longer what it is now.

    It is asked after every call: what has the version that it had needs no second look. `more`
    are registers that came after the survey.

    SECURITY: nobody but the stage holds it, and it looks up no name outside of itself, so there
    is nothing by which student code could make it blind.
    """
    surveyed, used, places = survey()
    later = [(_register(own), None) for own in more]
    watched = []
    for number, (part, same) in enumerate([*surveyed, *later]):
        was = dict(part.view) if part.was is None else part.was
        place = slice(number * SIZE, (number + 1) * SIZE)
        watched.append((place, part, was, same or _same(part, was, used)))
    # One look at all of them, and not a call for each: this is asked after every call.
    versions = partial(b"".join, [*places, *places_of(more)] if places else [])
    known, require_alone, explain = versions(), _alone(), _difference

    def require() -> None:
        nonlocal known
        require_alone()
        now = versions()
        if now and now == known:
            return
        for place, part, was, same in watched:
            if (not now or now[place] != known[place]) and not same():
                explain(part.name, was, part.view, part.hidden)
        known = now

    return require


def _same(part: _Part, was: dict[str, Any], used: set[str]) -> Same:
    """A function that says whether a part holds the very objects that it held.

    Of a large module it looks at how many names there are, and at those that watched code looks up.
    """
    names = [name for name in was if name in used or not part.large]
    # With one name alone itemgetter gives no tuple.
    look = itemgetter(*names, names[0]) if names else lambda _: ()
    view, values, number = part.view, look(was), len(was)
    differs, each, size, some, kind, text = is_not, map, len, any, type, itertools.repeat(str)

    def same() -> bool:
        # SECURITY: to look for a name compares it with names that may be code of whoever put
        # them there.
        if size(view) != number or some(each(differs, each(kind, view), text)):
            return False
        try:
            return not some(each(differs, look(view), values))
        except KeyError:
            return False

    return same


def _codes(value: object) -> Iterator[types.CodeType]:
    """The code of a function, a method or a property, and of what is defined inside it."""
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if isinstance(value, property):
        for part in (value.fget, value.fset, value.fdel):
            yield from _codes(part)
    for _ in range(5):  # of functions that wrap others
        if not isinstance(value, types.FunctionType):
            return
        pending = [value.__code__]
        while pending:
            code = pending.pop()
            yield code
            pending += [inner for inner in code.co_consts if isinstance(inner, types.CodeType)]
        value = vars(value).get("__wrapped__")


def _difference(
    name: str, was: dict[str, Any], now: Mapping[str, Any], hidden: set[str] | None
) -> None:
    """Raises: Tampered, where a part is another now, or gone, or hidden by a new one."""
    if any(type(key) is not str for key in now) and any(type(key) is str for key in was):
        raise Tampered(f"a name in {name} is no plain text")
    for key, value in was.items():
        if (
            now.get(key) is not value
            and (_is_part(value) or hidden is None)
            and not (key in _FREE or f"{name}.{key}" in _FREE)
        ):
            raise Tampered(f"{name}.{key} was replaced")
    for key in now.keys() - was.keys() - _HARMLESS_NEW - _FREE:
        if hidden is None or key in hidden or (isinstance(key, str) and key.startswith("__")):
            raise Tampered(f"{name}.{key} was added")


def _alone() -> Callable[[], None]:
    """A function that raises Tampered where student code could still run beside the stage."""
    # Ctrl-C is a learner's to answer: nobody can send one in here.
    numbers = sorted(signal.valid_signals() - {signal.SIGINT})
    handlers = [(int(number), _handler_of(number)) for number in numbers]
    handler_of, threads, callbacks = _handler_of, _thread._count, gc.callbacks
    functions, kinds = torch._C._len_torch_function_stack, torch._C._len_torch_dispatch_stack
    profiled, traced, before = sys.getprofile, sys.gettrace, len(gc.callbacks)
    tool_of, counted = getattr(getattr(sys, "monitoring", None), "get_tool", None), len
    failed, ours = Tampered, threads()  # the stage's, and those of a clock
    sleep, looks = time.sleep, range(THREADS_END)

    def require() -> None:
        for _ in looks:  # one that has done its work may not be gone yet
            if threads() <= ours:
                break
            sleep(0.002)
        else:
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
