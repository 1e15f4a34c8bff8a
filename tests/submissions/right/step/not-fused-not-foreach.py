# right because: the plain loop over parameters computes the same update
import torch


def make_optimizer(model, /, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr, fused=False, foreach=False)


def step(optimizer):
    optimizer.step()
