# expect: wrong-gradients
# line: 11
# believes: Only the direction of the gradient matters.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad = p.grad.sign()
