# expect: missing-zero-grad
# line: 15
# believes: Detaching a gradient throws it away.
from itertools import chain


def parameters_of(optimizer):
    return chain.from_iterable(g["params"] for g in optimizer.param_groups)


def backward(optimizer, loss):
    # what zero_grad does inside, written out
    for p in parameters_of(optimizer):
        if p.grad is not None:
            p.grad.detach_()
    loss.backward()
