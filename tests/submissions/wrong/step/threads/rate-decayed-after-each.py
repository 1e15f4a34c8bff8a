# expect: wrong-learning-rate
# line: 16
# source: https://github.com/Oslandia/deeposlandia/pull/61
# believes: The rate falls with each update.

from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] *= 0.95
