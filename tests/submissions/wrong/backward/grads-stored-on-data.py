# expect: missing-backward
# line: 13
# believes: p.data is the parameter, so p.data.grad is its gradient.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    params = [p for group in optimizer.param_groups for p in group["params"]]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.data.grad = g
