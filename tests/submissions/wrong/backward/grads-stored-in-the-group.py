# expect: missing-backward
# line: 11
# believes: The optimizer reads its gradients from the parameter group.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    for group in optimizer.param_groups:
        group["grads"] = torch.autograd.grad(
            loss, group["params"], retain_graph=True, allow_unused=True
        )
