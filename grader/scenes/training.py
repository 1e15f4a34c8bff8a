"""The scene of the end-to-end training: the learner's epochs on the public digits.

The digits are already in the process (`hold`), the held-out ones never are. Which pieces are
the learner's own is the work's to say: a piece that failed its own exercise is replaced by
PyTorch's, so that one mistake is paid for once.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader

from grader.scenes.architecture import affine_map, give_weights
from grader.scenes.numbers import plain
from grader.scenes.props import Digits, Order, together
from grader.scenes.stage import Cast, Sight, Work, led, scene
from grader.scenes.train import see_number

_HELD: dict[str, Digits] = {}


def hold(images: torch.Tensor, labels: torch.Tensor) -> None:
    """Keep the public training digits: float32 (N, 1, 28, 28) in [0, 1] and int64 (N,)."""
    _HELD["train"] = Digits(images, labels)


@scene("train SimpleNN")
def train_simple(cast: Cast, work: Work) -> Sight:
    """The learner's training from given weights, and the affine map that came out."""
    model = _build(cast, work, "SimpleNN", nn.Sequential(nn.Flatten(), nn.Linear(784, 10)))
    sight = Sight()
    sight.tensors["before.matrix"], sight.tensors["before.offset"] = affine_map(led(cast, model))
    _train(sight, cast, work, model)
    sight.tensors["after.matrix"], sight.tensors["after.offset"] = affine_map(led(cast, model))
    return sight


@scene("train HiddenNN")
def train_hidden(cast: Cast, work: Work) -> Sight:
    """The same for HiddenNN; its weights come out by size, in no layout of their own."""
    plain_model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    model = _build(cast, work, "HiddenNN", plain_model)
    sight = Sight()
    _train(sight, cast, work, model)
    for parameter in model.parameters():
        sight.tensors[f"after.{parameter.numel()}"] = plain(parameter)
    return sight


def _build(cast: Cast, work: Work, name: str, instead: nn.Module) -> nn.Module:
    model: nn.Module = cast[name]() if name in work.params["own"] else instead
    give_weights(model, work)
    return model


def _train(sight: Sight, cast: Cast, work: Work, model: nn.Module) -> None:
    own, rate = work.params["own"], work.params["lr"]
    criterion = cast["make_criterion"]() if "make_criterion" in own else nn.CrossEntropyLoss()
    optimizer = (
        cast["make_optimizer"](model, rate)
        if "make_optimizer" in own
        else torch.optim.SGD(model.parameters(), lr=rate)
    )
    train_epoch = cast["train_epoch"] if "train_epoch" in own else plain_epoch
    data = _HELD["train"]
    for epoch, seed in enumerate(work.params["orders"]):
        order, size = Order(len(data), seed), work.params["batch_size"]
        loader = DataLoader(data, batch_size=size, sampler=order, collate_fn=together)
        data.fetched.zero_()
        see_number(
            sight, f"{epoch}.loss", train_epoch(model, criterion, optimizer, loader), tensors=True
        )
        sight.notes[f"{epoch}.fetched"] = int(data.fetched.sum())
    model.eval()


def plain_epoch(model: nn.Module, criterion: Any, optimizer: Any, loader: Any) -> float:
    """One epoch as PyTorch's own tutorials write it, for where the learner's is not judged."""
    model.train()
    total = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)
