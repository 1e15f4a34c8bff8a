# expect: missing-zero-grad
# line: 9
# believes: Setting the variable to None removes the gradient it came from.

def backward(optimizer, loss):
    grads = [p.grad for group in optimizer.param_groups for p in group["params"]]
    for g in grads:
        g = None
    loss.backward()
