"""What a learner's code handed over, read without running any of it.

SECURITY: the scenes play beside what they have seen so far. An object's methods, properties,
`__class__`, and those of its class and of its class's class are code of whoever made it; so what
it is is asked of its real class, and its numbers are read as they are stored. What only its own
code can tell is asked where that code runs: see `asking`. And what is called here is bound here:
a name looked up in another module when it is needed may be student code by then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import prod
from numbers import Real
from typing import Any

import numpy as np
import torch
from torch import nn

MOST_NUMBERS = 4_000_000

# The types of numbers that a sight may hold.
DTYPES = {torch.float32, torch.float64, torch.int64, torch.int32, torch.bool, torch.float16}

_TENSOR: Any = torch._C.TensorBase
_GRADIENT: Any = torch.Tensor.grad
_HOOKS: Any = (_TENSOR._backward_hooks, _TENSOR._post_accumulate_grad_hooks)
_LINEAGE: Any = type.__dict__["__mro__"].__get__
_NAME: Any = type.__dict__["__name__"].__get__
_ATTRIBUTES: Any = nn.Module.__dict__["__dict__"].__get__
_SHAPE: Any = np.ndarray.shape.__get__
# By descent alone: whatever may be entered in the register of numbers, a text too.
_REAL = (float, int, np.floating, np.integer, Real)
_ARRAY, _SCALAR = np.ndarray, np.generic
_PLAIN = (bool, int, float, str, type(None))
_DEEPEST = 6


class TooLarge(BaseException):
    """A returned tensor is too large to be looked at; no student code may catch this."""


class Tampered(BaseException):
    """Student code changed what it is looked at with; no student code may catch this."""


def is_a(value: object, cls: type) -> bool:
    """Whether a value is of a class, whatever it says of itself."""
    for base in _LINEAGE(type(value)):  # noqa: SIM110 - these loops run thousands of times
        if base is cls:
            return True
    return False


def is_exactly(value: object, *classes: type) -> bool:
    """Whether a value is of one of these classes, and not of one that is built on it."""
    for cls in classes:  # noqa: SIM110
        if type(value) is cls:
            return True
    return False


def class_name(value: object) -> str:
    """The name of a value's class, as a plain text."""
    return str.encode(_NAME(type(value)), "utf-8", "replace").decode()


def is_number(value: object) -> bool:
    """Whether a value is of a class of real numbers, and no truth value."""
    return type(value) is not bool and any(is_a(value, cls) for cls in _REAL)


def is_number_in_a_tensor(value: Any) -> bool:
    """Whether it is a tensor or an array without dimensions, and hangs on no graph."""
    if is_a(value, torch.Tensor):
        return not shape_of(value) and not needs_gradient(value)
    return is_a(value, _SCALAR) or (is_a(value, _ARRAY) and _SHAPE(value) == ())


def attributes_of(module: nn.Module) -> dict[str, Any]:
    """What a module holds under names; Tampered where these are no plain names any more."""
    held: dict[str, Any] = _ATTRIBUTES(module)
    if not is_exactly(held, dict) or not has_plain_names(held):
        raise Tampered("the names in a model are no plain texts any more")
    return held


def has_plain_names(table: dict[Any, Any]) -> bool:
    """Whether all keys are plain texts: to look one up compares it with others, by their code."""
    for key in table:  # noqa: SIM110 - as above
        if type(key) is not str:
            return False
    return True


def plain(value: torch.Tensor) -> torch.Tensor:
    """A detached copy of a tensor, dense and of torch's own class.

    Raises:
        TooLarge: it has more than `MOST_NUMBERS` numbers.
        TypeError: it is no tensor, or of a class that computes its numbers when they are read.
    """
    _require_stored(value)
    with torch._C.DisableTorchFunctionSubclass():
        copy: torch.Tensor = _TENSOR.as_subclass(_TENSOR.detach(value), torch.Tensor)
        if copy.numel() > MOST_NUMBERS:
            raise TooLarge(f"a tensor of {copy.numel():,} numbers")
        if copy.layout is not torch.strided:
            copy = copy.to_dense()
        if copy.is_complex():  # and not by `to`, which warns: to show a warning can be anybody's
            copy = torch.view_as_real(copy.resolve_conj())[..., 0]
        if copy.dtype not in DTYPES:
            copy = copy.to(torch.float64 if copy.dtype.is_floating_point else torch.int64)
        return copy.cpu().clone(memory_format=torch.contiguous_format)


def _require_stored(value: torch.Tensor) -> None:
    # SECURITY: code of such a class would run here, for each question about it.
    if torch._C._dispatch_keys(value).has(torch._C.DispatchKey.Python):
        raise TypeError(f"a {class_name(value)} answers in the place of PyTorch")


def shape_of(tensor: torch.Tensor) -> list[int]:
    """The shape of a tensor; TypeError where it is of a class that makes one up."""
    _require_stored(tensor)
    with torch._C.DisableTorchFunctionSubclass():
        return [int(size) for size in _TENSOR.shape.__get__(tensor)]


def count_of(tensor: torch.Tensor) -> int:
    """How many numbers a tensor holds."""
    return prod(shape_of(tensor))


def dtype_of(tensor: torch.Tensor) -> torch.dtype:
    """The type of a tensor's numbers."""
    with torch._C.DisableTorchFunctionSubclass():
        dtype: torch.dtype = _TENSOR.dtype.__get__(tensor)
        return dtype


def kind_of_numbers(tensor: torch.Tensor) -> str:
    """What a tensor's numbers are good for: an index has to be whole, a loss needs fractions."""
    dtype = dtype_of(tensor)
    if dtype is torch.bool:
        return "yes or no"
    return "with fractions" if dtype.is_floating_point or dtype.is_complex else "whole"


def needs_gradient(tensor: torch.Tensor) -> bool:
    """Whether autograd follows a tensor."""
    with torch._C.DisableTorchFunctionSubclass():
        needed: bool = _TENSOR.requires_grad.__get__(tensor)
        return needed


def gradient_of(parameter: torch.Tensor) -> torch.Tensor | None:
    """The gradient that a parameter holds; what is no leaf any more holds none."""
    with torch._C.DisableTorchFunctionSubclass():
        if not _TENSOR.is_leaf.__get__(parameter):
            return None  # and to ask would warn: to show a warning can be anybody's
        gradient: torch.Tensor | None = _GRADIENT.__get__(parameter)
        return gradient


def hooks_on(parameter: torch.Tensor) -> int:
    """How many hooks hang on a parameter; a table that is none counts as one."""
    with torch._C.DisableTorchFunctionSubclass():
        tables = [table.__get__(parameter) for table in _HOOKS]
    held = [table for table in tables if table is not None]
    return sum(len(t) if is_exactly(t, dict, OrderedDict) else 1 for t in held)


def overwrite(parameter: torch.Tensor, numbers: torch.Tensor) -> None:
    """Write numbers of its shape into a parameter, as no autograd and no subclass sees."""
    with torch._C.DisableTorchFunctionSubclass():
        _TENSOR.copy_(_TENSOR.detach(parameter), numbers)


def plainly(value: Any, depth: int = 0, of_tensor: Callable[[torch.Tensor], Any] = plain) -> Any:
    """Plain values and lists, tables and tensors of them; None for whatever is none of these.

    `of_tensor` gives what stands in the place of a tensor.
    """
    if is_exactly(value, *_PLAIN):
        return value
    if depth == _DEEPEST:
        return None
    if is_exactly(value, list, tuple):
        return [plainly(part, depth + 1, of_tensor) for part in value]
    if is_exactly(value, dict):
        items = value.items()
        return {key: plainly(part, depth + 1, of_tensor) for key, part in items if type(key) is str}
    return of_tensor(value) if is_a(value, torch.Tensor) else None


def told_apart(tensor: torch.Tensor) -> tuple[str, torch.Tensor]:
    """A tensor among other values: what it is in words, and its numbers."""
    graph = ", attached to the graph" if needs_gradient(tensor) else ""
    return f"a tensor, {kind_of_numbers(tensor)}{graph}", plain(tensor)
