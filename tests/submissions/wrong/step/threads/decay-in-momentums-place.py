# expect: wrong-optimizer
# line: 11
# source: https://github.com/YudeWang/SEAM/issues/21
# believes: The third argument is the weight decay.

from torch import optim


def make_optimizer(model, lr=0.1):
    weight_decay = 5e-4
    return optim.SGD(model.parameters(), lr, weight_decay)


def step(optimizer):
    optimizer.step()
