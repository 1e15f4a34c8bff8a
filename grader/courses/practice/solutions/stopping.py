"""Exercise 6: measure while you train, leave no trace, and stop in time."""

import copy
from collections.abc import Callable

import torch
from torch import nn
from torch.utils.data import DataLoader


def validate(model: nn.Module, loss_fn, loader: DataLoader) -> float:
    """Give the mean loss per sample over all batches, in evaluation mode and without a graph.

    loss_fn: the mean loss of a batch; the last batch may be smaller than the others.

    A training with validation in between must go on as it would without: weights, gradients,
    running statistics and mode are afterwards as they were, and so is the state of PyTorch's random
    numbers. A loader draws from these whenever it starts, even one that does not shuffle:
    `torch.get_rng_state` and `torch.set_rng_state` save and restore them.
    """
    ### BEGIN SOLUTION
    was_training, state = model.training, torch.get_rng_state()
    model.eval()
    total, samples = 0.0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            total += loss_fn(model(inputs), labels).item() * len(labels)
            samples += len(labels)
    model.train(was_training)
    torch.set_rng_state(state)
    return total / samples
    ### END SOLUTION


def fit(
    model: nn.Module, train_epoch: Callable[[], None], measure: Callable[[], float], patience: int
) -> int:
    """Train until the validation loss has not improved for `patience` epochs in a row.

    train_epoch: trains the model for one epoch.
    measure: gives the validation loss; it is called once after each epoch.
    patience: at least 1. A loss that is only equal to the best one so far is no improvement.
    Returns how many epochs were trained.

    Afterwards the model is as it was after its best epoch: its weights, and the running statistics
    of its batch norm, too.
    """
    ### BEGIN SOLUTION
    best, kept, waited, epochs = float("inf"), None, 0, 0
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        if loss < best:
            best, waited = loss, 0
            kept = copy.deepcopy(model.state_dict())
        else:
            waited += 1
    model.load_state_dict(kept)
    return epochs
    ### END SOLUTION
