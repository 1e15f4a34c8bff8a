# right because: filling the gradients with zero, in place or anew, clears them
import torch


def backward(optimizer, loss):
    for i, group in enumerate(optimizer.param_groups):
        for p in group["params"]:
            if p.grad is None:
                continue
            if i % 2:
                p.grad.fill_(0.0)
            else:
                p.grad = torch.zeros_like(p)
    loss.backward()
