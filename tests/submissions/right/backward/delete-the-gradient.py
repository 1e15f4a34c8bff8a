# right because: deleting the attribute leaves None behind
import itertools


def backward(optimizer, loss):
    groups = (group["params"] for group in optimizer.param_groups)
    for p in itertools.chain.from_iterable(groups):
        del p.grad
    loss.backward()
