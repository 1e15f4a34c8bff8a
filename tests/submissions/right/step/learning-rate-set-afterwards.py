# right because: the group holds the learning rate that was asked for before the optimizer is returned
import torch


def make_optimizer(model, lr=None):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    if lr is not None:
        for group in optimizer.param_groups:
            group["lr"] = lr
    return optimizer


def step(optimizer):
    optimizer.step()
