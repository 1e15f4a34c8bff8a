# right because: the wrapper passes model and learning rate on, by position or by name
import torch


def announced(function):
    def wrapper(*args, **kwargs):
        print("calling", function.__name__)
        return function(*args, **kwargs)

    return wrapper


@announced
def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@announced
def step(optimizer):
    optimizer.step()
