# expect: zero-grad-after-backward
# line: 11
# believes: A context manager clears the gradients around the block.

from contextlib import contextmanager


@contextmanager
def clean_gradients(optimizer):
    yield
    optimizer.zero_grad()


def backward(optimizer, loss):
    with clean_gradients(optimizer):
        loss.backward()
