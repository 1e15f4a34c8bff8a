# expect: wrong-gradients
# line: 13

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad += 0.01 * torch.randn_like(p.grad)
