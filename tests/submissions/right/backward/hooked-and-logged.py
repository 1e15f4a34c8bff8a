import torch


def backward(optimizer, loss):
    norms = []
    handles = [
        p.register_hook(lambda g: norms.append(g.norm()) or None)
        for group in optimizer.param_groups
        for p in group["params"]
    ]
    optimizer.zero_grad(True)
    torch.autograd.backward(loss)
    for handle in handles:
        handle.remove()
