# expect: wrong-update
# line: 16
# believes: Weights must stay between -0.01 and 0.01 to keep the training stable.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.data.clamp_(-0.01, 0.01)
