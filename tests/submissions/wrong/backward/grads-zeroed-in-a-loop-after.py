# expect: zero-grad-after-backward
# line: 8 | 13 | 14
# believes: After backward the gradients have been used and can be reset.

def reset(params):
    for p in params:
        if p.grad is not None:
            p.grad.zero_()


def backward(optimizer, loss):
    loss.backward()
    for group in optimizer.param_groups:
        reset(group["params"])
