"""The scenes of `train_step`, `train_epoch` and `evaluate`."""

from __future__ import annotations

import numbers
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader

from grader.scenes.models import (
    build_optimizer,
    mode_of,
    parameters_of,
    see_buffers,
    see_weights,
    watched_model,
)
from grader.scenes.props import Entry, Tally
from grader.scenes.stage import Cast, Sight, Work, scene

MOST_PASSES = 40  # of one call, of which it is noted which images they ran on


@scene("train_step", "train_step")
def play_train_step(cast: Cast, work: Work) -> Sight:
    """The returned loss and the weights after each of several steps on new batches."""
    sight = Sight()
    model, diary = watched_model(work)
    optimizer = build_optimizer(model, work)
    criterion = nn.CrossEntropyLoss()
    for call in range(work.params["calls"]):
        images, labels = work.tensors[f"images.{call}"], work.tensors[f"labels.{call}"]
        returned = cast["train_step"](model, criterion, optimizer, images.clone(), labels.clone())
        see_number(sight, f"{call}.loss", returned, tensors=False)
        see_weights(sight, call, model)
        see_buffers(sight, call, model)
        sight.notes[f"{call}.passes"] = len(diary)
        see_passes(sight, call, diary, images)
    return sight


@scene("train_epoch", "train_epoch")
def play_train_epoch(cast: Cast, work: Work) -> Sight:
    """The returned mean loss and the weights after each of several epochs."""
    sight = Sight()
    model, diary = watched_model(work)
    optimizer = build_optimizer(model, work)
    criterion = nn.CrossEntropyLoss()
    for call in range(work.params["calls"]):
        loader = _loader(work)
        returned = cast["train_epoch"](model, criterion, optimizer, loader)
        see_number(sight, f"{call}.loss", returned, tensors=False)
        see_weights(sight, call, model)
        see_buffers(sight, call, model)
        sight.notes[f"{call}.fetched"] = loader.dataset.fetched  # type: ignore[attr-defined]
        see_passes(sight, call, diary, work.tensors["images"])
    return sight


@scene("evaluate", "evaluate")
def play_evaluate(cast: Cast, work: Work) -> Sight:
    """The two numbers, and everything that an evaluation must leave as it was."""
    sight = Sight()
    model, diary = watched_model(work)
    loader = _loader(work)
    torch.set_grad_enabled(work.params["gradients on"])
    returned = cast["evaluate"](model, nn.CrossEntropyLoss(), loader)
    sight.values["0.gradients on"] = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    _see_pair(sight, returned)
    sight.values["0.mode"] = mode_of(model)
    sight.values["0.requires gradient"] = [p.requires_grad for p in parameters_of(model)]
    sight.values["0.graph"] = any(seen["graph"] for seen in diary)
    see_passes(sight, 0, diary, work.tensors["images"])
    sight.notes["0.fetched"] = loader.dataset.fetched  # type: ignore[attr-defined]
    see_weights(sight, 0, model)
    see_buffers(sight, 0, model)
    return sight


def see_passes(sight: Sight, call: int, diary: list[Entry], images: torch.Tensor) -> None:
    """Note which of the given images each pass of a call ran on, by number, and in which modes.

    An image that was not among them is number -1. The diary is emptied for the next call.
    """
    sight.notes[f"{call}.modes"] = sorted({seen["training"] for seen in diary})
    numbers = {row: i for i, row in reversed([*enumerate(_rows(images))])}
    sight.notes[f"{call}.rows"] = [
        [numbers.get(row, -1) for row in _rows(seen["images"].to(images.dtype))]
        for seen in diary[:MOST_PASSES]
    ]
    diary.clear()


def _rows(images: torch.Tensor) -> list[bytes]:
    """Each image as its bytes."""
    return [row.tobytes() for row in images.detach().reshape(len(images), -1).numpy()]


def _loader(work: Work) -> DataLoader[Any]:
    data = Tally(work.tensors["images"].clone(), work.tensors["labels"].clone())
    return DataLoader(data, batch_size=work.params["batch_size"])


def _see_pair(sight: Sight, returned: object) -> None:
    pair = list(returned) if isinstance(returned, (tuple, list)) else []
    sight.values["0.pair"] = len(pair) == 2
    if len(pair) != 2:
        sight.notes["0.returned"] = type(returned).__name__
        return
    see_number(sight, "0.loss", pair[0], tensors=True)
    see_number(sight, "0.accuracy", pair[1], tensors=True)


def see_number(sight: Sight, key: str, value: object, *, tensors: bool) -> None:
    """Note a returned number, and whether its type is one that the contract allows there.

    A 0-d tensor without a graph is allowed where `tensors` is true.
    """
    number = None
    allowed = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if isinstance(value, torch.Tensor) and value.numel() == 1:
        allowed = tensors and value.dim() == 0 and not value.requires_grad
        number = float(value.detach())
    elif isinstance(value, numbers.Real) or _is_scalar_array(value):
        number = float(value)  # type: ignore[arg-type]
        allowed = tensors or type(value).__name__ != "ndarray"
    sight.values[f"{key} is a number"] = allowed
    sight.values[key] = number
    sight.notes[f"{key}.type"] = _type_in_words(value)


def _is_scalar_array(value: object) -> bool:
    """A NumPy array without dimensions is as much a number as a NumPy scalar is."""
    return type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()


def _type_in_words(value: object) -> str:
    if isinstance(value, torch.Tensor):
        graph = "with" if value.requires_grad else "without"
        return f"a tensor of shape {tuple(value.shape)} {graph} a graph"
    return type(value).__name__
