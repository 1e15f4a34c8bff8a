# source: https://github.com/bytetriper/RAE/issues/67

def backward(optimizer, loss):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
