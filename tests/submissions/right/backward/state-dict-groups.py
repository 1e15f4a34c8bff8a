def backward(optimizer, loss):
    for parameter in sum((list(g["params"]) for g in optimizer.param_groups), []):
        parameter.grad = None
    loss.sum().backward()
