# expect: wrong-optimizer
# line: 9
# believes: SGD always comes with momentum 0.9.

from torch import optim


def make_optimizer(model, lr=0.1):
    return optim.SGD(model.parameters(), lr=lr, momentum=0.9)


def step(optimizer):
    optimizer.step()
