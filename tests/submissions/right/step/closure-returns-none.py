# right because: a closure that computes nothing leaves the gradients that are there
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    def closure():
        return None

    optimizer.step(closure)
