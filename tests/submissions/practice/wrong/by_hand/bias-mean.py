# expect: bias-averaged
# line: 12
# believes: One bias is shared by all rows, so its gradient is their mean.

import torch
from torch import Tensor


def linear_backward(inputs, weight, flow):
    by_inputs = torch.matmul(flow, weight)
    by_weight = torch.matmul(flow.transpose(0, 1), inputs)
    by_bias = flow.mean(dim=0)
    return by_inputs, by_weight, by_bias


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    grad = logits.softmax(1)
    grad[range(len(labels)), labels] -= 1
    return grad / len(labels)
