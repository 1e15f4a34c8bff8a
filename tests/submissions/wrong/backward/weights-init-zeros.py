# expect: weights-zeroed
# line: 13
# believes: init.zeros_ on a parameter clears its gradient.

import torch.nn as nn


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            nn.init.zeros_(p)
