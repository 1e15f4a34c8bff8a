# source: https://github.com/pytorch/pytorch/issues/1871

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for w in group["params"]:
                if w.grad is not None:
                    w.add_(-w.grad, alpha=group["lr"])
