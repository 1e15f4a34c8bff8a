"""The scenes of `make_criterion()` and `compute_loss(criterion, logits, labels)`."""

from __future__ import annotations

import torch
from torch import nn

from grader.scenes.stage import Cast, Sight, Work, led, scene


@scene("criterion", "make_criterion")
def play_criterion(cast: Cast, work: Work) -> Sight:
    """The value and gradient of the learner's criterion on several batches."""
    sight = Sight()
    criterion = cast["make_criterion"]()
    sight.notes["class"] = type(criterion).__name__
    sight.notes["settings"] = {
        name: getattr(criterion, name, None)
        for name in ("reduction", "ignore_index", "label_smoothing")
        if isinstance(getattr(criterion, name, None), (str, int, float))
    }
    sight.notes["weighted"] = getattr(criterion, "weight", None) is not None
    for call in range(work.params["calls"]):
        leaf, logits, labels = _batch(work, call)
        _see_loss(sight, call, cast, led(cast, criterion)(logits, labels), leaf)
    return sight


@scene("loss", "compute_loss")
def play_loss(cast: Cast, work: Work) -> Sight:
    """The value and gradient of compute_loss with a plain criterion on several batches."""
    sight = Sight()
    criterion = nn.CrossEntropyLoss()
    for call in range(work.params["calls"]):
        leaf, logits, labels = _batch(work, call)
        _see_loss(sight, call, cast, cast["compute_loss"](criterion, logits, labels), leaf)
        sight.tensors[f"{call}.labels"] = labels
    return sight


def _batch(work: Work, call: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """A leaf, logits that hang on it as a model's do, and the labels."""
    leaf = work.tensors[f"logits.{call}"].clone().requires_grad_()
    return leaf, leaf * 1.0, work.tensors[f"labels.{call}"].clone()


def _see_loss(sight: Sight, call: int, cast: Cast, loss: object, leaf: torch.Tensor) -> None:
    sight.see(f"{call}.loss", loss)
    if not isinstance(loss, torch.Tensor):
        return
    sight.values[f"{call}.shape"] = list(loss.shape)
    sight.values[f"{call}.attached"] = loss.requires_grad
    if loss.requires_grad and loss.numel() == 1:
        with torch.enable_grad():
            (gradient,) = led(cast, torch.autograd.grad)(loss.sum(), [leaf], allow_unused=True)
        flow = torch.zeros_like(leaf) if gradient is None else gradient
        sight.tensors[f"{call}.flow"] = flow.detach().clone()
