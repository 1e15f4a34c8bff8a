"""A learning-rate finder."""

from collections.abc import Callable

import torch
from torch import Tensor, nn


def find_rate(
    model: nn.Module,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
    batches: list[tuple[Tensor, Tensor]],
    low: float,
    high: float,
) -> tuple[list[float], list[float]]:
    """One step of plain SGD on each batch, from `low` to `high`; the model comes back as it was, without gradients.

    The rates grow by the same factor from batch to batch: the first is `low`, the last is `high`.
    Returns the rates, and the loss of each batch before its step.
    """
    ### BEGIN SOLUTION
    before = {name: value.clone() for name, value in model.state_dict().items()}
    rates = [low * (high / low) ** (i / (len(batches) - 1)) for i in range(len(batches))]
    losses = []
    for rate, (inputs, labels) in zip(rates, batches):
        loss = loss_fn(model(inputs), labels)
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.load_state_dict(before)
    model.zero_grad()
    return rates, losses
    ### END SOLUTION
