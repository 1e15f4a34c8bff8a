import itertools

import torch


def backward(optimizer, loss):
    params = list(itertools.chain.from_iterable(g["params"] for g in optimizer.param_groups))
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = torch.zeros_like(p) if g is None else g.detach().clone()
