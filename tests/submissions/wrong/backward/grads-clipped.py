# expect: wrong-gradients
# line: 12
# believes: Clipping belongs to every backward pass.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_norm_(group["params"], 0.01)
