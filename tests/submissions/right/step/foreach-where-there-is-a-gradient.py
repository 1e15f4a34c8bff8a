import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(params=list(model.parameters()), lr=lr, foreach=False)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        moving = [p for p in group["params"] if p.grad is not None]
        if moving:
            torch._foreach_add_(moving, [p.grad for p in moving], alpha=-group["lr"])
