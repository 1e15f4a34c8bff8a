"""The scenes of `train_step`, `train_epoch` and `evaluate`."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.models import (
    mode_of,
    parameters_of,
    see_buffers,
    see_weights,
    watched_model,
)
from grader.scenes.numbers import class_name, is_exactly, needs_gradient, plainly
from grader.scenes.props import Entry, build_loader, build_optimizer
from grader.scenes.stage import (
    Cast,
    Sight,
    Work,
    asked,
    count_nodes,
    led,
    scene,
    switch_gradients,
)

MOST_PASSES = 40  # of one call, of which it is noted which images they ran on


@scene("train_step", "train_step")
def play_train_step(cast: Cast, work: Work) -> Sight:
    """The returned loss and the weights after each of several steps on new batches."""
    sight = Sight()
    model, diary = watched_model(cast, work)
    optimizer = led(cast, build_optimizer)(model, work)
    criterion = led(cast, nn.CrossEntropyLoss)()
    for call in range(work.params["calls"]):
        images, labels = work.tensors[f"images.{call}"], work.tensors[f"labels.{call}"]
        returned = cast["train_step"](model, criterion, optimizer, images.clone(), labels.clone())
        see_number(sight, Key(call, "loss"), cast, returned, tensors=False)
        see_weights(sight, call, model)
        see_buffers(sight, call, model)
        sight.claims[Key(call, "passes")] = len(diary)
        see_passes(sight, call, diary, images)
    return sight


@scene("train_epoch", "train_epoch")
def play_train_epoch(cast: Cast, work: Work) -> Sight:
    """The returned mean loss and the weights after each of several epochs."""
    sight = Sight()
    model, diary = watched_model(cast, work)
    optimizer = led(cast, build_optimizer)(model, work)
    criterion = led(cast, nn.CrossEntropyLoss)()
    for call in range(work.params["calls"]):
        loader, fetched = _loader(cast, work)
        returned = cast["train_epoch"](model, criterion, optimizer, loader)
        see_number(sight, Key(call, "loss"), cast, returned, tensors=False)
        see_weights(sight, call, model)
        see_buffers(sight, call, model)
        sight.claims[Key(call, "fetched")] = plainly(fetched)
        see_passes(sight, call, diary, work.tensors["images"])
    return sight


@scene("evaluate", "evaluate")
def play_evaluate(cast: Cast, work: Work) -> Sight:
    """The two numbers, and everything that an evaluation must leave as it was."""
    sight = Sight()
    model, diary = watched_model(cast, work)
    loader, fetched = _loader(cast, work)
    criterion, nodes = led(cast, nn.CrossEntropyLoss)(), led(cast, count_nodes)()
    switch_gradients(work.params["gradients on"])
    returned = cast["evaluate"](model, criterion, loader)
    sight.values[Key(0, "gradients on")] = torch.is_grad_enabled()
    switch_gradients(True)
    # However the model was run, and whichever of its layers: a graph is made of nodes.
    more = led(cast, count_nodes)() != nodes
    built = more and asked(cast, asking.knows_own_functions) is not True
    _see_pair(sight, cast, returned)
    sight.values[Key(0, "mode")] = mode_of(model)
    sight.values[Key(0, "requires gradient")] = [needs_gradient(p) for p in parameters_of(model)]
    sight.values[Key(0, "graph")] = built or any(graph for _, graph, _ in diary)
    see_passes(sight, 0, diary, work.tensors["images"])
    sight.claims[Key(0, "fetched")] = plainly(fetched)
    see_weights(sight, 0, model)
    see_buffers(sight, 0, model)
    return sight


def see_passes(sight: Sight, call: int, diary: list[Entry], images: torch.Tensor) -> None:
    """Note which of the given images each pass of a call ran on, by number, and in which modes.

    An image that was not among them is number -1. The diary is emptied for the next call.
    """
    sight.claims[Key(call, "modes")] = sorted({training for training, _, _ in diary})
    numbers = {row: i for i, row in reversed([*enumerate(_rows(images))])}
    sight.claims[Key(call, "rows")] = [
        [numbers.get(row, -1) for row in _rows(seen.to(images.dtype))]
        for _, _, seen in diary[:MOST_PASSES]
    ]
    diary.clear()


def _rows(images: torch.Tensor) -> list[bytes]:
    """Each image as its bytes."""
    return [row.tobytes() for row in images.detach().flatten(1).numpy()]


def _loader(cast: Cast, work: Work) -> tuple[DataLoader[Any], list[int]]:
    """A loader of the work's digits, and the counts of how often each of them is fetched."""
    images, labels = work.tensors["images"].clone(), work.tensors["labels"].clone()
    fetched = [0] * labels.shape[0]
    return led(cast, build_loader)(images, labels, fetched, work.params["batch_size"]), fetched


def _see_pair(sight: Sight, cast: Cast, returned: object) -> None:
    pair = led(cast, asking.pair)(returned)
    sight.values[Key(0, "pair")] = is_exactly(pair, list)
    if not is_exactly(pair, list):
        sight.claims[Key(0, "returned")] = class_name(returned)
        return
    loss, accuracy = pair
    see_number(sight, Key(0, "loss"), cast, loss, tensors=True)
    see_number(sight, Key(0, "accuracy"), cast, accuracy, tensors=True)


def see_number(sight: Sight, key: Key, cast: Cast, value: object, *, tensors: bool) -> None:
    """Note a returned number, and whether its type is one that the contract allows there.

    A 0-d tensor without a graph is allowed where `tensors` is true.
    """
    number, allowed, words = asked(cast, asking.number, value, tensors=tensors)
    sight.values[key.is_a_number] = allowed
    sight.values[key] = number
    sight.claims[key.below("type")] = words
