"""The scene of the end-to-end training: the learner's epochs on the public digits.

The digits are already in the process (`hold`), the held-out ones never are. Which pieces are
the learner's own is the work's to say: a piece that failed its own exercise is replaced by
PyTorch's, so that one mistake is paid for once.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.frames.keys import Key
from grader.scenes import asking
from grader.scenes.construct import affine_map, give_weights
from grader.scenes.given import see_number
from grader.scenes.numbers import count_of, overwrite, plain, shape_of
from grader.scenes.props import Digits, epoch_loader
from grader.scenes.stage import Cast, Sight, Work, led, parameters_of, scene

# The digits, with the tensor in which they note what was fetched.
_HELD: list[tuple[Digits, torch.Tensor]] = []


def hold(images: torch.Tensor, labels: torch.Tensor) -> None:
    """Keep the public training digits: float32 (N, 1, height, width) in [0, 1] and int64 (N,)."""
    fetched = torch.zeros(len(labels), dtype=torch.bool)
    _HELD[:] = [(Digits(images, labels, fetched), fetched)]


@scene("training")
def play_training(cast: Cast, work: Work) -> Sight:
    """The learner's training from given weights, and the weights that came out.

    Those of an affine model come out as the map that it computes, others by size, in no layout of
    their own.
    """
    sight, shape = Sight(), work.params["affine"]
    model = _build(cast, work)
    if shape:
        _see_map(sight, "before", affine_map(cast, model, shape))
    _train(sight, cast, work, model)
    if shape:
        _see_map(sight, "after", affine_map(cast, model, shape))
    else:
        for parameter in parameters_of(cast, model):
            sight.tensors[Key(None, "after", count_of(parameter))] = plain(parameter)
    return sight


def _see_map(sight: Sight, when: str, layer: tuple[torch.Tensor, torch.Tensor]) -> None:
    for part, tensor in zip(("matrix", "offset"), layer, strict=True):
        sight.tensors[Key(None, when, part)] = tensor


def _own(cast: Cast, work: Work, part: str) -> Callable[..., Any] | None:
    """The learner's own function or class for a part of the training, where that is to serve."""
    name = work.params["parts"][part]
    return cast[name] if name in work.params["own"] else None


def _build(cast: Cast, work: Work) -> nn.Module:
    """The learner's own model, or linear layers of the widths with ReLU between them."""
    own = _own(cast, work, "model")
    if own is not None:
        model: nn.Module = own()
    else:
        layers, widths = [led(cast, nn.Flatten)()], work.params["widths"]
        for i, (inputs, outputs) in enumerate(pairwise(widths)):
            layers += [led(cast, nn.ReLU)()] if i else []
            layers.append(led(cast, nn.Linear)(inputs, outputs))
        model = led(cast, nn.Sequential)(*layers)
    give_weights(parameters_of(cast, model), work)
    return model


def _train(sight: Sight, cast: Cast, work: Work, model: nn.Module) -> None:
    rate = work.params["lr"]
    make_loss = _own(cast, work, "loss")
    criterion = make_loss() if make_loss else led(cast, nn.CrossEntropyLoss)()
    made = _own(cast, work, "optimizer")
    optimizer = (
        made(model, rate)
        if made
        else led(cast, torch.optim.SGD)(parameters_of(cast, model), lr=rate)
    )
    train = _own(cast, work, "loop") or led(cast, asking.plain_epoch)
    ((data, fetched),) = _HELD
    nothing = torch.zeros(shape_of(fetched), dtype=torch.bool)
    for epoch, seed in enumerate(work.params["orders"]):
        overwrite(fetched, nothing)
        loader = led(cast, epoch_loader)(data, work.params["batch_size"], seed)
        returned = train(model, criterion, optimizer, loader)
        see_number(sight, Key(epoch, "loss"), cast, returned, tensors=True)
        sight.claims[Key(epoch, "fetched")] = int(plain(fetched).sum())
    led(cast, methodcaller("eval"))(model)
