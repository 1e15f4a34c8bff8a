# expect: missing-backward
# line: 11
# believes: torch.autograd.grad fills p.grad.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    params = [p for group in optimizer.param_groups for p in group["params"]]
    torch.autograd.grad(loss, params, allow_unused=True)
