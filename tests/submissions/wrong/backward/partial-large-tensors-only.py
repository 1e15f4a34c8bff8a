# expect: partial-zero-grad
# line: 8
# believes: Small tensors hold too few gradients to matter.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None and p.grad.numel() > 100:
                p.grad.zero_()
    loss.backward()
