# expect: wrong-gradients
# line: 9 | 10

ACCUMULATE = 4


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss = loss / ACCUMULATE
    loss.backward()
