# expect: exception
# line: 12
# believes: Every weight has a gradient after backward.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            v.mul_(momentum)
            v.add_(w.grad)
            w.sub_(lr * v)
