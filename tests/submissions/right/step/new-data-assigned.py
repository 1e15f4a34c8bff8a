# right because: the parameter stays the same object and holds the updated values
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.data = p.data.sub(p.grad, alpha=group["lr"])
