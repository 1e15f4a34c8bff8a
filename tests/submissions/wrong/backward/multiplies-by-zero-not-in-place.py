# expect: missing-zero-grad
# line: 10
# believes: mul(0) changes the gradient it is called on.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.mul(0)
    loss.backward()
