# expect: partial-zero-grad
# line: 9 | 10
# believes: A second optimizer over the first group clears everything.

import torch


def backward(optimizer, loss):
    params = optimizer.param_groups[0]["params"]
    torch.optim.SGD(params, lr=0.1).zero_grad()
    loss.backward()
