# expect: missing-zero-grad
# line: 14
# believes: New gradients are added to p.grad, as PyTorch does it.

import torch


def backward(optimizer, loss):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    params = [p for p in params if p.requires_grad]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        if g is not None:
            p.grad = g if p.grad is None else p.grad + g
