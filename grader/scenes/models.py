"""The judge's own models, alike on both sides of the wall, and what is looked at in them.

A model is read through its own tables (`_modules`, `_parameters`, `_buffers`) and never by its
methods: a learner's code may have put others in their place.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Generator
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
    needs_gradient,
    plain,
    plainly,
    shape_of,
)
from grader.scenes.props import Entry, Model, noting_model
from grader.scenes.stage import Functions, Lead, Sight, threaded

_NUMBERS = itertools.count(1)
_HELD: Any = torch.optim.Optimizer.__dict__["__dict__"].__get__


def watched_model(
    functions: Functions, spec: dict[str, Any], weights: dict[str, torch.Tensor]
) -> tuple[Model, list[Entry]]:
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
    return Contents(model).parameters


class Contents:
    """What a model held at one moment, in torch's own order: looked at once, told many times."""

    def __init__(self, model: nn.Module) -> None:
        # Every module's table of attributes, with the module's name.
        self._modules: list[tuple[str, dict[str, Any]]] = []
        self._walk(model, "")
        found: dict[int, torch.Tensor] = {}
        for _, held in self._modules:
            for parameter in _table(held, "_parameters").values():
                if is_a(parameter, torch.Tensor):
                    found[id(parameter)] = parameter
        self.parameters = list(found.values())  # every one once

    def _walk(self, module: nn.Module, name: str) -> None:
        held = attributes_of(module)
        self._modules.append((name, held))
        for part, child in _table(held, "_modules").items():
            if is_a(child, nn.Module):
                self._walk(child, f"{name}.{part}" if name else part)

    @property
    def buffers(self) -> list[tuple[str, torch.Tensor]]:
        """Every buffer with its name."""
        return [
            (f"{path}.{name}" if path else name, buffer)
            for path, held in self._modules
            for name, buffer in _table(held, "_buffers").items()
            if is_a(buffer, torch.Tensor)
        ]

    @property
    def mode(self) -> str:
        """`training`, `evaluation`, or `mixed` where the modules disagree."""
        modes = [held.get("training") is True for _, held in self._modules]
        return "training" if all(modes) else "mixed" if any(modes) else "evaluation"

    @property
    def hooks(self) -> int:
        """How many hooks hang on a model, its layers and its parameters."""
        tables = "_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks"
        held: list[Any] = [layer.get(name) for _, layer in self._modules for name in tables]
        on_layers = sum(len(table) for table in held if is_exactly(table, dict, OrderedDict))
        return on_layers + sum(map(hooks_on, self.parameters))


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
    if is_a(model, Model):
        raise Tampered("a model that the function was handed stands in for one of its own")
    for child in _table(attributes_of(model), "_modules").values():  # type: ignore[arg-type]
        require_own(child)


def give_gradients(
    lead: Lead, model: nn.Module, given: dict[str, torch.Tensor], start: str = ""
) -> None:
    """Let each parameter hold the gradient of its number, or none where there is none.

    `lead` makes of a function one that runs on the learner's thread.
    """
    parameters = parameters_of(model)
    gradients = [given.get(f"{start}{i}") for i in range(len(parameters))]
    lead(asking.hold_gradients)(parameters, [g if g is None else g.clone() for g in gradients])


def require_given(model: nn.Module, given: dict[str, torch.Tensor], start: str = "") -> None:
    """Tampered where the gradients of a model are not those that it was just given."""
    # SECURITY: they were put there where student code runs, which may have kept them out.
    for i, parameter in enumerate(parameters_of(model)):
        gradient, wanted = gradient_of(parameter), given.get(f"{start}{i}")
        if _bytes_of(gradient) != _bytes_of(wanted):
            raise Tampered("a gradient is not what the function was to find there")


def require_mode(model: nn.Module, *, training: bool) -> None:
    """Tampered where a model that was just made is in another mode than it was to be."""
    if Contents(model).mode != ("training" if training else "evaluation"):
        raise Tampered("a model is not in the mode in which the function was to find it")


def left_of(model: nn.Module) -> tuple[Any, ...]:
    """What of a model no call changes but one of the learner's function: numbers, flags, mode."""
    contents = Contents(model)
    held = [(p, gradient_of(p)) for p in contents.parameters]
    return contents.mode, *((_bytes_of(p), _bytes_of(g), needs_gradient(p)) for p, g in held)


def _bytes_of(tensor: torch.Tensor | None) -> bytes | None:
    return None if tensor is None else plain(tensor).numpy().tobytes()


def see_gradients(sight: Sight, call: int, contents: Contents, start: str = "") -> None:
    """Note each gradient; none at all and all zeros count as the same."""
    for i, parameter in enumerate(contents.parameters):
        gradient, key = gradient_of(parameter), Key(call, "gradient", f"{start}{i}")
        sight.tensors[key] = (
            torch.zeros(shape_of(parameter)) if gradient is None else plain(gradient)
        )
        sight.claims[key.below("none")] = gradient is None


def see_weights(sight: Sight, call: int, contents: Contents, start: str = "") -> None:
    """Note each parameter as it is; by how much it moved is worked out on the other side."""
    for i, parameter in enumerate(contents.parameters):
        sight.tensors[Key(call, "weight", f"{start}{i}")] = plain(parameter)


def see_buffers(sight: Sight, call: int, contents: Contents, start: str = "") -> None:
    """Note the buffers, the running statistics of batch norm above all."""
    for name, buffer in contents.buffers:
        sight.tensors[Key(call, "buffer", f"{start}{name}")] = plain(buffer)


def statistics_of(model: nn.Module) -> list[torch.Tensor]:
    """The buffers of a model that hold no whole numbers: what batch norm has seen so far."""
    return [b for _, b in Contents(model).buffers if dtype_of(b).is_floating_point]


def settings_kept(criterion: Any) -> dict[str, Any]:
    """The settings of a criterion that was handed over; Tampered where it is another by now."""
    if not is_exactly(criterion, nn.CrossEntropyLoss):
        raise Tampered("the criterion that was handed over is of another class now")
    held = attributes_of(criterion)
    return {
        name: plainly(held.get(name)) for name in ("reduction", "ignore_index", "label_smoothing")
    }


def settings_by_group(optimizer: Any) -> dict[str, list[Any]]:
    """What decides an update, for each group of an optimizer that was handed over.

    Tampered where it is of another class by now, or its groups are no plain tables.
    """
    names = "lr", "momentum", "dampening", "weight_decay", "nesterov", "maximize"
    held: Any = _HELD(optimizer) if is_exactly(optimizer, torch.optim.SGD) else None
    groups: Any = held.get("param_groups") if _is_plain(held) else None
    if not is_exactly(groups, list) or not all(map(_is_plain, groups)):
        raise Tampered("the optimizer that was handed over is of another class or make now")
    return {name: [plainly(group.get(name)) for group in groups] for name in names}


def _is_plain(table: Any) -> bool:
    return is_exactly(table, dict) and has_plain_names(table)
