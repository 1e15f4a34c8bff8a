# expect: gradients-swapped
# line: 12
# believes: Weight and bias are what one learns, so they come first.

from torch import Tensor


def linear_backward(inputs, weight, flow):
    dw = flow.T @ inputs
    db = flow.sum(dim=0)
    dx = flow @ weight
    return dw, db, dx


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    grad = logits.softmax(1)
    grad[range(len(labels)), labels] -= 1
    return grad / len(labels)
