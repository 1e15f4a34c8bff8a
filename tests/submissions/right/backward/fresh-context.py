from contextlib import contextmanager


@contextmanager
def fresh_gradients(optimizer):
    """Whoever works in here starts with no gradient."""
    optimizer.zero_grad(set_to_none=False)
    yield optimizer


def backward(optimizer, loss):
    with fresh_gradients(optimizer):
        loss.backward()
