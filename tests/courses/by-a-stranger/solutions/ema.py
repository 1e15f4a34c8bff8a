"""A moving average of a model's weights."""

from collections.abc import Callable

import torch
from torch import Tensor, nn


class EMA:
    """A moving average of a model's weights, which starts as a copy of them."""

    def __init__(self, model: nn.Module, decay: float):
        """Remember the decay and a copy of the model's weights as they are now."""
        ### BEGIN SOLUTION
        self.decay = decay
        self.average = [p.detach().clone() for p in model.parameters()]
        ### END SOLUTION

    def update(self, model: nn.Module) -> None:
        """Let the average keep `decay` of itself, and take the rest from the model."""
        ### BEGIN SOLUTION
        for average, p in zip(self.average, model.parameters()):
            average.mul_(self.decay).add_(p.detach(), alpha=1 - self.decay)
        ### END SOLUTION

    def follow(self, model: nn.Module, step: Callable[[], None], steps: int) -> None:
        """Call `step`, which moves the model's weights, so many times, and update after each."""
        ### BEGIN SOLUTION
        for _ in range(steps):
            step()
            self.update(model)
        ### END SOLUTION

    def vector(self) -> Tensor:
        """The average as one flat tensor, from which no gradient flows back."""
        ### BEGIN SOLUTION
        return torch.cat([average.flatten() for average in self.average])
        ### END SOLUTION

    def copy_to(self, model: nn.Module) -> None:
        """Put the average into the model's weights."""
        ### BEGIN SOLUTION
        with torch.no_grad():
            for average, p in zip(self.average, model.parameters()):
                p.copy_(average)
        ### END SOLUTION
