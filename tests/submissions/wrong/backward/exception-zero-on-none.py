# expect: exception
# line: 8
# believes: Every parameter has a gradient from the beginning.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad.zero_()
    loss.backward()
