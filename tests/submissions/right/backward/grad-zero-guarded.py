# right because: existing gradients become zero and missing ones need no clearing
def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.zero_()
    loss.backward()
