# right: torch.autograd.grad computes the gradients and they are assigned, so nothing needs clearing
import torch
from torch import Tensor
from torch.optim import Optimizer


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    params = [p for group in optimizer.param_groups for p in group["params"]]
    wanted = [p for p in params if p.requires_grad]
    for p in params:
        p.grad = None
    for p, g in zip(wanted, torch.autograd.grad(loss, wanted, allow_unused=True)):
        p.grad = g
