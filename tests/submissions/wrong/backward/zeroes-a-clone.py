# expect: missing-zero-grad
# line: 11
# believes: Zeroing the tensor taken from p.grad zeroes p.grad.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                g = p.grad.clone()
                g.zero_()
    loss.backward()
