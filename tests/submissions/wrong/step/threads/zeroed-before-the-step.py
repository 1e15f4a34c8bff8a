# expect: missing-step | zero-grad-after-backward | gradients-changed
# line: 14
# source: https://github.com/inyeoplee77/SAGPool/issues/15
# believes: A step starts from clean gradients.

from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.zero_grad()
    optimizer.step()
