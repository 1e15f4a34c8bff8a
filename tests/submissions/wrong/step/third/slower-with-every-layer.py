# expect: wrong-learning-rate
# line: 10 | 11
# believes: Later layers learn faster, so their rate is smaller.

import torch


def make_optimizer(model, lr=0.1):
    groups = []
    for depth, p in enumerate(model.parameters(), start=1):
        groups.append({"params": [p], "lr": lr / depth})
    return torch.optim.SGD(groups, lr=lr)


def step(optimizer):
    optimizer.step()
