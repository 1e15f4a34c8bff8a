# expect: missing-zero-grad
# line: 13
# believes: The gradients have to be cleared once, at the start of the training.

_cleared = False


def backward(optimizer, loss):
    global _cleared
    if not _cleared:
        optimizer.zero_grad()
        _cleared = True
    loss.backward()
