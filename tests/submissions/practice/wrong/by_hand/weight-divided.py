# expect: weight-gradient-averaged | bias-averaged
# line: 11 | 12
# believes: The gradient of a batch is a mean, so the sum over the rows has to be divided.

from torch import Tensor


def linear_backward(inputs, weight, flow):
    n = inputs.shape[0]
    dx = flow @ weight
    dw = flow.T @ inputs / n
    db = flow.sum(dim=0) / n
    return dx, dw, db


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    grad = logits.softmax(1)
    grad[range(len(labels)), labels] -= 1
    return grad / len(labels)
