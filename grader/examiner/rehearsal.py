"""What has to agree on a work, where its author leaves that to the solution: it is played first.

Gradients and mode count only where the solution writes no weights: elsewhere they are by-products,
and to clear before or after is both right. Where it keeps the gradients that it finds, "kept or
cleared" counts in their place.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader

from grader.errors import CourseError
from grader.examiner.calls import CRITERION, OPTIMIZER, Returned, number, tensor, value
from grader.examiner.plays import play
from grader.examiner.randomness import Randomness
from grader.examiner.solutions import Functions
from grader.scenes import Sight, Work

_ALWAYS = ("argument", "buffer", "requires gradient", "shape")
_WITHOUT_MOVEMENT = ("gradient", "mode")
_KEPT = "gradients kept"


def is_settled(work: Work) -> bool:
    """Whether a work says what is looked at."""
    return work.kind != "given" or "looks" in work.params


def settled(work: Work, functions: Functions, *seed: str) -> Work:
    """The work with what a play of the solution shows that it is about.

    Raises:
        CourseError: the solution fails on it, or gives back what cannot be compared.
    """
    looks = [*_ALWAYS, *_WITHOUT_MOVEMENT, _KEPT]
    first = replace(work, params=work.params | {"looks": looks})
    noting = _Noting({name: functions[name] for name in work.needs})
    try:
        sight = play(noting, first)
    except Exception as error:
        raise CourseError(
            f"{_place(error)}{work.function}: the solution fails on what it is handed: "
            f"{type(error).__name__}: {error}; let given(draw) hand over what it takes"
        ) from error
    counts = _what_counts(sight, writes=noting.writes)
    params = work.params | {"looks": sorted({*_ALWAYS, *counts})}
    if "uses" in work.params:
        params["uses"] = [
            _returning(use, returned, work.function)
            for use, returned in zip(params["uses"], noting.noted[1:], strict=True)
        ]
    else:
        calls = zip(params["calls"], noting.noted, strict=True)
        params["calls"] = [_returning(call, given, work.function) for call, given in calls]
    return replace(work, params=params, tensors=work.tensors | _cotangents(noting.noted, *seed))


def _returning(call: dict[str, Any], returned: Any, function: str) -> dict[str, Any]:
    """A call with the parts of what it gives, where nothing is said of them."""
    return {"returns": [part.told() for part in _parts_of(returned, function)]} | call


class _Noting(dict[str, Callable[..., Any]]):
    """Functions whose scene notes what each call gave, as it is."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(functions)
        self.noted: list[Any] = []
        self.writes = False  # weights, even if they are put back


def _place(error: Exception) -> str:
    """The file and the line of the solutions on which it failed; empty where it was elsewhere."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{f.filename}:{f.lineno}: " for f in reversed(frames) if "/solutions/" in f.filename)
    return next(places, "")


def _what_counts(sight: Sight, *, writes: bool) -> tuple[str, ...]:
    """What of gradients and mode counts, after what the solution did."""
    moved = writes or any(tensor.count_nonzero() for tensor in sight.of("change").values())
    kept = [v for key, v in sight.values.items() if key.aspect == _KEPT]
    if kept and all(kept) and not _cleared(sight):
        return (_KEPT,) if moved else (_KEPT, "mode")
    return () if moved else _WITHOUT_MOVEMENT


def _cleared(sight: Sight) -> bool:
    """Whether no gradient is left anywhere: `kept` says yes to that, too."""
    gradients = sight.of("gradient").values()
    return not any(gradient.count_nonzero() for gradient in gradients)


def _parts_of(returned: Any, function: str) -> list[Returned]:
    """How what the solution gives back is looked at; nothing is, where it gives back nothing."""
    if returned is None:
        return []
    if isinstance(returned, tuple):
        names = [f"part {i + 1}" for i in range(len(returned))]
        return [_part(v, function, name) for v, name in zip(returned, names, strict=True)]
    return [_part(returned, function)]


def _part(given: Any, function: str, name: str = "returned") -> Returned:
    if isinstance(given, torch.Tensor):
        return tensor(name)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return number(name)
    if _is_plain(given):
        return value(name)
    if isinstance(given, (DataLoader, Iterator)):
        return Returned("items", name)
    if isinstance(given, (Optimizer, nn.Module)):
        return _thing(given, function)
    raise CourseError(
        f"{function}: gives back a {type(given).__name__}, which would be compared by its name "
        "alone; write a check_ function that says what is to be done with it"
    )


def _thing(given: Any, function: str) -> Returned:
    """What is judged by its use, which a check has to describe."""
    kind = OPTIMIZER if isinstance(given, Optimizer) else CRITERION
    raise CourseError(
        f"{function}: gives back a {type(given).__name__}, which is judged by what it does; write "
        f"a check_ function with draw.work({function!r}, ..., returns=[{kind.kind.upper()}], "
        "then=...)"
    )


def _is_plain(given: Any) -> bool:
    if isinstance(given, (list, tuple)):
        return all(map(_is_plain, given))
    if isinstance(given, dict):
        return all(isinstance(key, str) and _is_plain(part) for key, part in given.items())
    return given is None or isinstance(given, (bool, int, float, str, torch.Tensor))


def _cotangents(given: list[Any], *seed: str) -> dict[str, torch.Tensor]:
    """For each call that gives a tensor: how its numbers are weighted to see what flows back."""
    draw = Randomness(*seed, "cotangents")
    return {
        f"cotangent.{i}": draw.tensor(*returned.shape)
        for i, returned in enumerate(given)
        if isinstance(returned, torch.Tensor) and returned.requires_grad and returned.numel() != 1
    }
