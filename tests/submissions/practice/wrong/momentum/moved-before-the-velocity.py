# expect: old-velocity-used
# line: 13
# believes: First one moves, then one remembers.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            if w.grad is None:
                continue
            w -= lr * v
            v.mul_(momentum).add_(w.grad)
