# expect: wrong-gradients
# line: 11
# believes: Weight decay is added to every gradient.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.add_(p.detach(), alpha=1e-2)
