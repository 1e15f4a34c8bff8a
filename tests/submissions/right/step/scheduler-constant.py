import torch


def make_optimizer(model, lr=0.1):
    optimizer = torch.optim.SGD([{"params": [p]} for p in model.parameters()], lr=lr)
    optimizer.zero_grad()
    return optimizer


def step(optimizer):
    old = [p.detach().clone() for g in optimizer.param_groups for p in g["params"]]
    optimizer.step()
    moved = any((o != p).any() for o, p in zip(old, (p for g in optimizer.param_groups for p in g["params"])))
    return moved
