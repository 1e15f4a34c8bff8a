# expect: missing-zero-grad
# line: 6 | 7
# believes: Naming the method is enough to run it.

def backward(optimizer, loss):
    optimizer.zero_grad
    loss.backward()
