def clear(parameters):
    if not parameters:
        return
    first, *rest = parameters
    first.grad = None
    clear(rest)


def backward(optimizer, loss):
    for group in optimizer.param_groups:
        clear(group["params"])
    loss.backward()
