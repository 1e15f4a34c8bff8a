# expect: averaged-over-classes
# line: 16
# believes: A mean divides by everything that is in the matrix.

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    p = logits.softmax(dim=1)
    y = torch.eye(logits.shape[1])[labels]
    return (p - y) / logits.numel()
