# expect: autograd-did-it
# line: 16
# believes: torch.autograd.grad is a function like any other.

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    z = logits.detach().clone().requires_grad_(True)
    loss = torch.nn.functional.cross_entropy(z, labels)
    (gradient,) = torch.autograd.grad(loss, z)
    return gradient
