import torch


def backward(optimizer, loss):
    params = sum((g["params"] for g in optimizer.param_groups), [])
    stale = {p: p.grad for p in params}
    for p in stale:
        p.grad = None
    try:
        torch.autograd.backward(loss)
    finally:
        stale.clear()
