def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            if (gradient := parameter.grad) is not None:
                gradient.zero_()
    loss.backward()
