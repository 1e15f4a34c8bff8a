# expect: missing-zero-grad
# line: 7
# believes: The old gradient is stored in the loss.

def backward(optimizer, loss):
    loss.grad = None
    loss.backward()
