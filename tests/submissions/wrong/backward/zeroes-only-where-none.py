# expect: missing-zero-grad
# line: 13
# believes: A gradient has to be set to zero where there is none yet.

import torch


def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is None:
                p.grad = torch.zeros_like(p)
    loss.backward()
