# expect: partial-zero-grad
# line: 8
# believes: The inner loop belongs after the outer one.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        params = group["params"]
    for p in params:
        if p.grad is not None:
            p.grad.zero_()
    loss.backward()
