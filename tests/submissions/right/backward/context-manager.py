# right because: the gradients are cleared on entry, before the body computes the new ones
from contextlib import contextmanager


@contextmanager
def fresh_gradients(optimizer):
    optimizer.zero_grad()
    yield
    print("gradients are fresh")


def backward(optimizer, loss):
    with fresh_gradients(optimizer):
        loss.sum().backward()
