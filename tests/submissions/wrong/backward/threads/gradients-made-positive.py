# expect: wrong-gradients
# line: 12
# source: https://github.com/pytorch/pytorch/issues/7940
# believes: Only the size of a gradient matters.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad = p.grad.abs()
