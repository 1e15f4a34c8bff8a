import itertools

import torch


def backward(optimizer, loss):
    groups = (group["params"] for group in optimizer.param_groups)
    for p in itertools.chain.from_iterable(groups):
        if (old := p.grad) is not None:
            old.detach_().zero_()
    torch.autograd.backward([loss], [torch.ones_like(loss)])
    return loss.detach()
