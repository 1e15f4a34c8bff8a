"""Exercise 2: a step that remembers the ones before it."""

import torch
from torch import Tensor


def momentum_step(params: list[Tensor], velocity: list[Tensor], lr: float, momentum: float) -> None:
    """Move every weight once, by its velocity.

    params: the weights; each has its gradient in `.grad`, or None there.
    velocity: one tensor for each weight, in its shape; zeros before the first step.
    lr, momentum: how far a step goes, and how much of the old velocity is left in the new one.

    The new velocity is momentum times the old one plus the gradient, as in `torch.optim.SGD`. The
    weight moves by lr times the new velocity, against it. Weights and velocity are changed in
    place: whoever calls this again hands over the same tensors. Where there is no gradient, neither
    changes.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for weight, v in zip(params, velocity):
            if weight.grad is not None:
                v.mul_(momentum).add_(weight.grad)
                weight.sub_(lr * v)
    ### END SOLUTION
