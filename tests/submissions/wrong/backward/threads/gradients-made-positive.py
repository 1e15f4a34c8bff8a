# expect: wrong-gradients
# line: 11
# source: https://github.com/pytorch/pytorch/issues/7940
# believes: Only the size of a gradient matters.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = p.grad.abs()
