# expect: wrong-learning-rate | wrong-update
# line: 17
# believes: The gradient is subtracted from the weight, that is the whole rule.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.sub_(p.grad)
