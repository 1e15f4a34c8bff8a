"""Images for this course's checks: plain ones, and those that a model is made sure of."""

from __future__ import annotations

import torch

from grader.examiner.draw import Draw, Thing

DIGITS = 10
# How far the largest logit of an image that a model is sure of stands out, and how bright the
# same image is where the loss is small but not 0.
SURE = 30.0
EASY = 0.18


def images(draw: Draw, size: int) -> torch.Tensor:
    """Images (size, 1, 28, 28) in [0, 1], about half of each dark as a digit's are."""
    noise = torch.rand((size, 1, 28, 28), generator=draw.generator)
    return (noise * 1.6 - 0.6).clamp_(0, 1)


def batch(draw: Draw, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Images and labels."""
    return images(draw, size), draw.labels(size, DIGITS)


def sure_of(draw: Draw, model: Thing, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Images that a model is made so sure of that their loss is exactly 0, and their labels.

    Its biases become 0, so that half as bright an image gives half as large logits: how sure it
    is of an image follows from how bright that is, and of a black one it is not sure at all.
    """
    pictures = images(draw, 4 * size)
    for weight in draw.weights(model):
        if weight.dim() == 1:
            weight.zero_()
    best = draw.outputs(model, pictures).topk(2, dim=1)
    surest = (best.values[:, 0] - best.values[:, 1]).sort(descending=True)
    chosen, least = surest.indices[:size], float(surest.values[size - 1])
    draw.weights(model)[-2].mul_(SURE / max(least, 1e-3))
    return pictures[chosen], best.indices[chosen, 0]
