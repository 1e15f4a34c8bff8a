"""An average of a model's weights over the steps of a training."""

import copy

import torch
from torch import nn


class WeightAverage:
    """Keeps a moving average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        ### BEGIN SOLUTION
        self.decay = decay
        self.kept = copy.deepcopy([p.detach() for p in model.parameters()])
        ### END SOLUTION

    def update(self, model: nn.Module) -> None:
        """Move the average towards the model's weights by a share of 1 - decay."""
        ### BEGIN SOLUTION
        with torch.no_grad():
            for kept, new in zip(self.kept, model.parameters()):
                kept.mul_(self.decay).add_(new, alpha=1 - self.decay)
        ### END SOLUTION

    def copy_to(self, model: nn.Module) -> None:
        """Give the averaged weights to a model."""
        ### BEGIN SOLUTION
        with torch.no_grad():
            for kept, own in zip(self.kept, model.parameters()):
                own.copy_(kept)
        ### END SOLUTION
