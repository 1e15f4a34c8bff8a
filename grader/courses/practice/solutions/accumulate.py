"""Exercise 3: one step from several small batches."""

from torch import Tensor, nn
from torch.optim import Optimizer


def accumulated_step(
    model: nn.Module,
    loss_fn,
    optimizer: Optimizer,
    batches: list[tuple[Tensor, Tensor]],
    max_norm: float,
) -> float:
    """Learn from several small batches as from all of them at once, with a single step.

    loss_fn: the mean loss of a batch.
    batches: pairs (inputs, labels), which may differ in size.
    max_norm: where the gradient of all parameters together is longer than this, it is shortened to
    this length before the step, once.
    Returns the loss of the large batch before the step, as a Python float.

    A large batch that does not fit into memory goes through the model in pieces; the weights must
    not notice. `nn.utils.clip_grad_norm_` shortens a gradient.
    """
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    samples = sum(len(labels) for _, labels in batches)
    total = 0.0
    for inputs, labels in batches:
        loss = loss_fn(model(inputs), labels) * len(labels) / samples
        loss.backward()
        total += loss.item()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total
    ### END SOLUTION
