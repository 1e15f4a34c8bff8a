# expect: weight-gradient-transposed
# line: 9
# believes: The layer multiplies inputs by weights, so the gradient is inputs times flow.

from torch import Tensor


def linear_backward(inputs, weight, flow):
    d_weight = inputs.T @ flow
    return flow @ weight, d_weight, flow.sum(0)


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    grad = logits.softmax(1)
    grad[range(len(labels)), labels] -= 1
    return grad / len(labels)
