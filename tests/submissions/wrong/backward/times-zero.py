# expect: exception
# line: 7

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad *= 0
    loss.backward()
