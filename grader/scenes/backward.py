"""The scene of `backward(optimizer, loss)`: fresh losses over gradients that may be stale."""

from __future__ import annotations

import torch
from torch import nn

from grader.scenes.models import build_model, build_optimizer, see_gradients, see_weights
from grader.scenes.stage import Cast, Sight, Work, led, scene


@scene("backward", "backward")
def play_backward(cast: Cast, work: Work) -> Sight:
    """Every gradient and every weight after each of several calls on new batches."""
    sight = Sight()
    model = build_model(work)
    optimizer = build_optimizer(model, work)
    for i, parameter in enumerate(model.parameters()):
        stale = work.tensors.get(f"stale.{i}")
        parameter.grad = None if stale is None else stale.clone()
    for call in range(work.params["calls"]):
        images, labels = work.tensors[f"images.{call}"], work.tensors[f"labels.{call}"]
        loss = nn.functional.cross_entropy(model(images.clone()), labels.clone())
        cast["backward"](optimizer, loss)
        # Before anything is looked at: a hook of the learner's on the graph runs with it.
        sight.notes[f"{call}.retained"] = _retained(cast, loss, model)
        see_gradients(sight, call, model)
        see_weights(sight, call, model)
    return sight


def _retained(cast: Cast, loss: torch.Tensor, model: nn.Module) -> bool:
    """Whether the graph of the loss can be walked once more."""
    try:
        led(cast, torch.autograd.grad)(loss, list(model.parameters()), allow_unused=True)
    except RuntimeError:
        return False
    return True
