# expect: missing-zero-grad & step-in-backward
# line: 7
# believes: The gradient is fresh each time, and the weights follow at once.

def backward(optimizer, loss):
    loss.backward()
    optimizer.step()
