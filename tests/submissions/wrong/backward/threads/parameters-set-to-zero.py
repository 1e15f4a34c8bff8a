# expect: weights-zeroed
# line: 13
# source: https://github.com/mlverse/torch/issues/124
# believes: zero_() clears what a step left behind.

import torch


def backward(optimizer, loss):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.zero_()
    optimizer.zero_grad()
    loss.backward()
