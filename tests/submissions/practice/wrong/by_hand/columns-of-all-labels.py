# expect: target-of-every-row
# line: 15
# believes: p[:, labels] picks the entry of each row's label.

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    p = logits.softmax(dim=-1)
    p[:, labels] -= 1
    return p / len(labels)
