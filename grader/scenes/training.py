"""The scene of the end-to-end training: the learner's epochs on the public digits.

The digits are already in the process (`hold`), the held-out ones never are. Which pieces are
the learner's own is the work's to say: a piece that failed its own exercise is replaced by
PyTorch's, so that one mistake is paid for once.
"""

from __future__ import annotations

from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.architecture import affine_map, give_weights
from grader.scenes.numbers import count_of, overwrite, plain, shape_of
from grader.scenes.props import Digits, epoch_loader
from grader.scenes.stage import Cast, Sight, Work, led, parameters_of, scene
from grader.scenes.train import see_number

# The digits, with the tensor in which they note what was fetched.
_HELD: list[tuple[Digits, torch.Tensor]] = []


def hold(images: torch.Tensor, labels: torch.Tensor) -> None:
    """Keep the public training digits: float32 (N, 1, 28, 28) in [0, 1] and int64 (N,)."""
    fetched = torch.zeros(len(labels), dtype=torch.bool)
    _HELD[:] = [(Digits(images, labels, fetched), fetched)]


@scene("train SimpleNN")
def train_simple(cast: Cast, work: Work) -> Sight:
    """The learner's training from given weights, and the affine map that came out."""
    model = _build(cast, work, "SimpleNN", (nn.Flatten,), (nn.Linear, 784, 10))
    sight = Sight()
    _see_map(sight, "before", affine_map(cast, model))
    _train(sight, cast, work, model)
    _see_map(sight, "after", affine_map(cast, model))
    return sight


def _see_map(sight: Sight, when: str, layer: tuple[torch.Tensor, torch.Tensor]) -> None:
    for part, tensor in zip(("matrix", "offset"), layer, strict=True):
        sight.tensors[Key(None, when, part)] = tensor


@scene("train HiddenNN")
def train_hidden(cast: Cast, work: Work) -> Sight:
    """The same for HiddenNN; its weights come out by size, in no layout of their own."""
    wide, narrow = (nn.Linear, 784, 128), (nn.Linear, 128, 10)
    model = _build(cast, work, "HiddenNN", (nn.Flatten,), wide, (nn.ReLU,), narrow)
    sight = Sight()
    _train(sight, cast, work, model)
    for parameter in parameters_of(cast, model):
        sight.tensors[Key(None, "after", count_of(parameter))] = plain(parameter)
    return sight


def _build(cast: Cast, work: Work, name: str, *layers: tuple[Any, ...]) -> nn.Module:
    """The learner's own model, or one of these layers: each a class and its sizes."""
    if name in work.params["own"]:
        model: nn.Module = cast[name]()
    else:
        model = led(cast, nn.Sequential)(*(led(cast, kind)(*sizes) for kind, *sizes in layers))
    give_weights(parameters_of(cast, model), work)
    return model


def _train(sight: Sight, cast: Cast, work: Work, model: nn.Module) -> None:
    own, rate = work.params["own"], work.params["lr"]
    criterion = (
        cast["make_criterion"]() if "make_criterion" in own else led(cast, nn.CrossEntropyLoss)()
    )
    optimizer = (
        cast["make_optimizer"](model, rate)
        if "make_optimizer" in own
        else led(cast, torch.optim.SGD)(parameters_of(cast, model), lr=rate)
    )
    train_epoch = cast["train_epoch"] if "train_epoch" in own else led(cast, asking.plain_epoch)
    ((data, fetched),) = _HELD
    nothing = torch.zeros(shape_of(fetched), dtype=torch.bool)
    for epoch, seed in enumerate(work.params["orders"]):
        overwrite(fetched, nothing)
        loader = led(cast, epoch_loader)(data, work.params["batch_size"], seed)
        returned = train_epoch(model, criterion, optimizer, loader)
        see_number(sight, Key(epoch, "loss"), cast, returned, tensors=True)
        sight.claims[Key(epoch, "fetched")] = int(plain(fetched).sum())
    led(cast, methodcaller("eval"))(model)
