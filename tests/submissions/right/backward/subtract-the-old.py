import torch


def backward(optimizer, loss):
    """The old gradients are taken away afterwards."""
    parameters = [p for g in optimizer.param_groups for p in g["params"]]
    old = [None if p.grad is None else p.grad.clone() for p in parameters]
    optimizer.zero_grad()
    loss.backward()
    del old
