# right because: the method taken from its class makes the same one update
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


step = torch.optim.SGD.step
