# expect: wrong-gradients | missing-zero-grad
# line: 10
# believes: The mean of the old and the new gradient is more stable.

def backward(optimizer, loss):
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.div_(2)
