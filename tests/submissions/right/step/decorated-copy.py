# right because: copy_ writes the updated values into the same parameter
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        lr = group["lr"]
        for p in filter(lambda p: p.grad is not None, group["params"]):
            p.copy_(p - lr * p.grad)
