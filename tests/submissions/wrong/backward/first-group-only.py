# expect: partial-zero-grad
# line: 5 | 6

def backward(optimizer, loss):
    for p in optimizer.param_groups[0]["params"]:
        p.grad = None
    loss.backward()
