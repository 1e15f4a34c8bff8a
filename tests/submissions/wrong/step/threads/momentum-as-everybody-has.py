# expect: wrong-optimizer
# line: 10
# source: https://github.com/PaddlePaddle/PaddleDetection/issues/3758
# believes: SGD means SGD with momentum.

from torch import optim


def make_optimizer(model, lr=0.1):
    optimizer = optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    return optimizer


def step(optimizer):
    optimizer.step()
