# expect: missing-zero-grad
# line: 6
# believes: backward() computes the gradients from scratch each time.

def backward(optimizer, loss):
    loss.backward()
