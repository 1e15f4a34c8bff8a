"""The scene of the end-to-end training: the learner's epochs on the public digits.

The digits are already in the process (`hold`), the held-out ones never are. Which pieces are
the learner's own is the work's to say: a piece that failed its own exercise is replaced by
PyTorch's, so that one mistake is paid for once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.frames.keys import Key
from grader.scenes import asking
from grader.scenes.construct import affine_map, give_weights
from grader.scenes.diaries import Watched, diary_of_losses, note_losses
from grader.scenes.given import see_number
from grader.scenes.models import parameters_of, require_own
from grader.scenes.numbers import Tampered, count_of, is_a, is_exactly, overwrite, plain
from grader.scenes.props import Digits, Seeded, epoch_loader
from grader.scenes.stage import Functions, Sight, Work, scene, threaded

# The digits: images and labels.
_HELD: list[tuple[torch.Tensor, torch.Tensor]] = []
# So many times as many samples as there are find room in what notes those of an epoch.
_ROOM = 3


def hold(images: torch.Tensor, labels: torch.Tensor) -> None:
    """Keep the public training digits: float32 (N, 1, height, width) in [0, 1] and int64 (N,)."""
    _HELD[:] = [(images, labels)]


@scene("training")
def play_training(functions: Functions, work: Work) -> Sight:
    """The learner's training, from given weights or its own, and the weights that came out.

    Those of an affine model come out as the map that it computes, others by size, in no layout of
    their own.
    """
    sight, shape = Sight(), work.params["affine"]
    model = _build(functions, work)
    if shape:
        see_map(sight, "before", affine_map(functions, model, shape))
    elif work.params["own start"]:
        see_parameters(sight, "before", functions, model)
    _train(sight, functions, work, model)
    if shape:
        see_map(sight, "after", affine_map(functions, model, shape))
    else:
        see_parameters(sight, "after", functions, model)
    return sight


def held() -> tuple[torch.Tensor, torch.Tensor]:
    """The public training digits: float32 (N, 1, height, width) in [0, 1] and int64 (N,)."""
    ((images, labels),) = _HELD
    return images, labels


def see_parameters(sight: Sight, when: str, functions: Functions, model: nn.Module) -> None:
    """Note the parameters of a model, each under its size."""
    found = threaded(functions, asking.by_role)(model)
    if not is_exactly(found, list) or not all(is_a(one[-1], torch.Tensor) for one in found):
        raise Tampered("the parameters of a model are no tensors")
    parameters = [parameter for *_, parameter in found]
    for name, parameter in zip(names_by_size(parameters), parameters, strict=True):
        sight.tensors[Key(None, when, name)] = plain(parameter)


def names_by_size(parameters: Sequence[torch.Tensor]) -> list[str]:
    """A name for each parameter: how many numbers it has, and which it is of those of one size."""
    names: list[str] = []
    for count in map(count_of, parameters):
        before = sum(name.partition(",")[0] == str(count) for name in names)
        names.append(f"{count}, {before + 1}" if before else str(count))
    return names


def see_map(sight: Sight, when: str, layer: tuple[torch.Tensor, torch.Tensor]) -> None:
    """Note the map that an affine model computes: its matrix and its offset."""
    for part, tensor in zip(("matrix", "offset"), layer, strict=True):
        sight.tensors[Key(None, when, part)] = tensor


def _own(functions: Functions, work: Work, part: str) -> Callable[..., Any] | None:
    """The learner's own function or class for a part of the training, where that is to serve."""
    name = work.params["parts"][part]
    return functions[name] if name in work.params["own"] else None


def _build(functions: Functions, work: Work) -> nn.Module:
    """The learner's own model, or linear layers of the widths with ReLU between them."""
    own = _own(functions, work, "model")
    if own is not None:
        model: nn.Module = own()
        require_own(model)
        if work.params["own start"]:
            return model
    else:
        layers, widths = [threaded(functions, nn.Flatten)()], work.params["widths"]
        for i, (inputs, outputs) in enumerate(pairwise(widths)):
            layers += [threaded(functions, nn.ReLU)()] if i else []
            layers.append(threaded(functions, nn.Linear)(inputs, outputs))
        model = threaded(functions, nn.Sequential)(*layers)
    give_weights(parameters_of(model), work)
    return model


def _train(sight: Sight, functions: Functions, work: Work, model: nn.Module) -> None:
    rate = work.params["lr"]
    make_loss = _own(functions, work, "loss")
    criterion = make_loss() if make_loss else threaded(functions, nn.CrossEntropyLoss)()
    made = _own(functions, work, "optimizer")
    optimizer = (
        made(model, rate)
        if made
        else threaded(functions, torch.optim.SGD)(parameters_of(model), lr=rate)
    )
    train = _own(functions, work, "loop") or threaded(functions, asking.plain_epoch)
    data, diaries = _digits(functions, work)
    losses = diary_of_losses()
    threaded(functions, note_losses)(criterion, losses)
    threaded(functions, model.register_forward_pre_hook)(Watched(diaries["seen"].numpy()))
    seeded = Seeded()
    threaded(functions, model.register_forward_pre_hook)(seeded)
    for epoch, seed in enumerate(work.params["orders"]):
        for diary in diaries.values():
            overwrite(diary, torch.zeros_like(diary))
        loader = threaded(functions, epoch_loader)(data, work.params["batch_size"], seed)
        returned = train(model, criterion, optimizer, loader)
        see_number(sight, Key(epoch, "loss"), functions, returned, tensors=True)
        for name, diary in diaries.items():
            sight.tensors[Key(epoch, name)] = _written(diary)
        if epoch == 0:
            sight.claims[Key(None, "losses")] = _written(losses).tolist()
    threaded(functions, methodcaller("eval"))(model)


def _written(diary: torch.Tensor) -> torch.Tensor:
    """The numbers that a diary holds."""
    held = plain(diary)
    length = min(max(int(held[0]), 0), count_of(held) - 1)
    return held[1 : length + 1].clone()


def _digits(functions: Functions, work: Work) -> tuple[Digits, dict[str, torch.Tensor]]:
    """The digits, under the labels that this work has for them, and what notes their use.

    fetched: numbers of samples, as the dataset was asked for them. seen: marks of the images that
    the model took in while it learned.
    """
    images, labels = held()
    names = work.params["labels"]
    if names is not None:
        labels = torch.tensor(names)[labels]
    room = _ROOM * count_of(labels) + 2
    diaries = {
        "fetched": torch.zeros(room, dtype=torch.int64),
        "seen": torch.zeros(room, dtype=torch.float64),
    }
    return threaded(functions, Digits)(images, labels, diaries["fetched"].numpy()), diaries
