# expect: target-left-out
# line: 16
# believes: The probabilities are the gradient.

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    e = (logits - logits.amax(1, keepdim=True)).exp()
    probabilities = e / e.sum(1, keepdim=True)
    return probabilities / len(probabilities)
