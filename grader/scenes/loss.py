"""The scenes of `make_criterion()` and `compute_loss(criterion, logits, labels)`."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.numbers import class_name, count_of, is_a, needs_gradient, plain, shape_of
from grader.scenes.stage import Cast, Sight, Work, asked, led, scene


@scene("criterion", "make_criterion")
def play_criterion(cast: Cast, work: Work) -> Sight:
    """The value and gradient of the learner's criterion on several batches."""
    sight = Sight()
    criterion = cast["make_criterion"]()
    sight.claims[Key(None, "class")] = class_name(criterion)
    settings, weighted = asked(cast, asking.settings_of_criterion, criterion)
    sight.claims[Key(None, "settings")] = {
        k: v for k, v in settings.items() if isinstance(v, (str, int, float))
    }
    sight.claims[Key(None, "weighted")] = weighted
    for call in range(work.params["calls"]):
        leaf, logits, labels = _batch(work, call)
        _see_loss(sight, call, cast, led(cast, criterion)(logits, labels), leaf)
    return sight


@scene("loss", "compute_loss")
def play_loss(cast: Cast, work: Work) -> Sight:
    """The value and gradient of compute_loss with a plain criterion on several batches."""
    sight = Sight()
    criterion = led(cast, nn.CrossEntropyLoss)()
    for call in range(work.params["calls"]):
        leaf, logits, labels = _batch(work, call)
        _see_loss(sight, call, cast, cast["compute_loss"](criterion, logits, labels), leaf)
        sight.tensors[Key(call, "labels")] = plain(labels)
    return sight


def _batch(work: Work, call: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """A leaf, logits that hang on it as a model's do, and the labels."""
    leaf = work.tensors[f"logits.{call}"].clone().requires_grad_()
    return leaf, leaf * 1.0, work.tensors[f"labels.{call}"].clone()


def _see_loss(sight: Sight, call: int, cast: Cast, loss: Any, leaf: torch.Tensor) -> None:
    sight.see(Key(call, "loss"), loss)
    if not is_a(loss, torch.Tensor):
        return
    sight.values[Key(call, "shape")] = shape_of(loss)
    sight.values[Key(call, "attached")] = needs_gradient(loss)
    if needs_gradient(loss) and count_of(loss) == 1:
        (flow,) = asked(cast, asking.gradients, loss, None, [leaf])
        sight.tensors[Key(call, "flow")] = torch.zeros(shape_of(leaf)) if flow is None else flow
