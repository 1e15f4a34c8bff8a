# right because: clearing twice before the new gradients is clearing
def backward(optimizer, loss):
    optimizer.zero_grad(set_to_none=False)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
