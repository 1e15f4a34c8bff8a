from itertools import chain

import torch


def parameters(optimizer):
    yield from chain.from_iterable(group["params"] for group in optimizer.param_groups)


def backward(optimizer, loss):
    optimizer.zero_grad(set_to_none=False)
    torch.autograd.backward([loss], inputs=list(parameters(optimizer)))
