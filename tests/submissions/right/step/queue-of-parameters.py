from collections import deque

import torch


def make_optimizer(model, lr=0.1):
    unique = {id(p): p for module in model.modules() for p in module.parameters(recurse=False)}
    return torch.optim.SGD(unique.values(), lr=lr)


def step(optimizer):
    waiting = deque((p, g["lr"]) for g in optimizer.param_groups for p in g["params"])
    with torch.no_grad():
        while waiting:
            p, rate = waiting.popleft()
            if p.grad is not None:
                p.addcmul_(p.grad, torch.full_like(p, -rate))
