# expect: wrong-gradients
# line: 10 | 12
# believes: The first group holds all parameters.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    params = optimizer.param_groups[0]["params"]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = g
