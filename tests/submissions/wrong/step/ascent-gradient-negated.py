# expect: gradient-ascent | gradients-changed
# line: 16
# believes: step() adds the gradient, so it has to be negated first.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.neg_()
    optimizer.step()
