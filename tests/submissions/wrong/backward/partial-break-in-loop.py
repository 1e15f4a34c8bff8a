# expect: partial-zero-grad
# line: 10
# believes: The loop can stop at the first gradient it finds.

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.zero_()
                break
    loss.backward()
