import torch


def backward(optimizer, loss):
    params = [p for g in optimizer.param_groups for p in g["params"] if p.requires_grad]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads, strict=True):
        p.grad = None if g is None else g.detach()
