# expect: missing-zero-grad
# line: 11 | 12 | 14
# source: https://github.com/bytetriper/RAE/issues/67
# believes: Gradients are cleared every few calls.

calls = 0


def backward(optimizer, loss):
    global calls
    if calls % 4 == 0:
        optimizer.zero_grad()
    calls += 1
    loss.backward()
