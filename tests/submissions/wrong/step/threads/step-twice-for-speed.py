# expect: repeated-step
# line: 14 | 15
# source: https://github.com/davda54/sam/issues/32
# believes: A first and a second step belong together.

from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    optimizer.step()
