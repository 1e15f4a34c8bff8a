# expect: velocity-dampened
# line: 11
# believes: Momentum is a running average, so the new gradient counts 1 - momentum.

import torch


def momentum_step(params, velocity, lr, momentum):
    for p, v in zip(params, velocity):
        if p.grad is not None:
            v.lerp_(p.grad, 1 - momentum)
            p.data.add_(v, alpha=-lr)
