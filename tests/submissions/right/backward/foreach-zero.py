# right because: the foreach function zeroes every gradient that there is
import torch


def backward(optimizer, loss):
    grads = [
        p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None
    ]
    if grads:
        torch._foreach_zero_(grads)
    loss.backward()
