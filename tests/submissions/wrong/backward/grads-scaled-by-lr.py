# expect: wrong-gradients
# line: 11
# believes: The learning rate is part of the gradient.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.mul_(group["lr"])
