# right because: further keys in a group are carried along and change nothing
import torch


def make_optimizer(net, lr=1e-1):
    groups = [{"params": p, "name": name} for name, p in net.named_parameters()]
    return torch.optim.SGD(groups, lr=lr)


def step(optimizer):
    optimizer.step()
