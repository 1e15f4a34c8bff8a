# expect: step-in-backward
# line: 15
# believes: Going backward means moving the weights against the gradient.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p -= group["lr"] * p.grad
