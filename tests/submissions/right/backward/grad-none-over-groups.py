# right because: None over all groups is a cleared gradient
def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
    loss.backward()
