# right because: zero_grad takes its option by position too
def backward(optimizer, loss):
    optimizer.zero_grad(True)
    loss.backward(None, None, False)
