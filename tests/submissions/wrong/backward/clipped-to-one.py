# expect: wrong-gradients
# line: 12
# source: https://idlemachines.co.uk/essays/pytorch-training-loop

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_norm_(group["params"], max_norm=1.0)
