# right because: each option has the value that plain SGD has, and foreach computes the same
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(
        model.parameters(), lr=lr, dampening=0, nesterov=False, maximize=False, foreach=True
    )


def step(optimizer):
    optimizer.step()
