import torch


@torch.enable_grad()
def backward(optimizer, loss):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    old = [p.grad for p in held if p.grad is not None]
    if old:
        torch._foreach_zero_(old)
    loss.backward(gradient=torch.ones_like(loss))
