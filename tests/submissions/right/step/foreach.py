import torch


def make_optimizer(model, lr=0.1):
    groups = [{"params": [p], "lr": lr} for p in model.parameters()]
    return torch.optim.SGD(groups, lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            moved = [p for p in group["params"] if p.grad is not None]
            if moved:
                torch._foreach_add_(moved, [p.grad for p in moved], alpha=-group["lr"])
