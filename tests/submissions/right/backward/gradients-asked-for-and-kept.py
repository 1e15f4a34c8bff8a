import torch


def backward(optimizer, loss):
    held = [p for group in optimizer.param_groups for p in group["params"] if p.requires_grad]
    for p, gradient in zip(held, torch.autograd.grad(loss, held, allow_unused=True)):
        p.grad = gradient
