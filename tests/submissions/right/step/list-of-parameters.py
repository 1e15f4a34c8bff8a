# right because: a list of the parameters holds what the iterator gives
from torch import optim


def make_optimizer(model, lr=0.1):
    return optim.SGD(params=list(model.parameters()), lr=lr, momentum=0, weight_decay=0)


def step(optimizer):
    optimizer.step()
