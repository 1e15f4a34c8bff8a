"""Which learning rate is too large shows within one epoch."""

import copy

from torch import nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader


def find_rates(
    model: nn.Module, loss_fn, optimizer: Optimizer, loader: DataLoader, lowest: float
) -> list[tuple[float, float]]:
    """Rate and loss of each batch, while the rate doubles from the lowest; no weight is kept."""
    ### BEGIN SOLUTION
    before, rate, seen = copy.deepcopy(model.state_dict()), lowest, []
    for inputs, labels in loader:
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        optimizer.step()
        seen.append((rate, loss.item()))
        rate *= 2
    model.load_state_dict(before)
    return seen
    ### END SOLUTION
