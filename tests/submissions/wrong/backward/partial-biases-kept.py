# expect: partial-zero-grad
# line: 8
# believes: Only weight matrices collect gradients.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.dim() > 1:
                p.grad = None
    loss.backward()
