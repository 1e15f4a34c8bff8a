"""The judge's own models, alike on both sides of the wall, and what is looked at in them.

A model is read through its own tables (`_modules`, `_parameters`, `_buffers`) and never by its
methods: a learner's code may have put others in their place.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Generator, Iterator
from typing import Any

import torch
from torch import nn

from grader.frames.keys import Key
from grader.scenes import asking
from grader.scenes.numbers import (
    Tampered,
    attributes_of,
    dtype_of,
    gradient_of,
    has_plain_names,
    hooks_on,
    is_a,
    is_exactly,
    plain,
    shape_of,
)
from grader.scenes.props import Entry, Probe, noting_model
from grader.scenes.stage import Functions, Sight, threaded

_NUMBERS = itertools.count(1)


def watched_model(
    functions: Functions, spec: dict[str, Any], weights: dict[str, torch.Tensor]
) -> tuple[Probe, list[Entry]]:
    """A described model, with the list in which it notes what it sees at each of its calls."""
    entries: list[Entry] = []
    # SECURITY: a list or a function would lead a learner's code to what was noted, and it could
    # be taken back; into a generator entries can be sent, and nothing else.
    keeper = _keeping(entries)
    next(keeper)
    return threaded(functions, noting_model)(spec, weights, next(_NUMBERS), keeper.send), entries


def _keeping(entries: list[Entry]) -> Generator[None, Any, None]:
    while True:
        entry = yield
        # SECURITY: anybody can send something; what is kept must run no code when it is read.
        if is_exactly(entry, tuple) and len(entry) == 4:
            *told, images = entry
            if all(is_exactly(part, bool) for part in told):
                training, mixed, graph = told
                entries.append((training, mixed, graph, plain(images)))


def parameters_of(model: nn.Module) -> list[torch.Tensor]:
    """Every parameter of a model once, in torch's own order."""
    found = {
        id(parameter): parameter
        for _, held in _modules(model)
        for parameter in _table(held, "_parameters").values()
        if is_a(parameter, torch.Tensor)
    }
    return list(found.values())


def _modules(model: nn.Module, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """What a model and every module in it hold, each with its name, in torch's own order."""
    held = attributes_of(model)
    yield name, held
    for part, child in _table(held, "_modules").items():
        if is_a(child, nn.Module):
            yield from _modules(child, f"{name}.{part}" if name else part)


def _table(held: dict[str, Any], name: str) -> dict[str, Any]:
    """One of the tables that every module has; Tampered where it is no plain one any more."""
    table: dict[str, Any] | None = held.get(name)
    if table is None or not is_exactly(table, dict, OrderedDict) or not has_plain_names(table):
        raise Tampered(f"the {name} of a model are no plain table any more")
    return table


def require_own(model: object) -> None:
    """Tampered where a model is one of those that learners are handed, or holds one."""
    if not is_a(model, nn.Module):
        return
    if is_a(model, Probe):
        raise Tampered("a model that the function was handed stands in for one of its own")
    for child in _table(attributes_of(model), "_modules").values():  # type: ignore[arg-type]
        require_own(child)


def give_gradients(
    functions: Functions, model: nn.Module, given: dict[str, torch.Tensor], start: str = ""
) -> None:
    """Let each parameter hold the gradient of its number, or none where there is none."""
    parameters = parameters_of(model)
    gradients = [given.get(f"{start}{i}") for i in range(len(parameters))]
    threaded(functions, asking.hold_gradients)(
        parameters, [g if g is None else g.clone() for g in gradients]
    )


def see_gradients(sight: Sight, call: int, model: nn.Module, start: str = "") -> None:
    """Note each gradient; none at all and all zeros count as the same."""
    for i, parameter in enumerate(parameters_of(model)):
        gradient, key = gradient_of(parameter), Key(call, "gradient", f"{start}{i}")
        sight.tensors[key] = (
            torch.zeros(shape_of(parameter)) if gradient is None else plain(gradient)
        )
        sight.claims[key.below("none")] = gradient is None


def see_weights(sight: Sight, call: int, model: nn.Module, start: str = "") -> None:
    """Note each parameter as it is; by how much it moved is worked out on the other side."""
    for i, parameter in enumerate(parameters_of(model)):
        sight.tensors[Key(call, "weight", f"{start}{i}")] = plain(parameter)


def see_buffers(sight: Sight, call: int, model: nn.Module, start: str = "") -> None:
    """Note the buffers, the running statistics of batch norm above all."""
    for path, held in _modules(model):
        for name, buffer in _table(held, "_buffers").items():
            if is_a(buffer, torch.Tensor):
                place = f"{path}.{name}" if path else name
                sight.tensors[Key(call, "buffer", f"{start}{place}")] = plain(buffer)


def statistics_of(model: nn.Module) -> list[torch.Tensor]:
    """The buffers of a model that hold no whole numbers: what batch norm has seen so far."""
    buffers = (b for _, held in _modules(model) for b in _table(held, "_buffers").values())
    return [b for b in buffers if is_a(b, torch.Tensor) and dtype_of(b).is_floating_point]


def mode_of(model: nn.Module) -> str:
    """`training`, `evaluation`, or `mixed` where the modules disagree."""
    modes = [held.get("training") is True for _, held in _modules(model)]
    return "training" if all(modes) else "mixed" if any(modes) else "evaluation"


def hooks_of(model: nn.Module) -> int:
    """How many hooks hang on a model, its layers and its parameters."""
    tables = "_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks"
    held: list[Any] = [layer.get(name) for _, layer in _modules(model) for name in tables]
    on_layers = sum(len(table) for table in held if is_exactly(table, dict, OrderedDict))
    return on_layers + sum(hooks_on(parameter) for parameter in parameters_of(model))
