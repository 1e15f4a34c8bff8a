# expect: missing-zero-grad
# line: 13
# believes: The gradients are cleared at the beginning.

started = False


def backward(optimizer, loss):
    global started
    if not started:
        optimizer.zero_grad()
        started = True
    loss.backward()
