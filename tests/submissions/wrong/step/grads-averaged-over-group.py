# expect: gradients-changed | wrong-update
# line: 16
# believes: The optimizer uses the mean gradient of each tensor.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.fill_(p.grad.mean())
    optimizer.step()
