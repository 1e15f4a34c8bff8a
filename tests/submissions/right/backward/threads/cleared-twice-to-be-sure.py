# source: https://github.com/ultralytics/ultralytics/pull/11217

def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.zero_()
    optimizer.zero_grad()
    loss.backward()
