# expect: wrong-optimizer
# line: 10
# believes: Weight decay is a free improvement.

import torch.optim as optim


def make_optimizer(model, lr=0.1):
    settings = {"lr": lr, "weight_decay": 5e-4}
    return optim.SGD(model.parameters(), **settings)


def step(optimizer):
    optimizer.step()
