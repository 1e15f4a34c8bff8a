# expect: gradient-upside-down
# line: 18
# believes: An error is what it should be minus what it is.

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    exps = torch.exp(logits)
    p = exps / exps.sum(dim=1, keepdim=True)
    y = torch.zeros_like(p)
    y[torch.arange(len(y)), labels] = 1
    return (y - p) / len(y)
