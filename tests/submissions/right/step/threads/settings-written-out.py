# source: https://github.com/YudeWang/SEAM/issues/21

from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr, momentum=0, dampening=0, weight_decay=0, nesterov=False)


def step(optimizer):
    optimizer.step()
