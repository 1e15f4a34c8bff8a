# source: https://github.com/simchowitzlabpublic/nano-world-model/pull/22

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    squares = 0.0
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                squares += float(p.grad.pow(2).sum())
    return squares**0.5
