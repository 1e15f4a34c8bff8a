# expect: missing-zero-grad
# line: 13
# believes: Two batches are accumulated.

calls = 0


def backward(optimizer, loss):
    global calls
    if calls % 2 == 0:
        optimizer.zero_grad()
    calls += 1
    loss.backward()
