"""Exercise 4: a learning rate that rises before it falls."""

import math

from torch import Tensor, nn
from torch.optim import Optimizer


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    """Give the learning rate of one step of a training.

    step: its number, from 0 to total - 1.
    base: the highest rate.
    warmup: so many steps rise in a straight line: step 0 has the share 1 / warmup of base, the last
    of them has all of it. There may be none.
    total: all steps of the training. Those after the warm-up fall along half a cosine, from base
    towards 0, which the step number `total` would reach.
    """
    ### BEGIN SOLUTION
    if step < warmup:
        return base * (step + 1) / warmup
    return base * (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2
    ### END SOLUTION


def train_with_schedule(
    model: nn.Module,
    loss_fn,
    optimizer: Optimizer,
    batches: list[tuple[Tensor, Tensor]],
    warmup: int,
) -> list[float]:
    """Take one step for each batch, each with the rate of its number.

    optimizer: has one or several groups, each with a highest rate of its own: the one it comes with.
    batches: pairs (inputs, labels); their number is the total of the steps.
    Returns the rates that the steps of the first group were taken with, in their order.

    Set the rates yourself, or let `torch.optim.lr_scheduler.LambdaLR` do it: what counts is which
    rate stands in each group when the weights move.
    """
    ### BEGIN SOLUTION
    bases = [group["lr"] for group in optimizer.param_groups]
    used = []
    for step, (inputs, labels) in enumerate(batches):
        for group, base in zip(optimizer.param_groups, bases):
            group["lr"] = rate_at(step, base, warmup, len(batches))
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
    ### END SOLUTION
