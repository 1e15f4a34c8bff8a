# expect: missing-zero-grad | partial-zero-grad | wrong-gradients
# line: 8 | 10
# believes: Small gradients of before do no harm.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None and p.grad.abs().max() > 1.0:
                p.grad = None
    loss.backward()
