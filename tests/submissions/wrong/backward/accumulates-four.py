# expect: missing-zero-grad
# line: 10 | 11 | 12
# source: https://github.com/bytetriper/RAE/issues/67

calls = 0


def backward(optimizer, loss):
    global calls
    if calls % 4 == 0:
        optimizer.zero_grad()
    loss.backward()
    calls += 1
