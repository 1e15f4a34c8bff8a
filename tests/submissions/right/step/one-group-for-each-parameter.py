# right because: every parameter is held once, each in a group with the same learning rate
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD([{"params": [p]} for p in model.parameters()], lr)


def step(optimizer):
    optimizer.step()
