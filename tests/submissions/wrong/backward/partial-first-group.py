# expect: partial-zero-grad
# line: 6
# believes: All parameters are in param_groups[0].

def backward(optimizer, loss):
    for p in optimizer.param_groups[0]["params"]:
        p.grad = None
    loss.backward()
