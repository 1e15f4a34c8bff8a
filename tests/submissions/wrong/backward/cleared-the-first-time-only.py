# expect: missing-zero-grad
# line: 9 | 12
# source: https://github.com/abhishekkrthakur/tez/issues/38
started = False


def backward(optimizer, loss):
    global started
    if not started:
        optimizer.zero_grad()
        started = True
    loss.backward()
