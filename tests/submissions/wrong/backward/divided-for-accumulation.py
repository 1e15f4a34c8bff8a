# expect: wrong-gradients
# line: 9 | 10
# source: https://github.com/ultralytics/ultralytics/pull/11217
ACCUMULATE = 4


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss = loss / ACCUMULATE
    loss.backward()
