# expect: missing-zero-grad
# line: 13
# believes: Clearing every other time is enough, as in gradient accumulation.

import itertools

calls = itertools.count()


def backward(optimizer, loss):
    if next(calls) % 2 == 0:
        optimizer.zero_grad()
    loss.backward()
