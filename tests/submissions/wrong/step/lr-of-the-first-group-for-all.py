# expect: wrong-learning-rate
# line: 13
# believes: An optimizer has one learning rate.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    lr = optimizer.param_groups[0]["lr"]
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p -= lr * p.grad
