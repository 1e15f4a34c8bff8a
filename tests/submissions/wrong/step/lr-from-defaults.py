# expect: wrong-learning-rate
# line: 17
# believes: The learning rate in force is the one in defaults.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.add_(p.grad, alpha=-optimizer.defaults["lr"])
