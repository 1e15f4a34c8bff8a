# expect: weights-zeroed
# line: 12
# believes: p.data is where the gradient is kept.

import torch


def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
            p.data = torch.zeros_like(p.data)
    loss.backward()
