from torch import Tensor


def linear_backward(inputs, weight, flow):
    f = flow.double()
    parts = f @ weight.double(), (inputs.double().T @ f).T, f.sum(0)
    return tuple(p.float().contiguous() for p in parts)


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    grad = logits.softmax(1)
    grad[range(len(labels)), labels] -= 1
    return grad / len(labels)
