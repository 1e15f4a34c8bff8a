"""What a function of a course is handed, read off its solution's signature and docstring.

The annotation tells first, then the parameter's name, then the shape in its line of the docstring:
`images: float32, shape (N, 64)`, `labels: int64, shape (N,), below C`. What cannot be told is an
error of the course that names the parameter, and says what would help.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader

from grader.errors import CourseError

_LOSSES = ("criterion", "loss_fn", "loss_function")
_INPUTS = ("images", "inputs", "x")
_LABELS = ("labels", "targets", "y")
_PLAIN = {int: "int", float: "float", bool: "bool", list[int]: "ints", list[float]: "floats"}
_SHAPE = re.compile(r"shape \(([A-Za-z0-9, ]*)\)")
_TYPE = re.compile(r":\s*(\w*\d\d?)\b(?=.*shape \()")
_TYPES = ("float32", "int64")
_BELOW = re.compile(r"below (\w+)")


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter: what it is handed, and of a tensor the shape in numbers and letters.

    `below`: its numbers are whole, from 0 to below this. `default`: it may be left out.
    """

    name: str
    kind: str
    shape: tuple[str, ...] = ()
    below: str = ""
    default: bool = False


def arguments_of(function: Callable[..., Any], where: str) -> tuple[Argument, ...]:
    """What each parameter of a solution's function is handed; `where` is its file.

    Raises:
        CourseError: of one of them nobody can tell.
    """
    hints, doc = _hints(function), inspect.getdoc(function) or ""
    return tuple(
        _argument(parameter, hints.get(parameter.name), doc, _place(function, where))
        for parameter in inspect.signature(function).parameters.values()
    )


def _place(function: Callable[..., Any], where: str) -> str:
    line = inspect.unwrap(function).__code__.co_firstlineno
    return f"{where}:{line}: {function.__name__}"


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        return typing.get_type_hints(function)
    except (NameError, TypeError, AttributeError):
        return {}  # what they would say is asked for by name then


def _argument(parameter: inspect.Parameter, hint: Any, doc: str, place: str) -> Argument:
    name = parameter.name
    plain = parameter.kind in (
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.POSITIONAL_ONLY,
    )
    line = _line_of(name, doc)
    kind = _kind(name, hint, line) if plain else ""
    if not kind:
        raise CourseError(
            f"{place}: nothing says what {name!r} is to be handed; annotate it, give its shape in "
            f"the docstring (`{name}: float32, shape (N, 10)`), or write given(draw) in the "
            "exercise's file of checks/"
        )
    shape, below = _SHAPE.search(line), _BELOW.search(line)
    sizes = tuple(part.strip() for part in shape[1].split(",") if part.strip()) if shape else ()
    if any(" " in size for size in sizes):
        raise CourseError(
            f"{place}: {name}: shape ({shape[1] if shape else ''}): put commas between the sizes, "
            "as in (N, 10)"
        )
    if kind == "tensor" and (told := _TYPE.search(line)) and told[1] not in _TYPES:
        raise CourseError(
            f"{place}: {name}: {told[1]} is nothing that is drawn; write one of "
            f"{', '.join(_TYPES)}, or write given(draw) in the exercise's file of checks/"
        )
    return Argument(
        name,
        kind,
        sizes,
        below[1] if below else "",
        parameter.default is not parameter.empty,
    )


def _line_of(name: str, doc: str) -> str:
    """The line of a docstring that begins with a parameter's name and a colon."""
    return next((s for s in map(str.strip, doc.splitlines()) if s.startswith(f"{name}:")), "")


def _kind(name: str, hint: Any, line: str) -> str:
    """What a parameter is handed; empty where nothing tells."""
    if name in _LOSSES or _is(hint, nn.modules.loss._Loss):
        return "criterion"
    if hint is nn.Module:
        return "model"
    if _is(hint, Optimizer):
        return "optimizer"
    if hint is DataLoader or typing.get_origin(hint) is DataLoader:
        return "loader"
    if hint == list[tuple[torch.Tensor, torch.Tensor]]:
        return "batches"
    if hint is torch.Tensor:
        return _kind_of_tensor(name, bool(_SHAPE.search(line)))
    return _PLAIN.get(hint, "") if typing.get_origin(hint) or isinstance(hint, type) else ""


def _kind_of_tensor(name: str, has_shape: bool) -> str:
    if has_shape:
        return "tensor"
    if name in _INPUTS:
        return "inputs"
    if name in _LABELS:
        return "labels"
    return "loss" if name == "loss" else ""


def _is(hint: Any, kind: type) -> bool:
    return inspect.isclass(hint) and issubclass(hint, kind)
