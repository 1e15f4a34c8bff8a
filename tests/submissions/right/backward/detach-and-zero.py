# right because: this is what zero_grad itself did for years
def backward(optimizer, loss):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    for p in params:
        if p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()
    loss.backward()
