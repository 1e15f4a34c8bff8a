# right because: zeros and None are both cleared gradients
def backward(optimizer, loss):
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
