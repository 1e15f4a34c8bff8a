# expect: weights-zeroed
# line: 14
# believes: The parameters are reset so that the next step starts clean.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.mul_(0.0)
