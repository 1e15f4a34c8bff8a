# expect: stopped-at-the-probabilities
# line: 18
# believes: The gradient of -log p is -1 / p, and that is where backward ends.
# source: https://ai.stackexchange.com/questions/35741/trouble-writing-the-backpropagation-algorithm-in-python-through-crossentropy-and

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return torch.mm(flow, weight), torch.mm(flow.t(), inputs), flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    p = torch.softmax(logits, dim=1)
    grad = torch.zeros_like(p)
    rows = torch.arange(len(labels))
    grad[rows, labels] = -1 / p[rows, labels]
    return grad / len(labels)
