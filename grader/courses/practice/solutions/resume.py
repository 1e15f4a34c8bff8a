"""Exercise 7: a training that is cut short goes on as if nothing had happened."""

from typing import BinaryIO

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler


def save_run(
    file: BinaryIO, model: nn.Module, optimizer: Optimizer, schedule: LRScheduler, epochs: int
) -> None:
    """Write all that a training needs to go on into an open file.

    file: opened for writing, as by `open("run.pt", "wb")`; `torch.save` takes it.
    epochs: how many epochs have been trained.

    Ask of everything that an epoch reads: where would it come from in a new process?
    """
    ### BEGIN SOLUTION
    run = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "random": torch.get_rng_state(),
        "epochs": epochs,
    }
    torch.save(run, file)
    ### END SOLUTION


def resume_run(
    file: BinaryIO, model: nn.Module, optimizer: Optimizer, schedule: LRScheduler
) -> int:
    """Read what save_run wrote, so that the training goes on as it would have without the break.

    file: opened for reading.
    model, optimizer, schedule: made anew, as at the beginning of a training; they are changed here.
    Returns how many epochs had been trained.

    A run that was resumed ends with the same weights, to the last digit, as one that was not
    interrupted: the same momentum, the same learning rates, the same random numbers (PyTorch's).
    """
    ### BEGIN SOLUTION
    run = torch.load(file)
    model.load_state_dict(run["model"])
    optimizer.load_state_dict(run["optimizer"])
    schedule.load_state_dict(run["schedule"])
    torch.set_rng_state(run["random"])
    return run["epochs"]
    ### END SOLUTION
