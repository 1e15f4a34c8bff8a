# expect: missing-zero-grad
# line: 11
# believes: A copy of the optimizer clears the same gradients without touching the original.

import copy


def backward(optimizer, loss):
    fresh = copy.deepcopy(optimizer)
    fresh.zero_grad()
    loss.backward()
