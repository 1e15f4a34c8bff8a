import torch


def make_optimizer(model, lr=0.1):
    optimizer = torch.optim.SGD([{"params": [p]} for p in model.parameters()], lr=lr)
    return optimizer


def step(optimizer):
    for group in optimizer.param_groups:
        rate = group["lr"]
        for p in group["params"]:
            if p.grad is None:
                continue
            p.data = p.data.add(p.grad, alpha=-rate)
            p.grad = None
