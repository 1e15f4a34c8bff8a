# expect: nesterov-instead
# line: 14
# believes: The gradient counts once more on top of the velocity, as in Nesterov's.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            if w.grad is None:
                continue
            v.mul_(momentum).add_(w.grad)
            w -= lr * (w.grad + momentum * v)
