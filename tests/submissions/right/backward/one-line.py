# right because: zero_grad returns None, so that backward comes second
def backward(optimizer, loss):
    return optimizer.zero_grad() or loss.backward()
